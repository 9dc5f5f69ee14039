import { defineRule, PASS } from '../../model/rule.ts';
import { DAY_MS } from '../staleness.ts';

/** A quarter: a mark is shown in the notice of its quarter and the mails of its time, and no longer. */
const SHOWN_FOR_MS = 92 * DAY_MS;

export default defineRule({
  id: 'backdated',
  order: 120,
  wording: '信息发布日期与首次出现时间不符',
  question: '发布日期',
  severity: 'notice',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：存在弄虚作假行为（如伪造发稿日期等）。该项为网站所列，新媒体参照',
      verified: true,
    },
  ],
  parameters: [],
  explanation: `一条信息写明的日期，早于当时已证明“没有更新”的一次检查两天以上，却在那次检查之后才第一次出现的，列为存疑。来源当时漏报、把旧内容改为公开，也会造成同样的现象，所以须由人工核实。自首次出现起列出一个季度。`,
  needs: ['backdated'],
  examples: [
    {
      words: '9月20日证实8月20日以后没有更新，25日却出现一条写着9月12日的信息',
      at: '2026-09-25T01:00:00+08:00',
      looks: [
        {
          observedAt: '2026-09-20T01:00:00+08:00',
          lastPost: { at: '2026-08-20T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-09-12T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'suspected',
    },
    {
      words: '先前的检查没有证明什么',
      at: '2026-09-25T01:00:00+08:00',
      looks: [
        {
          observedAt: '2026-09-20T01:00:00+08:00',
          coverage: 'partial',
          canAssertNoUpdate: false,
          lastPost: { at: '2026-08-20T08:00:00+08:00', precision: 'second', bound: 'lower' },
        },
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-09-12T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge({ backdated }, context) {
    const mark = backdated.findLast((one) => context.atMs - one.firstSeenMs <= SHOWN_FOR_MS);
    if (mark === undefined) return PASS;
    return {
      verdict: 'suspected',
      sinceMs: mark.firstSeenMs,
      facts: {
        statedAt: context.iso(mark.statedMs),
        firstSeenAt: context.iso(mark.firstSeenMs),
        absentAt: context.iso(mark.absentAtMs),
        url: mark.url,
      },
      evidence: mark.evidence,
      reason: '也可能是来源当时漏报，或旧内容改为公开，须由人工核实',
    };
  },
});

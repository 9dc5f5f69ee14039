import { defineRule } from '../../model/rule.ts';
import { judgeAge } from '../staleness.ts';

export default defineRule({
  id: 'stale-long',
  order: 20,
  wording: '长期未更新（“僵尸”“睡眠”账号）',
  question: '更新情况',
  severity: 'notice',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：内容不更新，发生“僵尸”“睡眠”情况（天数由各地自定，贵州为超过三个月）',
      verified: false,
    },
  ],
  parameters: [{ key: 'staleLongAfterDays', unit: '天', standard: '90', meaning: '超过多少天无更新算长期未更新' }],
  explanation: `与“监测时间点前2周内无更新”同一算法，只是天数更长。用于清理名单，不影响合格与否。看不到账号的，由前一规则列为未判定，这里不再重复。`,
  needs: ['account', 'look', 'lastPost', 'silence', 'status'],
  examples: [
    {
      words: '四个月没有更新，已证实',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2020-05-10T00:00:00+08:00', precision: 'day', bound: 'exact' },
        },
      ],
      expect: 'violation',
    },
    {
      words: '三十天没有更新',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2020-08-18T00:00:00+08:00', precision: 'day', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
    {
      words: '从来没能看到过',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-17T17:00:00+08:00', coverage: 'blocked', status: 'unknown', canAssertNoUpdate: false },
      ],
      expect: 'not-examined',
    },
  ],
  judge(facts, context) {
    const verdict = judgeAge(facts, context, { days: context.limits.staleLongAfterDays });
    return verdict.verdict === 'undetermined' ? { verdict: 'not-examined', reason: verdict.reason } : verdict;
  },
});

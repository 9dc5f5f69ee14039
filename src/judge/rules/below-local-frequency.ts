import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { publishes } from '../staleness.ts';

/** 1970-01-01 was a Thursday; ISO weeks begin on Monday. */
const MONDAY_OFFSET = 3;

export default defineRule({
  id: 'below-local-frequency',
  order: 130,
  wording: '更新频次低于本地要求',
  question: '更新频次',
  severity: 'deduct',
  basis: [
    { document: '各地规定', clause: '例如赣州市章贡区每周更新2次，夏邑县每周更新3次', verified: true },
    { document: '甘肃省政务新媒体管理办法', clause: '每周更新一次内容', verified: true },
  ],
  parameters: [
    { key: 'minPostsPerWeek', unit: '次/周', standard: '不设', meaning: '每个自然周（周一至周日）至少更新几次' },
  ],
  explanation: `只在本地设定了每周次数时适用。看监测时间点之前最后一个完整的自然周；同一时刻发布的几条算一次。该周从头到尾都有来源证明没有遗漏、次数仍不足的，认定；不能证明没有遗漏的，列为未判定。`,
  needs: ['account', 'status', 'rhythm'],
  examples: [
    {
      words: '没有设定次数',
      at: '2026-09-25T01:00:00+08:00',
      looks: [{ observedAt: '2026-09-25T00:30:00+08:00' }],
      expect: 'not-applicable',
    },
    {
      words: '要求每周2次，上周只看到1次，但其间隔了一周没有查看',
      at: '2026-09-25T01:00:00+08:00',
      limits: { minPostsPerWeek: 2 },
      looks: [
        {
          observedAt: '2026-09-13T23:00:00+08:00',
          lastPost: { at: '2026-09-10T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        {
          observedAt: '2026-09-21T00:30:00+08:00',
          lastPost: { at: '2026-09-16T08:00:00+08:00', precision: 'second', bound: 'exact' },
          posts: [
            { at: '2026-09-16T08:00:00+08:00', precision: 'second', url: null, title: null },
            { at: '2026-09-10T08:00:00+08:00', precision: 'second', url: null, title: null },
          ],
        },
      ],
      expect: 'undetermined',
    },
    {
      words: '要求每周1次，一次检查就证明9月13日以后再没有更新',
      at: '2026-09-25T01:00:00+08:00',
      limits: { minPostsPerWeek: 1 },
      looks: [
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-09-13T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'violation',
    },
    {
      words: '要求每周1次，上周有1次',
      at: '2026-09-25T01:00:00+08:00',
      limits: { minPostsPerWeek: 1 },
      looks: [
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-09-16T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge(facts, context) {
    const wanted = context.limits.minPostsPerWeek;
    if (wanted === null || !publishes(facts)) return NOT_APPLICABLE;
    const { rhythm } = facts;
    const thisMonday = context.day - ((context.day + MONDAY_OFFSET) % 7);
    const fromMs = context.startOfDay(thisMonday - 7);
    const untilMs = context.startOfDay(thisMonday);
    const made = rhythm.momentsS.filter((at) => at * 1000 >= fromMs && at * 1000 < untilMs).length;
    if (made >= wanted) return PASS;
    const whole = (rhythm.wholeFromMs ?? untilMs) <= fromMs && (rhythm.wholeUntilMs ?? fromMs) >= untilMs;
    if (!whole) return { verdict: 'undetermined', reason: '上周的发布没有全部看到，不能认定次数不足' };
    return {
      verdict: 'violation',
      sinceMs: untilMs,
      facts: { weekFrom: context.iso(fromMs), posts: made, wanted },
      evidence: [],
    };
  },
});

import { defineRule, type Facts, NOT_APPLICABLE, PASS, type RuleContext } from '../../model/rule.ts';
import { DAY_MS, hasPassed, limitPassesAt, staleLimit } from '../staleness.ts';

export default defineRule({
  id: 'not-rectified',
  order: 900,
  wording: '整改不到位，同一问题再次出现',
  question: '整改情况',
  severity: 'notice',
  basis: [{ document: '国办发〔2018〕123号', clause: '四（四）：定期组织检查，及时通报、督促整改', verified: true }],
  parameters: [],
  explanation: `现在认定的问题，在本季度或上一季度已经出现过一次，后来有所改正（例如恢复更新），如今再次出现的，列出；已通知主办单位、过了整改期限仍然存在的，也列出。`,
  needs: ['violated', 'overdue', 'gaps', 'past'],
  examples: [
    {
      words: '7月超期未更新，恢复后9月再次超期',
      at: '2026-09-25T01:00:00+08:00',
      looks: [
        {
          observedAt: '2026-07-20T01:00:00+08:00',
          lastPost: { at: '2026-06-20T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        {
          observedAt: '2026-07-25T01:00:00+08:00',
          lastPost: { at: '2026-07-24T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-08-20T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'violation',
    },
    {
      words: '7月超期未更新，此后一直更新',
      at: '2026-09-25T01:00:00+08:00',
      looks: [
        {
          observedAt: '2026-07-20T01:00:00+08:00',
          lastPost: { at: '2026-06-20T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-09-24T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'not-applicable',
    },
    {
      words: '第一次超期',
      at: '2026-09-25T01:00:00+08:00',
      looks: [
        {
          observedAt: '2026-09-25T00:30:00+08:00',
          lastPost: { at: '2026-08-20T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge(facts, context) {
    if (facts.violated.size === 0) return NOT_APPLICABLE;
    const sinceMs = previousQuarterMs(context);
    const again = [...facts.violated].flatMap((rule) => earlier(rule, sinceMs, facts, context));
    const overdue = facts.overdue.filter((rule) => facts.violated.has(rule));
    if (again.length === 0 && overdue.length === 0) return PASS;
    const problems = again.map(({ rule, fromMs, toMs }) => {
      return { rule, from: context.iso(fromMs), until: context.iso(toMs) };
    });
    return { verdict: 'violation', sinceMs: null, facts: { earlier: problems, overdue }, evidence: [] };
  },
});

/** Earlier periods of the same problem that reach beyond a moment; of the gaps the last is the present one. */
function earlier(rule: string, sinceMs: number, facts: Pick<Facts, 'gaps' | 'past'>, context: RuleContext) {
  if (rule !== 'stale') return facts.past.filter((problem) => problem.rule === rule && problem.toMs >= sinceMs);
  const limit = staleLimit(context.limits);
  const gaps = facts.gaps.slice(0, -1).filter((gap) => gap.toMs >= sinceMs);
  return gaps.flatMap(({ fromMs, toMs }) => {
    const limitMs = limitPassesAt(fromMs, limit, context);
    const breached = limitMs !== null && hasPassed(toMs, limitMs, context.limits.edge);
    return breached ? [{ rule, fromMs: limitMs, toMs }] : [];
  });
}

/** The first moment of the quarter before the one in which the monitoring point lies. */
function previousQuarterMs(context: RuleContext): number {
  const date = new Date(context.day * DAY_MS);
  const firstMonth = Math.floor(date.getUTCMonth() / 3) * 3 - 3;
  return context.startOfDay(Date.UTC(date.getUTCFullYear(), firstMonth, 1) / DAY_MS);
}

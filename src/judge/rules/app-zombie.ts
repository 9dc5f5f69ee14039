import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { DAY_MS } from '../staleness.ts';

export default defineRule({
  id: 'app-zombie',
  order: 150,
  wording: '“僵尸APP”',
  question: '版本更新',
  severity: 'veto',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：移动客户端（APP）发生“僵尸”“睡眠”情况（未见全国性的天数）',
      verified: false,
    },
  ],
  parameters: [{ key: 'appZombieAfterDays', unit: '天', standard: '730', meaning: '各商店都没有新版本超过多少天' }],
  explanation: `凡能读到版本日期的应用商店，最新版本都早于规定天数的，认定。有商店在架而没有读到版本日期的，列为存疑。版本之外的内容更新看不到，须由人工核查。`,
  needs: ['account', 'look', 'stores'],
  examples: [
    {
      words: '两个商店的最新版本都是四年前',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [listed('2022-08-20T15:30:00+08:00', '2022-08-20T15:30:00+08:00')],
      expect: 'violation',
    },
    {
      words: '一个商店有去年的版本',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [listed('2022-08-20T15:30:00+08:00', '2025-08-20T15:30:00+08:00')],
      expect: 'pass',
    },
    {
      words: '一个商店在架，但没有版本日期',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [listed('2022-08-20T15:30:00+08:00', null)],
      expect: 'suspected',
    },
  ],
  judge(facts, context) {
    const { account } = facts;
    if (account.platform !== 'app' || account.state !== 'running') return NOT_APPLICABLE;
    const { look, stores } = facts;
    const limitMs = context.atMs - context.limits.appZombieAfterDays * DAY_MS;
    const all = stores.known ? stores.value : [];
    const dated = all.filter((store) => store.updatedMs !== null);
    const newestMs = Math.max(...dated.map((store) => store.updatedMs ?? 0));
    if (dated.length > 0 && newestMs >= limitMs) return PASS;
    const listedNow = all.some((store) => store.seenNow && store.answer === 'offered');
    if (!stores.known || dated.length === 0 || !listedNow) {
      return { verdict: 'not-examined', reason: look.trouble || '没有读到版本日期' };
    }
    const found = {
      sinceMs: newestMs + context.limits.appZombieAfterDays * DAY_MS,
      facts: { updatedAt: context.iso(newestMs), days: context.day - context.dayOf(newestMs) },
      evidence: [...new Set(dated.flatMap((store) => store.evidence))],
    };
    const unread = all.some((store) => store.updatedMs === null && store.offeredAtMs !== null);
    if (unread) return { verdict: 'suspected', ...found, reason: '有的应用商店在架而没有读到版本日期' };
    return { verdict: 'violation', ...found };
  },
});

function listed(apple: string, tencent: string | null) {
  const row = (store: string, updatedAt: string | null) => {
    return { store, listing: 'listed' as const, artifact: 'reachable' as const, version: '1.0.0', updatedAt };
  };
  return {
    observedAt: '2026-09-25T00:30:00+08:00',
    canAssertNoUpdate: false,
    app: { stores: [row('apple', apple), row('tencent', tencent)] },
  };
}

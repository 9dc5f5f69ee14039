import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { DAY_MS } from '../staleness.ts';

const ABSENT_NIGHTS = 3;
const STORES = 2;
/** A store that cannot be read tonight still speaks for its last answer for so long. */
const OFFER_HOLDS_MS = 14 * DAY_MS;

export default defineRule({
  id: 'app-not-downloadable',
  order: 140,
  wording: '移动客户端无法下载',
  question: '能否下载',
  severity: 'veto',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：移动客户端（APP）无法下载或使用',
      verified: false,
    },
    { document: '粤办函〔2019〕90号', clause: '对APP无法下载使用等情况实行单项否决', verified: true },
  ],
  parameters: [
    { key: 'rules.app-not-downloadable.confirmNights', unit: '夜', standard: '3', meaning: '须连续几夜都没有' },
  ],
  explanation: `至少两个应用商店连续三夜都没有这个应用（或安装包无法下载），哨兵应用当夜都正常，并且没有其他商店提供的，认定。只在部分商店没有的，或者夜数不够的，列为存疑。同一编号下是另一个应用的不算没有；读不到的商店当夜不作数，也使“连续”中断。功能能否使用，只能由人工核查。`,
  needs: ['account', 'look', 'stores'],
  examples: [
    {
      words: '两个商店连续三夜都没有',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [
        absent('2026-09-23T01:00:00+08:00', 'not-listed'),
        absent('2026-09-24T01:00:00+08:00', 'not-listed'),
        absent('2026-09-25T00:30:00+08:00', 'not-listed'),
      ],
      expect: 'violation',
    },
    {
      words: '只有一夜没有',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [absent('2026-09-25T00:30:00+08:00', 'not-listed')],
      expect: 'suspected',
    },
    {
      words: '三夜，其中一夜读不到',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [
        absent('2026-09-23T01:00:00+08:00', 'not-listed'),
        absent('2026-09-24T01:00:00+08:00', 'indeterminate'),
        absent('2026-09-25T00:30:00+08:00', 'not-listed'),
      ],
      expect: 'suspected',
    },
    {
      words: '编号下是另一个应用',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [absent('2026-09-25T00:30:00+08:00', 'package-mismatch')],
      expect: 'undetermined',
    },
    {
      words: '两个商店都提供',
      at: '2026-09-25T01:00:00+08:00',
      account: { platform: 'app' },
      looks: [absent('2026-09-25T00:30:00+08:00', 'listed')],
      expect: 'pass',
    },
  ],
  judge(facts, context) {
    const { account } = facts;
    if (account.platform !== 'app' || account.state !== 'running') return NOT_APPLICABLE;
    const { look, stores } = facts;
    if (!stores.known) return { verdict: 'undetermined', reason: stores.detail || '没有一个应用商店给出结果' };
    const nights = context.nights(ABSENT_NIGHTS);
    const answer = (store: (typeof stores.value)[number]) => (store.seenNow ? store.answer : 'unknown');
    const absentNow = stores.value.filter((store) => answer(store) === 'absent');
    const proven = absentNow.filter((store) => store.absentNights >= nights);
    const offers = stores.value.some(
      (store) =>
        answer(store) === 'offered' ||
        (answer(store) === 'unknown' &&
          store.offeredAtMs !== null &&
          !store.absentSinceOffer &&
          context.atMs - store.offeredAtMs <= OFFER_HOLDS_MS),
    );
    if (offers && proven.length === 0) return PASS;
    if (absentNow.length === 0) {
      const words = stores.value.flatMap(({ store, reason }) => (reason === null ? [] : [`${store}：${reason}`]));
      return { verdict: 'undetermined', reason: words.join('；') || look.trouble || '没有一个应用商店给出结果' };
    }
    const found = {
      sinceMs: Math.min(...absentNow.map((store) => store.absentSinceMs ?? context.atMs)),
      facts: {
        stores: stores.value.map((store) => ({ store: store.store, answer: answer(store), reason: store.reason })),
      },
      evidence: [...new Set(absentNow.flatMap((store) => store.evidence))],
    };
    if (!offers && proven.length >= STORES) return { verdict: 'violation', ...found };
    const reason = offers ? '只在部分应用商店没有' : `须有至少 ${STORES} 个应用商店连续 ${nights} 夜都没有，才能认定`;
    return { verdict: 'suspected', ...found, reason };
  },
});

/** Both stores answer the same. */
function absent(observedAt: string, listing: 'listed' | 'not-listed' | 'package-mismatch' | 'indeterminate') {
  const artifact = listing === 'listed' ? ('reachable' as const) : ('skipped' as const);
  return {
    observedAt,
    canAssertNoUpdate: false,
    app: { stores: ['apple', 'tencent'].map((store) => ({ store, listing, artifact })) },
  };
}

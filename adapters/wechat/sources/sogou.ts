import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Post } from '../../../src/model/sighting.ts';
import type { HtmlRows } from '../../../src/model/world.ts';
import { fromUnixSeconds } from '../../../src/time/calendar.ts';
import { CARDS, nameInSogou, searchCards, similarInSogou } from '../find/sogou-search.ts';
import type { WechatHandle } from '../handle.ts';

/** Searches that one address may make in a day before it is kept out. */
const SEARCHES_A_NIGHT = 20;

/**
 * Sogou's search for accounts: `GET /weixin?type=1&query=<微信号>` → `ul.news-list2 > li`, one card an account, with
 * `timeConvert('<unix seconds>')` for its newest article, days late. Only the card with the very 微信号 or gh_ id of the
 * account counts. Corroboration: a date found is real, everything else on the card may be years old and is not read.
 */
export default defineSource<WechatHandle>({
  kind: 'sogou',
  title: '搜狗微信搜索',
  order: 90,
  view: 'hint',
  standard: false,
  applies: (handle) => (handle.alias ?? handle.ghId) !== undefined,
  // few searches are borne: only for accounts of which nothing was seen
  worthAsking: (seen) => seen.every((sighting) => sighting.posts.length === 0),
  async look(handle, world) {
    const night = await world.once('sogou searches', async () => ({ made: 0 }));
    if (night.made >= SEARCHES_A_NIGHT) {
      return nothingSeen('skipped', `搜狗每夜只搜索 ${SEARCHES_A_NIGHT} 次，今夜已用完`);
    }
    night.made += 1;
    const searched = await searchCards(handle.alias ?? handle.ghId ?? '', world);
    if (!searched.found) {
      const { outcome, detail, status, evidence } = searched;
      return nothingSeen(outcome, detail, status, evidence);
    }
    const { answer, beginning } = searched;
    const cards = await world.html.select(answer.text, CARDS);
    if (!cards.read) return nothingSeen('layout-changed', cards.detail, answer.status, [answer.proof(beginning)]);
    const found = newestOf(cards, handle);
    const passage = found ? answer.text.slice(answer.text.indexOf(found.digits) - 200).slice(0, 400) : beginning;
    return {
      outcome: 'ok',
      detail: found ? '' : '搜狗没有这个账号的日期，不能说明任何问题',
      httpStatus: answer.status,
      coverage: found ? 'complete' : 'partial',
      listIsWhole: false,
      posts: found ? [found.post] : [],
      evidence: [answer.proof(passage)],
    };
  },
  finder: nameInSogou,
  search: similarInSogou,
});

/** The date on the card of this very account; null where there is none. */
export function newestOf(cards: HtmlRows, handle: WechatHandle): { post: Post; digits: string } | null {
  if (!cards.read) return null;
  const own = cards.rows.filter((row) => row.alias && (row.alias === handle.alias || row.alias === handle.ghId));
  const digits =
    own.length === 1 ? /^document\.write\(timeConvert\('(\d{10})'\)\)$/.exec(own[0]?.time ?? '')?.[1] : undefined;
  if (digits === undefined) return null;
  const at = fromUnixSeconds(Number(digits));
  return { post: { at, precision: 'second', url: null, title: own[0]?.title || null }, digits };
}

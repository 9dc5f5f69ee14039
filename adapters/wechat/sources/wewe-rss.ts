import { defineSource } from '../../../src/model/adapter.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { fromUnixSeconds } from '../../../src/time/calendar.ts';
import {
  BridgeOptions,
  bridgeHosts,
  bridgeSighting,
  bridgeUrl,
  feedContradictsBiz,
  feedId,
  postsOfFeed,
} from '../bridge.ts';
import { confirmFresh } from '../false-fresh.ts';
import { readFeed } from '../feed.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { jsonOf, WeweFeedList } from '../schema.ts';

/** The bridge refreshes twice a day; an older refresh means that it stands still. */
const SYNC_WITHIN_HOURS = 26;

/**
 * wewe-rss (archived in May 2026; many still run).
 *
 * - `GET /feeds/<id>.rss` → RSS with `pubDate` in GMT; a feed that it does not have: HTTP 400
 *   `{"statusCode":400,"message":"不存在该feed！"}`
 * - `GET /feeds/` → `[{id, syncTime, updateTime}]`; an old `syncTime` (unix seconds) proves that the bridge stands still,
 *   a fresh one proves nothing: it also advances when WeChat answered nothing (wewe-rss#318)
 *
 * The name is the one of the day on which the account was added, so it is not read.
 */
export default defineSource<WechatHandle, BridgeOptions>({
  kind: 'wewe-rss',
  title: 'wewe-rss',
  order: 40,
  view: 'mirror',
  standard: false,
  options: BridgeOptions,
  hosts: bridgeHosts,
  applies: (handle, options) => feedId(handle, options, 'wewe-rss') !== undefined,
  async health(world, options) {
    const newest = (await feedList(world, options)).list?.reduce(
      (latest, { syncTime }) => Math.max(latest, syncTime ?? 0),
      0,
    );
    return newest ? doubtOfSync(fromUnixSeconds(newest), world.now(), '任何账号') : null;
  },
  async look(handle, world, options) {
    const id = feedId(handle, options, 'wewe-rss') ?? '';
    if (feedContradictsBiz(handle, id)) {
      return nothingSeen('wrong-account', `登记的 biz 与桥上编号 ${id} 不是同一个账号`);
    }
    const answer = await world.http.ask({ url: bridgeUrl(options, `feeds/${encodeURIComponent(id)}.rss`) });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const proof = answer.proof(answer.text.slice(answer.text.search(/<item|$/)).slice(0, 500));
    if (answer.status === 400) return nothingSeen('not-configured', `桥上没有订阅 ${id}`, 400, [proof]);
    const trouble = troubleOfAnswer(answer);
    if (trouble) return nothingSeen(trouble.outcome, trouble.detail, answer.status, [proof]);
    const feed = await readFeed(answer.text);
    if (!feed) return nothingSeen('layout-changed', '桥的回答不是订阅源', answer.status, [proof]);
    const own = /\/feeds\/([^/.]+)\.\w+$/.exec(feed.link ?? '')?.[1];
    if (own !== undefined && own !== id) {
      return nothingSeen('wrong-account', `桥答的是 ${own}，问的是 ${id}`, answer.status, [proof]);
    }
    const { posts, undated } = postsOfFeed(feed, options.timezone ?? world.zone, 'updated-is-published');
    const sync = await lastSync(world, options, id);
    const fresh = await confirmFresh(posts, sync.at, handle, world);
    const doubt = fresh.doubt ?? doubtOfSync(sync.at, world.now());
    const evidence = [proof, ...sync.evidence, ...fresh.evidence];
    return bridgeSighting({ posts: fresh.posts, undated, name: null, doubt, evidence }, world.now());
  },
});

/** When the bridge last refreshed this account; null where it does not say. The list is asked once a night. */
async function lastSync(
  world: World,
  options: BridgeOptions,
  id: string,
): Promise<{ readonly at: Temporal.Instant | null; readonly evidence: readonly Evidence[] }> {
  const { answer, list } = await feedList(world, options);
  const seconds = list?.find((feed) => feed.id === id)?.syncTime;
  if (!answer.answered || !seconds) return { at: null, evidence: [] };
  const passage = answer.text.slice(answer.text.indexOf(`"${id}"`)).slice(0, 500);
  return { at: fromUnixSeconds(seconds), evidence: [answer.proof(passage)] };
}

async function feedList(world: World, options: BridgeOptions) {
  const answer = await world.once(`wewe-rss feeds ${options.url}`, () =>
    world.http.ask({ url: bridgeUrl(options, 'feeds/') }),
  );
  return { answer, list: answer.answered && answer.status === 200 ? jsonOf(answer.text, WeweFeedList) : null };
}

function doubtOfSync(syncedAt: Temporal.Instant | null, now: Temporal.Instant, whom = '这个账号'): string | null {
  if (syncedAt === null) return '桥没有说明最近一次同步的时间';
  const hours = now.since(syncedAt).total('hours');
  return hours < SYNC_WITHIN_HOURS ? null : `桥已有 ${Math.floor(hours)} 小时没有同步${whom}`;
}

import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { fromUnixSeconds } from '../../../src/time/calendar.ts';
import {
  BridgeOptions,
  bridgeHosts,
  bridgeSecrets,
  bridgeSighting,
  bridgeUrl,
  feedContradictsBiz,
  feedId,
  postsOfFeed,
} from '../bridge.ts';
import { confirmFresh } from '../false-fresh.ts';
import { type Feed, readFeed } from '../feed.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { accountNumber, compareIdentity } from '../identity.ts';
import { jsonOf, WerssError, WerssRow } from '../schema.ts';

/**
 * we-mp-rss (WeRSS).
 *
 * - `GET /rss/<id>?is_update=true` → RSS whose `pubDate` has no zone (option `timezone`); without `is_update` old
 *   versions serve the file on their disk for ever
 * - errors come as HTTP 201 `{"detail":{"code":50001,"message":"…"}}`, an unknown feed as 404, a missing token as 401
 * - `GET /api/v1/wx/mps/<id>` → `{"code":0,"data":{faker_id,sync_time}}`; `sync_time` is set before the account is
 *   asked, so it tells when the bridge tried and nothing of whether it succeeded
 *
 * No part of it tells reliably whether its login lives, so its silence proves nothing.
 */
export default defineSource<WechatHandle, BridgeOptions>({
  kind: 'we-mp-rss',
  title: 'we-mp-rss',
  order: 30,
  view: 'mirror',
  standard: false,
  options: BridgeOptions,
  hosts: bridgeHosts,
  applies: (handle, options) => feedId(handle, options, 'we-mp-rss') !== undefined,
  async look(handle, world, options) {
    const id = feedId(handle, options, 'we-mp-rss') ?? '';
    if (feedContradictsBiz(handle, id)) {
      return nothingSeen('wrong-account', `登记的 biz 与桥上编号 ${id} 不是同一个账号`);
    }
    const path = `rss/${encodeURIComponent(id)}`;
    const answer = await ask(world, options, path, { limit: '100', offset: '0', is_update: 'true' });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const refused = errorOf(answer);
    if (refused) return refused;
    const proof = answer.proof(answer.text.slice(answer.text.search(/<item|$/)).slice(0, 500));
    const feed = await readFeed(answer.text);
    if (!feed) return nothingSeen('layout-changed', '桥的回答不是订阅源', answer.status, [proof]);
    const row = await rowOf(world, options, id);
    const stranger = strangerIn(feed, id) ?? (row && compareIdentity(handle, { biz: row.faker_id }) === 'other');
    if (stranger) return nothingSeen('wrong-account', `桥上 ${id} 的内容属于别的账号`, answer.status, [proof]);
    const { posts, undated } = postsOfFeed(feed, options.timezone ?? world.zone, 'updated-is-published');
    const syncedAt = row?.sync_time ? fromUnixSeconds(row.sync_time) : null;
    const fresh = await confirmFresh(posts, syncedAt, handle, world);
    const doubt = fresh.doubt ?? 'we-mp-rss 不能说明自己的登录是否有效，没有新文章不能算作证据';
    return bridgeSighting(
      { posts: fresh.posts, undated, name: null, doubt, evidence: [proof, ...fresh.evidence] },
      world.now(),
    );
  },
});

/** Entries carry `<number>-<mid>_<idx>`. */
function strangerIn(feed: Feed, id: string): true | null {
  const number = accountNumber(id);
  if (number === null) return null;
  const others = feed.items.filter(
    (item) => /^\d{6,}-\d+_\d+$/.test(item.id ?? '') && !item.id?.startsWith(`${number}-`),
  );
  return others.length > 0 ? true : null;
}

/** The token's name in the query is inferred: late builds say `RSS requires token`. */
function ask(world: World, options: BridgeOptions, path: string, query: Record<string, string>): Promise<HttpAnswer> {
  const token = options.token ? { token: options.token } : {};
  return world.http.ask({ url: bridgeUrl(options, path, { ...query, ...token }), secrets: bridgeSecrets(options) });
}

async function rowOf(world: World, options: BridgeOptions, id: string) {
  const answer = await ask(world, options, `api/v1/wx/mps/${encodeURIComponent(id)}`, {});
  return answer.answered && answer.status === 200 ? (jsonOf(answer.text, WerssRow)?.data ?? null) : null;
}

function errorOf(answer: Extract<HttpAnswer, { answered: true }>): Sighting | null {
  const evidence = [answer.proof(answer.text.slice(0, 300))];
  if (answer.status === 401) return nothingSeen('auth-expired', '桥要求访问令牌', 401, evidence);
  if (answer.status === 404) return nothingSeen('not-configured', '桥上没有这个公众号', 404, evidence);
  const said = jsonOf(answer.text, WerssError);
  if (said) return nothingSeen(outcomeOfMessage(said), `桥报错：${said}`, answer.status, evidence);
  const trouble = troubleOfAnswer(answer);
  return trouble && nothingSeen(trouble.outcome, trouble.detail, answer.status, evidence);
}

/** The bridge hands on what mp.weixin.qq.com told it. */
function outcomeOfMessage(message: string): 'auth-expired' | 'upstream-error' {
  return /invalid session|200003|200040|登录/.test(message) ? 'auth-expired' : 'upstream-error';
}

import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { HttpAnswer } from '../../../src/model/world.ts';
import {
  BridgeOptions,
  bridgeHosts,
  bridgeSecrets,
  bridgeSighting,
  bridgeUrl,
  feedId,
  postsOfFeed,
} from '../bridge.ts';
import { confirmFresh } from '../false-fresh.ts';
import { type Feed, readFeed } from '../feed.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { compareIdentity, sameBiz } from '../identity.ts';
import { bizOfLink } from '../link.ts';

/**
 * RSSHub: `GET /<route>` → RSS with `pubDate` in GMT, which is missing where the route does not know it.
 *
 * A fault comes as HTTP 503 with an HTML page that holds `Error Message: <code>…</code>`. “this route is empty” is said
 * of an outage as well. The routes for WeChat are searches and albums: what they do not show proves nothing.
 */
export default defineSource<WechatHandle, BridgeOptions>({
  kind: 'rsshub',
  title: 'RSSHub',
  order: 50,
  view: 'mirror',
  standard: false,
  options: BridgeOptions,
  hosts: bridgeHosts,
  applies: (handle, options) => feedId(handle, options, 'rsshub') !== undefined,
  async look(handle, world, options) {
    const route = feedId(handle, options, 'rsshub') ?? '';
    const wrong = faultOfRoute(route, handle);
    if (wrong) return wrong;
    const key = options.token ? { key: options.token } : {};
    const answer = await world.http.ask({
      url: bridgeUrl(options, encodeURI(decoded(route)), key),
      secrets: bridgeSecrets(options),
    });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const refused = errorOf(answer);
    if (refused) return refused;
    const proof = answer.proof(answer.text.slice(answer.text.search(/<item|$/)).slice(0, 500));
    const feed = await readFeed(answer.text);
    if (!feed) return nothingSeen('layout-changed', '桥的回答不是订阅源', answer.status, [proof]);
    const own = ownItems(feed, route);
    const stranger = own.items.map((item) => item.link && bizOfLink(item.link)).find((biz) => isOther(handle, biz));
    if (stranger) return nothingSeen('wrong-account', `RSSHub 给出的是 ${stranger} 的文章`, answer.status, [proof]);
    const { posts, undated } = postsOfFeed(own, options.timezone ?? world.zone, 'published-only');
    // it fetches when it is asked
    const fresh = await confirmFresh(posts, world.now(), handle, world);
    const doubt = fresh.doubt ?? 'RSSHub 的来源是搜索或合集，没有新文章不能算作证据';
    const evidence = [proof, ...fresh.evidence];
    return bridgeSighting({ posts: fresh.posts, undated, name: null, doubt, evidence }, world.now());
  },
});

/** an album holds articles of its own account alone, and their long links name it */
function isOther(handle: WechatHandle, biz: string | null): boolean {
  return biz !== null && biz !== '' && compareIdentity(handle, { biz }) === 'other';
}

function faultOfRoute(route: string, handle: WechatHandle): Sighting | null {
  // its pubDate is the moment of the crawl (RSSHub#8918)
  if (/^\/?wechat\/feeddd\//.test(route)) return nothingSeen('not-configured', 'feeddd 的日期是抓取时间，不能使用');
  const biz = /^\/?wechat\/mp\/(?:msgalbum|homepage)\/([^/]+)/.exec(route)?.[1];
  if (biz && handle.biz && !sameBiz(decoded(biz), handle.biz)) {
    return nothingSeen('wrong-account', `登记的路由属于别的账号：${route}`);
  }
  return null;
}

/** A search by name also finds what others wrote about the account: only its own articles count. */
function ownItems(feed: Feed, route: string): Feed {
  const name = /^\/?wechat\/sogou\/([^/?]+)/.exec(route)?.[1];
  return name === undefined ? feed : { ...feed, items: feed.items.filter((item) => item.author === decoded(name)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function errorOf(answer: Extract<HttpAnswer, { answered: true }>): Sighting | null {
  const page = /Error Message:[\s\S]{0,40}?<code[^>]*>([^<]{0,300})/.exec(answer.text)?.[1];
  const message = page ?? /"error"\s*:\s*\{\s*"message"\s*:\s*"([^"]{0,300})/.exec(answer.text)?.[1];
  const evidence = [answer.proof(message ?? answer.text.slice(0, 300))];
  const says = message ? `RSSHub 报错：${message.trim()}` : null;
  if (message && /WAF|blocked|captcha|验证/i.test(message))
    return nothingSeen('captcha', says ?? '', answer.status, evidence);
  if (answer.status === 403) return nothingSeen('auth-expired', says ?? 'RSSHub 不认这个访问密钥', 403, evidence);
  if (answer.status === 404) return nothingSeen('not-configured', says ?? 'RSSHub 没有这条路由', 404, evidence);
  if (says) return nothingSeen('upstream-error', says, answer.status, evidence);
  const trouble = troubleOfAnswer(answer);
  return trouble && nothingSeen(trouble.outcome, trouble.detail, answer.status, evidence);
}

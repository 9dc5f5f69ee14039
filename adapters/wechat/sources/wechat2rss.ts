import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Post } from '../../../src/model/sighting.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import {
  BridgeOptions,
  bridgeHosts,
  bridgeSecrets,
  bridgeSighting,
  bridgeUrl,
  feedContradictsBiz,
  feedId,
} from '../bridge.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { articleLink } from '../link.ts';
import { jsonOf, LoginList, QueryAnswer } from '../schema.ts';
import { statedTime } from '../stated-time.ts';

/**
 * Wechat2RSS, the bridge with a health interface of its own.
 *
 * - `GET /api/query?k=<token>&bid=<number>&content=0` → `{"err":"","data":[{biz_id,biz_name,title,created}]}`, the
 *   newest posts of one account with zoned times
 * - `GET /login/list?k=<token>` → `{"err":"","data":[{id,available,needCheck,waitTime}]}`; `needCheck` means that WeChat
 *   holds the login back and refreshes are postponed
 *
 * The dates are real whatever the logins do; only the silence is worth nothing while none of them works.
 */
export default defineSource<WechatHandle, BridgeOptions>({
  kind: 'wechat2rss',
  title: 'Wechat2RSS',
  order: 20,
  view: 'mirror',
  standard: false,
  options: BridgeOptions,
  hosts: bridgeHosts,
  applies: (handle, options) => feedId(handle, options, 'wechat2rss') !== undefined,
  async look(handle, world, options) {
    const bid = feedId(handle, options, 'wechat2rss') ?? '';
    if (feedContradictsBiz(handle, bid)) {
      return nothingSeen('wrong-account', `登记的 biz 与桥上编号 ${bid} 不是同一个账号`);
    }
    const answer = await ask(world, options, 'api/query', { bid, content: '0' });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const reading = readQuery(answer.text, bid, options.timezone ?? world.zone);
    if (reading.kind === 'unknown') {
      const trouble = troubleOf(answer) ?? { outcome: 'layout-changed' as const, detail: '桥的回答不是认得的 JSON' };
      return nothingSeen(trouble.outcome, trouble.detail, answer.status, [answer.proof(answer.text.slice(0, 300))]);
    }
    const evidence = [answer.proof(reading.excerpt)];
    const refused = troubleOf(answer);
    if (refused) return nothingSeen(refused.outcome, refused.detail, answer.status, evidence);
    if (reading.kind === 'error')
      return nothingSeen('upstream-error', `桥报错：${reading.text}`, answer.status, evidence);
    if (reading.kind === 'other') {
      return nothingSeen('wrong-account', `桥答的是账号 ${reading.id}，问的是 ${bid}`, answer.status, evidence);
    }
    const doubt = await loginDoubt(world, options);
    return bridgeSighting({ ...reading, doubt, evidence }, world.now());
  },
});

type QueryReading =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'error'; readonly text: string; readonly excerpt: string }
  | { readonly kind: 'other'; readonly id: string; readonly excerpt: string }
  | {
      readonly kind: 'rows';
      readonly posts: readonly Post[];
      readonly undated: number;
      readonly name: string | null;
      readonly excerpt: string;
    };

/** @param zone where the clock of a `created` without a zone stood */
export function readQuery(text: string, bid: string, zone: string): QueryReading {
  const answer = jsonOf(text, QueryAnswer);
  if (!answer) return { kind: 'unknown' };
  const excerpt = text.slice(0, 500);
  if (answer.err !== '') return { kind: 'error', text: answer.err, excerpt };
  const rows = answer.data ?? [];
  const stranger = rows.find((row) => row.biz_id !== bid);
  if (stranger) return { kind: 'other', id: stranger.biz_id, excerpt };
  const posts = rows.flatMap((row): Post[] => {
    const time = statedTime(row.created, zone);
    const url = row.link ? articleLink(row.link) : null;
    return time ? [{ ...time, url, title: row.title, pushed: true }] : [];
  });
  // the name is the number as long as the bridge has not read the account once
  const name = rows.map((row) => row.biz_name).find((one) => one !== null && !/^\d+$/.test(one)) ?? null;
  return { kind: 'rows', posts, undated: rows.length - posts.length, name, excerpt };
}

/** Why no login of the bridge vouches for its silence tonight; null where one does. Asked once a night. */
async function loginDoubt(world: World, options: BridgeOptions): Promise<string | null> {
  return world.once(`wechat2rss login ${options.url}`, async () => {
    const answer = await ask(world, options, 'login/list', {});
    return answer.answered ? doubtOfLogins(answer.text) : `桥的登录状态查不到：${answer.detail}`;
  });
}

export function doubtOfLogins(text: string): string | null {
  const answer = jsonOf(text, LoginList);
  if (answer?.err !== '') return '桥的登录状态查不到';
  if (answer.data.some((login) => login.available && !login.needCheck)) return null;
  return answer.data.some((login) => login.available)
    ? '桥的登录正被微信风控，更新已推迟'
    : '桥的登录已失效，请重新扫码';
}

function ask(world: World, options: BridgeOptions, path: string, query: Record<string, string>): Promise<HttpAnswer> {
  const key = options.token ? { k: options.token } : {};
  return world.http.ask({ url: bridgeUrl(options, path, { ...key, ...query }), secrets: bridgeSecrets(options) });
}

function troubleOf(answer: Extract<HttpAnswer, { answered: true }>) {
  if (answer.status === 401) return { outcome: 'auth-expired' as const, detail: '桥不认这个访问令牌' };
  return troubleOfAnswer(answer);
}

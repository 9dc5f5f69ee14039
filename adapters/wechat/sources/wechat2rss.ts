import { defineSource } from '../../../src/model/adapter.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
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
import { confirmFresh } from '../false-fresh.ts';
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
  health: async (world, options) => (await loginHealth(world, options)).doubt,
  async look(handle, world, options) {
    const bid = feedId(handle, options, 'wechat2rss') ?? '';
    if (feedContradictsBiz(handle, bid)) {
      return nothingSeen('wrong-account', `登记的 biz 与桥上编号 ${bid} 不是同一个账号`);
    }
    const answer = await ask(world, options, 'api/query', { bid, content: '0' });
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const beginning = answer.proof(answer.text.slice(0, 500));
    const trouble = troubleOf(answer);
    if (trouble) return nothingSeen(trouble.outcome, trouble.detail, answer.status, [beginning]);
    const reading = readQuery(answer.text, bid, options.timezone ?? world.zone);
    switch (reading.kind) {
      case 'unknown':
        return nothingSeen('layout-changed', '桥的回答不是认得的 JSON', answer.status, [beginning]);
      case 'error':
        return nothingSeen('upstream-error', `桥报错：${reading.text}`, answer.status, [beginning]);
      case 'other': {
        const detail = `桥答的是账号 ${reading.id}，问的是 ${bid}`;
        return nothingSeen('wrong-account', detail, answer.status, [beginning]);
      }
      case 'rows': {
        const logins = await loginHealth(world, options);
        const fresh = await confirmFresh(reading.posts, world.now(), handle, world);
        const evidence = [answer.proof(reading.passage), ...logins.evidence, ...fresh.evidence];
        const doubt = fresh.doubt ?? logins.doubt;
        return bridgeSighting({ ...reading, posts: fresh.posts, doubt, evidence }, world.now());
      }
    }
  },
});

type QueryReading =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'other'; readonly id: string }
  | {
      readonly kind: 'rows';
      readonly posts: readonly Post[];
      readonly undated: number;
      readonly name: string | null;
      /** the part of the answer that shows the newest date */
      readonly passage: string;
    };

/** @param zone where the clock of a `created` without a zone stood */
export function readQuery(text: string, bid: string, zone: string): QueryReading {
  const answer = jsonOf(text, QueryAnswer);
  if (!answer) return { kind: 'unknown' };
  if (answer.err !== '') return { kind: 'error', text: answer.err };
  const rows = answer.data ?? [];
  const stranger = rows.find((row) => row.biz_id !== bid);
  if (stranger) return { kind: 'other', id: stranger.biz_id };
  const posts = rows.flatMap((row): Post[] => {
    const time = statedTime(row.created, zone);
    const url = row.link ? articleLink(row.link) : null;
    return time ? [{ ...time, url, title: row.title, pushed: true }] : [];
  });
  // the name is the number as long as the bridge has not read the account once
  const name = rows.map((row) => row.biz_name).find((one) => one !== null && !/^\d+$/.test(one)) ?? null;
  const newest =
    rows
      .map((row) => row.created)
      .toSorted()
      .at(-1) ?? '';
  const passage = text.slice(Math.max(0, text.indexOf(newest) - 300)).slice(0, 400);
  return { kind: 'rows', posts, undated: rows.length - posts.length, name, passage };
}

/** Whether a login of the bridge vouches for its silence tonight, with the proof. Asked once a night. */
async function loginHealth(
  world: World,
  options: BridgeOptions,
): Promise<{ readonly doubt: string | null; readonly evidence: readonly Evidence[] }> {
  return world.once(`wechat2rss login ${options.url}`, async () => {
    const answer = await ask(world, options, 'login/list', {});
    if (!answer.answered) return { doubt: `桥的登录状态查不到：${answer.detail}`, evidence: [] };
    return { doubt: doubtOfLogins(answer.text), evidence: [answer.proof(answer.text)] };
  });
}

/** Why no login works; null where one does. */
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

import type { WeiboHandle } from './index.ts';

/** page numbers begin with six digits for the kind of page, then the account: `100505` profile, `107603` list of posts */
const CONTAINER = /^(?:10[07][1-9]0[3-6])(\d{5,12})$/;

/**
 * The account's number in a link to a profile or a post:
 * - `weibo.com/u/<uid>`, `weibo.com/<uid>`, `weibo.com/<uid>/<post>`
 * - `m.weibo.cn/u/<uid>`, `m.weibo.cn/profile/<uid>`, `m.weibo.cn/<uid>/<post>`
 * - `weibo.com/p/100505<uid>`, `m.weibo.cn/p/index?containerid=107603<uid>`
 *
 * Names in links (`weibo.com/shilifabu`, `weibo.com/n/…`) are no keys: they change.
 */
export function readLink(link: string): WeiboHandle | null {
  const url = new URL(link);
  if (!/(?:^|\.)weibo\.(?:com|cn)$/.test(url.hostname)) return null;
  const container = /^\/p\/(\d+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('containerid') ?? '';
  const uid =
    CONTAINER.exec(container)?.[1] ??
    /^\/(?:u\/|profile\/)?(\d{5,12})(?:\/|$)/.exec(url.pathname)?.[1] ??
    (url.pathname.startsWith('/profile') ? url.searchParams.get('uid') : null);
  return uid && /^\d{5,12}$/.test(uid) ? { uid } : null;
}

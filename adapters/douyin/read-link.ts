import { Handle } from './handle.ts';

/**
 * The permanent key in a link to a profile: the last part of `www.douyin.com/user/<secUid>` and
 * `www.iesdouyin.com/share/user/<secUid>`, or the `sec_uid` of what the app shares. Short links (`v.douyin.com/…`) and
 * links to works carry none.
 */
export function readLink(link: string): Handle | null {
  const url = new URL(link);
  if (!/(?:^|\.)(?:ies)?douyin\.com$/.test(url.hostname)) return null;
  const secUid = /^\/(?:share\/)?user\/([^/]+)/.exec(url.pathname)?.[1];
  const candidates = [secUid, url.searchParams.get('sec_uid'), url.searchParams.get('sec_user_id')];
  return candidates.map((one) => Handle.safeParse({ secUid: one })).find((one) => one.success)?.data ?? null;
}

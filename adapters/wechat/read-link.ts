import { WechatHandle } from './handle.ts';
import { articleLink } from './link.ts';

/**
 * What a link of `mp.weixin.qq.com` says about whose it is: long article links, profiles and albums carry `__biz`, an
 * album its number as well. An article that can be opened again is kept as a known one; a short link (`/s/<22
 * characters>`) is nothing but that. Links out of searches expire and name nobody.
 */
export function readLink(link: string): Partial<WechatHandle> | null {
  const url = URL.parse(link.replaceAll('&amp;', '&'));
  if (url?.hostname !== 'mp.weixin.qq.com') return null;
  const biz = url.searchParams.get('__biz')?.replaceAll(' ', '+');
  const article = articleLink(link);
  const album = url.pathname === '/mp/appmsgalbum' ? url.searchParams.get('album_id') : null;
  const keys = {
    ...(biz ? { biz } : {}),
    ...(article === null ? {} : { articles: [article] }),
    ...(album ? { albums: [album] } : {}),
  };
  return Object.keys(keys).length === 0 ? null : (WechatHandle.safeParse(keys).data ?? null);
}

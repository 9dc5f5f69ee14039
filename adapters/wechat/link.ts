const ARTICLE_HOST = 'mp.weixin.qq.com';

/**
 * The lasting address of an article, so that one article seen in two places is one; null where the text is none.
 *
 * - short links `/s/<22 characters>`: a `~` stands for `_` in tokens from WeRead, and the link with `~` does not open
 *   (we-mp-rss#467)
 * - long links: `__biz`, `mid`, `idx` and `sn` name the article; everything else (`chksm`, `scene`, `#rd`) is how
 *   somebody came there; `&amp;` comes out of JSON that holds HTML
 * - links with `src=11` (Sogou) live for hours and name nothing
 */
export function articleLink(text: string): string | null {
  const url = URL.parse(text.trim().replaceAll('&amp;', '&'));
  if (url?.hostname !== ARTICLE_HOST || !/^https?:$/.test(url.protocol)) return null;
  const token = /^\/s\/([A-Za-z0-9_~-]+)$/.exec(url.pathname)?.[1];
  if (token) return shortLink(token);
  if (url.pathname !== '/s' && url.pathname !== '/s/') return null;
  const keys = ['__biz', 'mid', 'idx', 'sn'].map((name) => [name, url.searchParams.get(name)] as const);
  if (keys.some(([, value]) => !value)) return null;
  return `https://${ARTICLE_HOST}/s?${keys.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** @param token the 22 characters of a short link, or the last part of a WeRead review id */
export function shortLink(token: string): string {
  return `https://${ARTICLE_HOST}/s/${token.replaceAll('~', '_')}`;
}

/** the `__biz` that a link carries, or null */
export function bizOfLink(text: string): string | null {
  return URL.parse(text.trim().replaceAll('&amp;', '&'))?.searchParams.get('__biz') || null;
}

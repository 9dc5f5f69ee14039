import { Handle } from './handle.ts';

/**
 * The permanent key in a link to a profile, `www.toutiao.com/c/user/token/<token>/`. Links to articles and the old
 * `/c/user/<number>/` carry none.
 */
export function readLink(link: string): Handle | null {
  const url = new URL(link);
  if (!/(?:^|\.)toutiao\.com$/.test(url.hostname)) return null;
  const token = /^\/c\/user\/token\/([^/]+)/.exec(url.pathname)?.[1];
  return Handle.safeParse({ token }).data ?? null;
}

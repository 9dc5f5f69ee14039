import { rsshubSource } from '../../rsshub.ts';
import type { Handle } from '../handle.ts';

/** Route `/toutiao/user/token/:token`: links are those of articles, videos and short posts. */
export default rsshubSource<Handle>({
  title: '今日头条（自建 RSSHub）',
  order: 50,
  path: ({ token }) => `/toutiao/user/token/${token}`,
  key: ({ token }) => token,
  workId: (url) => /^https:\/\/(?:www|m)\.toutiao\.com\/(?:article|video|w)\/(\d+)/.exec(url)?.[1] ?? null,
});

import { rsshubSource } from '../../rsshub.ts';
import type { Handle } from '../handle.ts';

/** Route `/douyin/user/:uid`: links are `https://www.douyin.com/video/ID`. */
export default rsshubSource<Handle>({
  title: '抖音（自建 RSSHub）',
  order: 50,
  path: ({ secUid }) => `/douyin/user/${secUid}`,
  key: ({ secUid }) => secUid,
  workId: (url) => /^https:\/\/www\.douyin\.com\/(?:video|note)\/(\d+)/.exec(url)?.[1] ?? null,
});

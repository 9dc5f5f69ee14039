import { z } from 'zod';
import { defineAdapter } from '../../src/model/adapter.ts';
import { sourcesIn } from '../discover.ts';
import { readLink } from './read-link.ts';

const handle = z.strictObject({
  /** the number in https://weibo.com/u/NUMBER; a name can change, this cannot */
  uid: z.string().regex(/^\d{5,12}$/, 'uid 是微博主页链接 weibo.com/u/ 后面的数字，须加引号'),
});
export type WeiboHandle = z.infer<typeof handle>;

const PACE = 'weibo-crawler config.json anti_ban_config: 8–15 s between requests';

export default defineAdapter<WeiboHandle>({
  id: 'weibo',
  title: '微博',
  noticeTitle: '新浪微博',
  handle,
  hosts: [
    { host: 'm.weibo.cn', spacingMs: [8000, 15000], concurrency: 1, why: PACE },
    { host: 'weibo.com', spacingMs: [8000, 15000], concurrency: 1, why: PACE },
    { host: 'visitor.passport.weibo.cn', spacingMs: [2000, 4000], concurrency: 1, why: 'asked once a night' },
    { host: 'passport.weibo.com', spacingMs: [2000, 4000], concurrency: 1, why: 'asked once a night' },
  ],
  sources: await sourcesIn<WeiboHandle>(import.meta.dirname),
  interactionKinds: ['comments', 'directMessage'],
  page: ({ uid }) => `https://weibo.com/u/${uid}`,
  key: ({ uid }) => uid,
  readLink,
});

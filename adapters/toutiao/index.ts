import { defineAdapter } from '../../src/model/adapter.ts';
import { sourcesIn } from '../discover.ts';
import { Handle, pageOf } from './handle.ts';
import { readLink } from './read-link.ts';

/** the page's own scripts and what they ask; they follow the page, so they wait for nothing */
const OF_THE_PAGE = { spacingMs: [0, 0] as [number, number], concurrency: 8, why: '主页自己的脚本和数据' };

export default defineAdapter<Handle>({
  id: 'toutiao',
  title: '今日头条',
  noticeTitle: '头条号',
  handle: Handle,
  hosts: [
    {
      host: 'www.toutiao.com',
      spacingMs: [8000, 15_000],
      concurrency: 1,
      why: 'weibo-crawler anti_ban_config: 8 to 15 s between requests; no report of Toutiao itself is known',
    },
    {
      host: 'ttwid.bytedance.com',
      spacingMs: [1000, 2000],
      concurrency: 1,
      why: 'asked once a night',
    },
    ...[
      '*.toutiaostatic.com',
      '*.byted-static.com',
      '*.bytegoofy.com',
      '*.bytescm.com',
      '*.bytetos.com',
      '*.bytedance.com',
      '*.zijieapi.com',
    ].map((host) => ({ host, ...OF_THE_PAGE })),
  ],
  sources: await sourcesIn<Handle>(import.meta.dirname),
  interactionKinds: ['comments', 'directMessage'],
  loginPage: 'https://www.toutiao.com/',
  page: pageOf,
  key: ({ token }) => token,
  readLink,
});

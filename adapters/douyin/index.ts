import { defineAdapter } from '../../src/model/adapter.ts';
import { sourcesIn } from '../discover.ts';
import { Handle, pageOf } from './handle.ts';
import { readLink } from './read-link.ts';

/** the page's own scripts and what they ask; they follow the page, so they wait for nothing */
const OF_THE_PAGE = { spacingMs: [0, 0] as [number, number], concurrency: 8, why: '主页自己的脚本和数据' };

export default defineAdapter<Handle>({
  id: 'douyin',
  title: '抖音',
  noticeTitle: '抖音号',
  handle: Handle,
  hosts: [
    {
      host: 'www.douyin.com',
      spacingMs: [30_000, 60_000],
      concurrency: 1,
      why: 'weibo-crawler anti_ban_config: 30 to 60 s between accounts; 403 after 66 pages at one a second (douyin-downloader)',
    },
    ...[
      'www-hj.douyin.com',
      '*.douyinstatic.com',
      '*.bytedance.com',
      '*.byted-static.com',
      '*.bytegoofy.com',
      '*.bytescm.com',
      '*.bytetos.com',
      '*.zijieapi.com',
    ].map((host) => ({ host, ...OF_THE_PAGE })),
  ],
  sources: await sourcesIn<Handle>(import.meta.dirname),
  interactionKinds: ['comments', 'directMessage'],
  loginPage: 'https://www.douyin.com/',
  page: pageOf,
  key: ({ secUid }) => secUid,
  readLink,
});

import { z } from 'zod';
import { defineAdapter } from '../../src/model/adapter.ts';
import { sourcesIn } from '../discover.ts';
import { WechatHandle } from './handle.ts';
import { accountNumber } from './identity.ts';
import { readLink } from './read-link.ts';

/** 微信公众号. What each source can and cannot see stands in the README beside this file. */
export default defineAdapter<WechatHandle>({
  id: 'wechat',
  title: '微信公众号',
  noticeTitle: '微信公众号',
  handle: WechatHandle,
  hosts: [
    {
      host: 'mp.weixin.qq.com',
      spacingMs: [10_000, 20_000],
      concurrency: 1,
      why: 'addresses that ask quickly are sent to a captcha (Wechat2RSS#253); 600 articles in a row were refused',
    },
    {
      host: 'api.weixin.qq.com',
      spacingMs: [200, 400],
      concurrency: 1,
      why: 'documented interface with a daily quota for each account (error 45009)',
    },
    {
      host: 'weread.qq.com',
      spacingMs: [10_000, 20_000],
      concurrency: 1,
      why: 'a captcha after about ten quick calls, 30 to 60 calls a day for one login (we-mp-rss#449)',
    },
    {
      host: 'weixin.sogou.com',
      spacingMs: [30_000, 60_000],
      concurrency: 1,
      why: 'four quick requests end in a closed connection; some twenty a day are borne',
    },
  ],
  sources: await sourcesIn<WechatHandle>(import.meta.dirname),
  // 私信 is what a reader sends to the account, answered through menu and automatic reply: no switch of its own
  interactionKinds: ['comments', 'menu', 'autoReply'],
  settings: z.strictObject({
    /** `ignore`: the office knows that its accounts always push (群发), so that a bridge sees everything */
    unpushed: z.enum(['verify', 'ignore']).default('verify'),
  }),
  mirrorIsWhole: (settings) => (settings as { unpushed?: string }).unpushed === 'ignore',
  // the profile opens in WeChat alone; an article opens everywhere
  page: ({ articles, biz }) =>
    articles?.[0] ?? (biz ? `https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=${biz}` : null),
  visitorPage: ({ articles }) => articles?.[0] ?? null,
  key: (handle) => (handle.biz ? (accountNumber(handle.biz) ?? handle.biz) : (handle.ghId ?? handle.alias ?? '')),
  readLink,
});

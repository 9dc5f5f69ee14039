import { z } from 'zod';
import { type Adapter, defineAdapter } from '../../src/model/adapter.ts';

/** Platforms as far as registries need them: handles, keys and links, without any source. */
const base = { hosts: [], sources: [], interactionKinds: [], page: () => null };

/** the first group of the first pattern that a text matches */
function part(text: string, ...patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

const weibo = defineAdapter({
  ...base,
  id: 'weibo',
  title: '新浪微博',
  noticeTitle: '新浪微博',
  handle: z.strictObject({ uid: z.string().regex(/^\d{5,12}$/, 'uid 是 5 到 12 位数字') }),
  key: (handle) => handle.uid,
  readLink: (url) => {
    const uid = part(url, /\bm\.weibo\.cn\/u\/(\d+)/, /\bweibo\.com\/u\/(\d+)/, /\bweibo\.com\/(\d+)(?:\/|\?|$)/);
    return uid === undefined ? null : { uid };
  },
});

const wechat = defineAdapter({
  ...base,
  id: 'wechat',
  title: '微信公众号',
  noticeTitle: '微信公众号',
  handle: z.strictObject({
    biz: z
      .string()
      .regex(/^M[\w+/]+={0,2}$/, 'biz 以 M 开头')
      .optional(),
    ghId: z
      .string()
      .regex(/^gh_[0-9a-f]{12}$/, 'ghId 写作 gh_ 加 12 位')
      .optional(),
    alias: z.string().optional(),
    articles: z.array(z.url()).max(3).optional(),
    feeds: z.record(z.string(), z.string()).optional(),
  }),
  key: (handle) => handle.biz ?? handle.ghId ?? handle.alias ?? '',
  readLink: (url) => {
    const { host, searchParams } = new URL(url);
    const biz = host === 'mp.weixin.qq.com' ? searchParams.get('__biz') : null;
    if (biz !== null) return { biz };
    return /mp\.weixin\.qq\.com\/s\/[\w-]{22}/.test(url) ? { articles: [url] } : null;
  },
});

const douyin = defineAdapter({
  ...base,
  id: 'douyin',
  title: '抖音号',
  noticeTitle: '抖音号',
  handle: z.strictObject({ secUid: z.string().regex(/^MS4wLjABAAAA[\w-]+$/, 'secUid 以 MS4wLjABAAAA 开头') }),
  key: (handle) => handle.secUid,
  readLink: (url) => {
    const secUid = part(url, /douyin\.com\/(?:share\/)?user\/(MS4w[\w-]+)/, /[?&]sec_uid=(MS4w[\w-]+)/);
    return secUid === undefined ? null : { secUid };
  },
});

const toutiao = defineAdapter({
  ...base,
  id: 'toutiao',
  title: '头条号',
  noticeTitle: '头条号',
  handle: z.strictObject({ token: z.string().regex(/^MS4wLjABAAAA[\w-]+$/, 'token 以 MS4wLjABAAAA 开头') }),
  key: (handle) => handle.token,
  readLink: (url) => {
    const token = part(url, /toutiao\.com\/c\/user\/token\/(MS4w[\w-]+)/);
    return token === undefined ? null : { token };
  },
});

const app = defineAdapter({
  ...base,
  id: 'app',
  title: '移动客户端',
  noticeTitle: '移动客户端',
  handle: z.strictObject({
    package: z
      .string()
      .regex(/^[A-Za-z]\w*(\.\w+)+$/)
      .optional(),
    appleId: z
      .string()
      .regex(/^\d{6,12}$/)
      .optional(),
    huaweiId: z
      .string()
      .regex(/^C\d+$/)
      .optional(),
    stores: z.array(z.string()).optional(),
  }),
  key: (handle) => handle.package ?? handle.appleId ?? handle.huaweiId ?? '',
  readLink: (url) => {
    const appleId = part(url, /apps\.apple\.com\/.*\bid(\d+)/);
    if (appleId !== undefined) return { appleId };
    const packageName = part(url, /sj\.qq\.com\/appdetail\/([\w.]+)/);
    if (packageName !== undefined) return { package: packageName };
    const huaweiId = part(url, /appgallery\.huawei\.com\/.*\b(C\d+)/);
    return huaweiId === undefined ? null : { huaweiId };
  },
});

export const sampleAdapters: readonly Adapter[] = [
  weibo,
  wechat,
  douyin,
  toutiao,
  app,
] as unknown as readonly Adapter[];

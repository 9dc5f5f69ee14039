/** The handful through which every rule of the demo fires once, all synthetic, and the canaries of every platform. */
import { articleLink } from '../ids.ts';
import type { Trouble } from '../troubles.ts';
import type { AppAccount, ReplicaAccount, WechatAccount } from '../world.ts';
import { BRIDGE, type DemoAccount, datesUntil, inventedHandle, postsOn } from './account.ts';

const daily = postsOn(datesUntil('2020-09-17', 20, 1), '08:00:00');

/** certified as a person although an office filed it */
export function personalWeibo(unit: string): DemoAccount {
  const handle = inventedHandle('weibo', 2001);
  const name = '示例个人认证微博';
  const subject = { kind: 'personal', label: '示例摄影博主' } as const;
  const entry = { id: 'special-personal', name, platform: 'weibo', owner: '示例个人认证单位', handle } as const;
  return { unit, entry, plays: { platform: 'weibo', handle, name, subject, posts: daily } };
}

/** closed on paper, alive on the platform */
export function closedDouyin(unit: string): DemoAccount {
  const handle = inventedHandle('douyin', 2002);
  const name = '示例已关停抖音';
  const owner = '示例关停单位';
  const subject = { kind: 'government', label: `${owner}官方账号` } as const;
  const filed = { state: 'closed', closedOn: '2020-06-30' } as const;
  return {
    unit,
    entry: { id: 'special-closed', name, platform: 'douyin', owner, ...filed, handle },
    plays: { platform: 'douyin', handle, name, subject, posts: daily },
  };
}

/** taken out of both stores before the first night, so that the third night proves it */
export function missingApp(unit: string): DemoAccount {
  const taken = [
    { from: '2018-01-01T00:00:00+08:00', value: true },
    { from: '2020-09-12T00:00:00+08:00', value: false },
  ];
  const shelves = { apple: { listed: taken }, tencent: { listed: taken } };
  return appAccount(unit, 'special-missing-app', '示例下架客户端', 2003, shelves);
}

export function goodApp(unit: string): DemoAccount {
  return appAccount(unit, 'special-good-app', '示例政务服务客户端', 2004, { apple: {}, tencent: {} });
}

function appAccount(unit: string, id: string, name: string, n: number, shelves: AppAccount['shelves']): DemoAccount {
  const handle = { package: `cn.gov.example.demo${n}`, appleId: `150000${n}`, stores: ['apple', 'tencent'] };
  const owner = `${name}主办单位`;
  const posts = [
    { at: '2019-03-04T15:00:00+08:00', title: '1.0.0' },
    { at: '2020-08-20T15:30:00+08:00', title: '1.2.0' },
  ];
  return {
    unit,
    entry: { id, name, platform: 'app', owner, handle },
    plays: { platform: 'app', handle, name, developer: owner, posts, shelves },
  };
}

/** On the last night this account alone meets a captcha; by then its last known post cannot clear it any more. */
export function blockedWeibo(unit: string): DemoAccount & { readonly trouble: Trouble } {
  const handle = inventedHandle('weibo', 2005);
  const name = '示例受阻微博';
  const owner = '示例受阻单位';
  const subject = { kind: 'government', label: `${owner}官方微博` } as const;
  // 13.4 days old on the second night, 14.4 on the third
  const posts = postsOn(datesUntil('2020-09-03', 6, 3), '08:00:00');
  return {
    unit,
    entry: { id: 'special-blocked', name, platform: 'weibo', owner, handle },
    plays: { platform: 'weibo', handle, name, subject, posts },
    trouble: { kind: 'captcha', account: handle.uid, from: '2020-09-17T00:00:00+08:00' },
  };
}

/** stale on the first nights; a post after the second monitoring point resolves it on the third night */
export function resumedWechat(unit: string): DemoAccount {
  return lapsedWechat(unit, 'special-resumed', '示例恢复更新公众号', 2006, '2020-09-16T20:10:00+08:00');
}
/** stale on the first night, resolved on the second */
export function soonResumedWechat(unit: string): DemoAccount {
  return lapsedWechat(unit, 'special-resumed-soon', '示例当日整改公众号', 2007, '2020-09-16T10:30:00+08:00');
}

function lapsedWechat(unit: string, id: string, name: string, n: number, resumedAt: string): DemoAccount {
  const before = postsOn(datesUntil('2020-08-25', 5, 7), '10:00:00');
  const posts = [...before, { at: resumedAt, title: '示例恢复更新' }];
  const bare: WechatAccount = { platform: 'wechat', handle: inventedHandle('wechat', n), name, posts };
  const known = before.at(-1);
  const handle = { ...bare.handle, articles: known === undefined ? [] : [articleLink(bare, known)] };
  const owner = `${name}主办单位`;
  return { unit, entry: { id, name, platform: 'wechat', owner, handle }, plays: { ...bare, handle } };
}

const STORE_CANARIES = { present: { apple: '1500009001', package: 'cn.gov.example.canary' }, absent: '1999999999' };

/** Canaries post every day; those of stores are one app that is there and one that is not. */
export const canaryAccounts: readonly ReplicaAccount[] = [
  { platform: 'wechat', handle: inventedHandle('wechat', 9001), name: '示例哨兵公众号', posts: daily },
  { platform: 'weibo', handle: inventedHandle('weibo', 9001), name: '示例哨兵微博', posts: daily },
  { platform: 'douyin', handle: inventedHandle('douyin', 9001), name: '示例哨兵抖音', posts: daily },
  { platform: 'toutiao', handle: inventedHandle('toutiao', 9001), name: '示例哨兵头条', posts: daily },
  {
    platform: 'app',
    handle: { package: STORE_CANARIES.present.package, appleId: STORE_CANARIES.present.apple },
    name: '示例哨兵客户端',
    posts: [{ at: '2020-09-01T10:00:00+08:00', title: '5.0.0' }],
    shelves: { apple: {}, tencent: {} },
  },
];

/** `platforms.<id>.canaries` of the demo's settings */
export const canarySettings = {
  wechat: [{ name: '示例哨兵公众号', handle: { ...inventedHandle('wechat', 9001) }, postsWithinHours: 30 }],
  weibo: [{ name: '示例哨兵微博', handle: inventedHandle('weibo', 9001), postsWithinHours: 30 }],
  douyin: [{ name: '示例哨兵抖音', handle: inventedHandle('douyin', 9001), postsWithinHours: 30 }],
  toutiao: [{ name: '示例哨兵头条', handle: inventedHandle('toutiao', 9001), postsWithinHours: 30 }],
  app: [
    { store: 'apple', present: STORE_CANARIES.present.apple, absent: STORE_CANARIES.absent },
    { store: 'tencent', present: STORE_CANARIES.present.package, absent: 'cn.gov.example.absent' },
  ],
};

export const wechatSettings = (host: string, token: string) => ({
  // the notice is of 2020, when what was published was pushed
  unpushed: 'ignore',
  sources: [{ kind: 'wechat2rss', name: BRIDGE, url: `http://${host}`, token }, { kind: 'article' }],
});

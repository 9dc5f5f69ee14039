import type { HostPace } from '../../src/model/adapter.ts';

function gently(host: string, why: string): HostPace {
  return { host, spacingMs: [1500, 2500], concurrency: 1, why };
}

/** Every host that an app store is asked at, and every host from which it hands out files. */
export const hosts: readonly HostPace[] = [
  {
    host: 'itunes.apple.com',
    spacingMs: [3000, 4500],
    concurrency: 1,
    why: 'about 20 calls a minute; empty 403 after some hundreds (facundoolano/app-store-scraper#194)',
  },
  {
    host: 'apps.apple.com',
    spacingMs: [3000, 4500],
    concurrency: 1,
    why: 'as the lookup; asked only if that is empty',
  },
  gently('sj.qq.com', 'no limit known; own choice'),
  gently('a.app.qq.com', 'no limit known; own choice'),
  gently('*.dd.qq.com', 'files; some bytes of each'),
  gently('*.myapp.com', 'files; some bytes of each'),
  gently('app.mi.com', 'no limit known; own choice'),
  gently('*.market.xiaomi.com', 'files; some bytes of each'),
  gently('h5-api.appstore.vivo.com.cn', 'no limit known; refuses some networks (bikram-agarwal/ObtainX#277)'),
  gently('*.vivo.com.cn', 'files; some bytes of each'),
  gently('web-drcn.hispace.dbankcloud.com', 'others pause 0.5 to 0.8 s; own choice'),
  gently('appgallery.huawei.com', 'its front page, for cookies, once a night'),
  gently('apps.galaxyappstore.com', 'asked only where a store said that an app is not there'),
  gently('mobile.baidu.com', 'asked only where a store said that an app is not there'),
  gently('app.meizu.com', 'asked only where a store said that an app is not there'),
  gently('www.wandoujia.com', 'asked only where a store said that an app is not there'),
];

import { expect, test } from 'vitest';
import { loadAdapters } from '../../src/adapters.ts';

const SEC = 'MS4wLjABAAAAexample-sec_uid';
const BIZ = 'MzAxMjM0NTY3OA==';
const adapters = new Map((await loadAdapters()).map((adapter) => [adapter.id, adapter]));

const read = (platform: string, link: string) => adapters.get(platform)?.readLink?.(link);

test.each([
  ['weibo', 'https://weibo.com/u/5990004001?refer_flag=1001030103_', { uid: '5990004001' }],
  ['weibo', 'https://www.weibo.com/5990004001/RjBCVnOdH', { uid: '5990004001' }],
  ['weibo', 'http://m.weibo.cn/u/5990004001', { uid: '5990004001' }],
  ['weibo', 'https://m.weibo.cn/profile/5990004001', { uid: '5990004001' }],
  ['weibo', 'https://weibo.com/p/1005055990004001/home', { uid: '5990004001' }],
  ['weibo', 'https://m.weibo.cn/p/index?containerid=1076035990004001', { uid: '5990004001' }],
  ['douyin', `https://www.douyin.com/user/${SEC}?vid=7`, { secUid: SEC }],
  ['douyin', `https://www.iesdouyin.com/share/user/${SEC}`, { secUid: SEC }],
  ['douyin', `https://www.iesdouyin.com/share/user/1?sec_uid=${SEC}&from=web`, { secUid: SEC }],
  ['toutiao', `https://www.toutiao.com/c/user/token/${SEC}/?source=profile`, { token: SEC }],
  [
    'wechat',
    `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1&idx=1&sn=ab&chksm=cd#rd`,
    { biz: BIZ, articles: [`https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1&idx=1&sn=ab`] },
  ],
  [
    'wechat',
    'https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv',
    { articles: ['https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv'] },
  ],
  ['wechat', `https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzAxMjM0NTY3OA%3D%3D`, { biz: BIZ }],
  [
    'wechat',
    `https://mp.weixin.qq.com/mp/appmsgalbum?__biz=${BIZ}&amp;album_id=2900000000000000001`,
    { biz: BIZ, albums: ['2900000000000000001'] },
  ],
  ['app', 'https://apps.apple.com/cn/app/%E7%A4%BA%E4%BE%8B/id1500000001?l=en', { appleId: '1500000001' }],
  ['app', 'https://sj.qq.com/appdetail/cn.gov.example.zwfw', { package: 'cn.gov.example.zwfw' }],
  ['app', 'https://a.app.qq.com/o/simple.jsp?pkgname=cn.gov.example.zwfw', { package: 'cn.gov.example.zwfw' }],
  ['app', 'https://app.mi.com/details?id=cn.gov.example.zwfw', { package: 'cn.gov.example.zwfw' }],
  ['app', 'https://appgallery.huawei.com/#/app/C100000001', { huaweiId: 'C100000001' }],
  ['app', 'https://appgallery.huawei.com/app/detail?id=cn.gov.example.hmos', { harmonyPackage: 'cn.gov.example.hmos' }],
  ['app', 'https://h5.appstore.vivo.com.cn/#/details?appId=3600001', { vivoId: '3600001' }],
])('a link of %s gives the permanent key: %s', (platform, link, keys) => {
  expect(read(platform, link)).toEqual(keys);
});

test.each([
  ['weibo', 'https://weibo.com/shilifabu', 'a name'],
  ['weibo', 'https://weibo.com.example.test/u/5990004001', 'another site'],
  ['douyin', 'https://v.douyin.com/iAbCdEf/', 'a short link'],
  ['douyin', 'https://www.douyin.com/video/7300000000000000001', 'a work'],
  ['douyin', 'https://www.douyin.com/user/self', 'nobody in particular'],
  ['toutiao', 'https://www.toutiao.com/c/user/5990004001/', 'the old number'],
  ['wechat', 'https://mp.weixin.qq.com/s?src=11&timestamp=1795134615&ver=1&signature=x', 'a link that expires'],
  ['app', 'https://apps.apple.com/cn/developer/id', 'a developer'],
  ['app', 'https://www.example.gov.cn/app', 'a site of the office'],
])('a link of %s that names no account gives nothing: %s (%s)', (platform, link) => {
  expect(read(platform, link)).toBeNull();
});

test('no platform takes the link of another', () => {
  const links = [
    'https://weibo.com/u/5990004001',
    `https://www.douyin.com/user/${SEC}`,
    `https://www.toutiao.com/c/user/token/${SEC}/`,
    `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1&idx=1&sn=ab`,
    'https://sj.qq.com/appdetail/cn.gov.example.zwfw',
  ];
  for (const link of links) {
    expect([...adapters.values()].filter((adapter) => adapter.readLink?.(link) != null)).toHaveLength(1);
  }
});

import { expect, it } from 'vitest';
import app from '../../../adapters/app/index.ts';

it.each([
  ['https://apps.apple.com/cn/app/%E7%A4%BA%E4%BE%8B/id1699000123?uo=4', { appleId: '1699000123' }],
  ['https://itunes.apple.com/cn/app/id1699000123', { appleId: '1699000123' }],
  ['https://sj.qq.com/appdetail/cn.gov.shili.bangban', { package: 'cn.gov.shili.bangban' }],
  ['https://sj.qq.com/appdetail/cn.gov.shili.bangban/review', { package: 'cn.gov.shili.bangban' }],
  ['http://a.app.qq.com/o/simple.jsp?pkgname=cn.gov.shili.bangban', { package: 'cn.gov.shili.bangban' }],
  ['https://app.mi.com/details?id=cn.gov.shili.bangban&ref=search', { package: 'cn.gov.shili.bangban' }],
  ['https://appgallery.huawei.com/app/C199000123', { huaweiId: 'C199000123' }],
  ['https://appgallery.huawei.com/#/app/C199000123', { huaweiId: 'C199000123' }],
  ['https://appgallery.huawei.com/app/detail?id=cn.gov.shili.hmos', { harmonyPackage: 'cn.gov.shili.hmos' }],
])('%s carries a key', (link, keys) => {
  expect(app.readLink?.(link)).toEqual(keys);
});

it.each([
  'https://apps.apple.com/cn/developer/%E7%A4%BA%E4%BE%8B/id1699000999',
  'https://apps.apple.com/cn/app/',
  'https://sj.qq.com/',
  'https://example.com/appdetail/cn.gov.shili.bangban',
  'sj.qq.com/appdetail/cn.gov.shili.bangban',
  '示例县掌上办',
])('%s carries none', (link) => {
  expect(app.readLink?.(link)).toBeNull();
});

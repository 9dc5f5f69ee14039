import { defineAdapter } from '../../src/model/adapter.ts';
import { sourcesIn } from '../discover.ts';
import { canaries } from './canaries.ts';
import { AppHandle } from './handle.ts';
import { hosts } from './hosts.ts';
import { readAppLink } from './link.ts';

export default defineAdapter<AppHandle>({
  id: 'app',
  title: '移动客户端',
  noticeTitle: '移动客户端',
  handle: AppHandle,
  hosts,
  sources: await sourcesIn<AppHandle>(import.meta.dirname),
  // ratings and reviews in a store are not the app's own way of talking with citizens
  interactionKinds: [],
  canaries,
  readLink: readAppLink,
  page(handle) {
    if (handle.package) return `https://sj.qq.com/appdetail/${handle.package}`;
    if (handle.appleId) return `https://apps.apple.com/cn/app/id${handle.appleId}`;
    if (handle.huaweiId) return `https://appgallery.huawei.com/app/${handle.huaweiId}`;
    return null;
  },
  key(handle) {
    const { package: android, appleId, huaweiId, vivoId, harmonyPackage } = handle;
    if (android) return android;
    if (appleId) return `apple:${appleId}`;
    if (huaweiId) return `huawei:${huaweiId}`;
    return vivoId ? `vivo:${vivoId}` : `harmony:${harmonyPackage}`;
  },
});

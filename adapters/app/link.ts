import { type AppHandle, PACKAGE_NAME } from './handle.ts';

type Keys = Partial<AppHandle>;
type Reader = (url: URL) => Keys;

/** the key, where the link holds one in the store's own form */
function key(
  name: 'package' | 'appleId' | 'huaweiId' | 'vivoId' | 'harmonyPackage',
  value: string | null | undefined,
  form: RegExp,
) {
  return value && form.test(value) ? { [name]: value } : {};
}
/** a developer's page ends in a number too, and is no app */
const appleApp: Reader = (url) => key('appleId', /\/app\/(?:[^/]+\/)?id(\d+)\/?$/.exec(url.pathname)?.[1], /^\d+$/);

const READERS: Readonly<Record<string, Reader>> = {
  // apps.apple.com/cn/app/示例/id1500000001
  'apps.apple.com': appleApp,
  'itunes.apple.com': appleApp,
  // sj.qq.com/appdetail/cn.gov.example.zwfw
  'sj.qq.com': (url) => key('package', url.pathname.split('/')[2], PACKAGE_NAME),
  'a.app.qq.com': (url) => key('package', url.searchParams.get('pkgname'), PACKAGE_NAME),
  'app.mi.com': (url) => key('package', url.searchParams.get('id'), PACKAGE_NAME),
  // h5.appstore.vivo.com.cn/#/details?appId=3600001: the page keeps its address behind the sign
  'h5.appstore.vivo.com.cn': (url) => key('vivoId', /[?&]appId=(\d+)/.exec(url.hash + url.search)?.[1], /^\d+$/),
  // appgallery.huawei.com/app/C100000001, also #/app/C100000001; /app/detail?id=… is a package of HarmonyOS
  'appgallery.huawei.com': (url) => ({
    ...key('huaweiId', /\/app\/(C\d+)/.exec(url.pathname + url.hash)?.[1], /^C\d+$/),
    ...key('harmonyPackage', url.pathname === '/app/detail' ? url.searchParams.get('id') : null, PACKAGE_NAME),
  }),
};

/** The keys that a link to an app in a store carries; null where it carries none. */
export function readAppLink(link: string): Keys | null {
  const url = URL.parse(link.trim());
  const keys = url && /^https?:$/.test(url.protocol) ? (READERS[url.hostname]?.(url) ?? {}) : {};
  return Object.keys(keys).length > 0 ? keys : null;
}

import { AppHandle } from './handle.ts';

type Keys = Partial<
  Record<'package' | 'appleId' | 'huaweiId' | 'vivoId' | 'harmonyPackage', string | null | undefined>
>;

/** Where each store writes its key into the address of an app's page. */
const STORES: readonly { readonly host: RegExp; readonly keys: (url: URL) => Keys }[] = [
  {
    host: /^(?:apps|itunes)\.apple\.com$/,
    keys: ({ pathname }) => ({ appleId: /\/id(\d+)/.exec(pathname)?.[1] }),
  },
  {
    host: /^(?:(?:sj|a\.app)\.qq\.com|android\.myapp\.com)$/,
    keys: ({ pathname, searchParams }) => ({
      package:
        /^\/appdetail\/([^/]+)/.exec(pathname)?.[1] ?? searchParams.get('pkgname') ?? searchParams.get('apkName'),
    }),
  },
  {
    host: /^(?:app|m\.app)\.mi\.com$/,
    keys: ({ searchParams }) => ({ package: searchParams.get('id') }),
  },
  {
    // the page of HarmonyOS apps names the package, the older ones a number after C; `#/app/` was used as well
    host: /^appgallery(?:\.cloud)?\.huawei\.com$/,
    keys: ({ pathname, hash, searchParams }) => ({
      huaweiId: /\/(C\d+)/.exec(`${pathname}${hash}`)?.[1],
      harmonyPackage: pathname.startsWith('/app/detail') ? searchParams.get('id') : undefined,
    }),
  },
  {
    host: /^(?:(?:h5|h5-api)\.)?appstore\.vivo\.com\.cn$/,
    keys: ({ pathname, hash, searchParams }) => ({
      vivoId:
        /\/detail\/(\d+)/.exec(`${pathname}${hash}`)?.[1] ??
        searchParams.get('appId') ??
        /[?&](?:appId|id)=(\d+)/.exec(hash)?.[1],
    }),
  },
];

/** The store's own key in a link to an app's page; null for other sites and for pages that name no app. */
export function readLink(link: string): Partial<AppHandle> | null {
  const url = new URL(link);
  const found = STORES.find(({ host }) => host.test(url.hostname))?.keys(url) ?? {};
  const keys = Object.fromEntries(Object.entries(found).filter(([, value]) => value));
  return AppHandle.safeParse(keys).data ?? null;
}

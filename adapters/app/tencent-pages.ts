import { z } from 'zod';
import { jsonIn, notUnderstood, passage, type Reading, type StoreRecord, scriptJson, unclear } from './reading.ts';
import { fromSeconds } from './store-time.ts';

const STORE = '应用宝';
/** its own app, which the pages carry beside the one that was asked for */
const OWN_PACKAGE = 'com.tencent.android.qqdownloader';

const Item = z.object({
  pkg_name: z.string(),
  name: z.string().nullish(),
  version_name: z.string().nullish(),
  developer: z.string().nullish(),
  operator: z.string().nullish(),
  /** unix seconds as text */
  update_time: z.union([z.string(), z.number()]).nullish(),
});
const Items = z
  .union([z.array(z.unknown()), z.string().transform((text) => jsonIn(text))])
  .pipe(z.array(z.unknown()))
  .catch([]);
const DetailPage = z.object({
  props: z.object({
    pageProps: z.object({
      context: z.object({
        initialInfo: z.object({ pageParams: z.object({ detail_pkgname: z.string() }) }),
      }),
      dynamicCardResponse: z.object({
        ret: z.number(),
        data: z
          .object({
            components: z.array(z.object({ data: z.object({ name: z.string().nullish(), itemData: z.unknown() }) })),
          })
          .nullish(),
      }),
    }),
  }),
});

/** `sj.qq.com/appdetail/<package>`: the record with the date of the version, among other records. */
export function parseDetailPage(status: number, html: string, name: string): Reading {
  const page = DetailPage.safeParse(scriptJson(html, '__NEXT_DATA__'));
  if (!page.success) {
    if (status === 404 || status === 410) return { found: 'absent', excerpt: `HTTP ${status} ${html.slice(0, 200)}` };
    if (/<title>\s*应用不存在/.test(html)) return { found: 'absent', excerpt: passage(html, '应用不存在') };
    return notUnderstood(html, STORE, 'html');
  }
  const { context, dynamicCardResponse } = page.data.props.pageProps;
  if (dynamicCardResponse.ret !== 0) return unclear('upstream-error', `${STORE}报告错误 ${dynamicCardResponse.ret}`);
  if (context.initialInfo.pageParams.detail_pkgname !== name) {
    return unclear('wrong-account', `${STORE}的网页不是所问的应用`);
  }
  const components = dynamicCardResponse.data?.components ?? [];
  const items = components.flatMap(({ data }) => Items.parse(data.itemData)).map((one) => Item.safeParse(one));
  const item = items.find((one) => one.success && one.data.pkg_name === name)?.data;
  if (!item) return withoutRecord(components, html);
  return {
    found: 'record',
    record: {
      package: item.pkg_name,
      name: item.name || null,
      version: item.version_name || null,
      developer: item.operator || item.developer || null,
      updatedAt: fromSeconds(item.update_time),
      excerpt: passage(html, `"update_time":"${item.update_time}"`, `"pkg_name":"${name}"`, '__NEXT_DATA__'),
    },
  };
}

/** "No record" is an absence only where the place of the record is there and stands empty. */
function withoutRecord(components: readonly { data: { name?: unknown; itemData?: unknown } }[], html: string): Reading {
  const place = components.find(({ data }) => data.name === 'GameDetail');
  const content = typeof place?.data.itemData === 'string' ? jsonIn(place.data.itemData) : place?.data.itemData;
  if (!Array.isArray(content)) return notUnderstood('', STORE, 'html');
  if (content.length > 0) return unclear('wrong-account', `${STORE}的网页给出别的应用`);
  return { found: 'absent', excerpt: passage(html, '"GameDetail"') };
}

/** What the download page adds: the file. */
export interface DownloadRecord extends StoreRecord {
  readonly file: string | null;
  readonly fileBytes: number | null;
  readonly versionCode: number | null;
}

/** digits as text or number */
const count = z.coerce.number().int().positive().nullable().catch(null);
const link = z.url().nullable().catch(null);
const SystemData = z.object({
  appDetail: z.object({
    packageName: z.string(),
    appName: z.string().nullish(),
    author: z.string().nullish(),
    developer: z.string().nullish(),
    versionName: z.string().nullish(),
    versionCode: count,
    apkUrl: link,
    apkUrl64: link,
    fileSize: z.object({ bytes: count }).nullable().catch(null),
  }),
});

/** `a.app.qq.com/o/simple.jsp?pkgname=<package>`: one line `window.systemData={…}`; no date. */
export function parseDownloadPage(status: number, html: string, name: string): Reading<DownloadRecord> {
  if (status >= 300) return { found: 'absent', excerpt: `HTTP ${status}` };
  const line = /window\.systemData\s*=\s*(\{.*\})/.exec(html)?.[1];
  if (line === undefined) return notUnderstood(html, STORE, 'html');
  const json = jsonIn(line);
  // for an app that it does not know the page describes 应用宝 itself, as script and not as JSON
  if (json === undefined && name !== OWN_PACKAGE && isOwnDescription(line))
    return { found: 'absent', excerpt: passage(html, 'window.systemData') };
  const data = SystemData.safeParse(json);
  if (!data.success) return notUnderstood(html, STORE, 'html');
  const app = data.data.appDetail;
  if (app.packageName === OWN_PACKAGE && name !== OWN_PACKAGE) {
    return { found: 'absent', excerpt: passage(html, OWN_PACKAGE) };
  }
  if (app.packageName !== name) return unclear('wrong-account', `${STORE}的下载页不是所问的应用`);
  return {
    found: 'record',
    record: {
      package: app.packageName,
      name: app.appName || null,
      version: app.versionName || null,
      developer: app.developer || app.author || null,
      updatedAt: null,
      excerpt: passage(html, '"packageName"'),
      file: app.apkUrl64 ?? app.apkUrl,
      fileBytes: app.fileSize?.bytes ?? null,
      versionCode: app.versionCode,
    },
  };
}

function isOwnDescription(script: string): boolean {
  return new RegExp(
    `^\\{\\s*appDetail\\s*:\\s*\\{\\s*packageName\\s*:\\s*'${OWN_PACKAGE.replaceAll('.', '\\.')}'`,
  ).test(script);
}

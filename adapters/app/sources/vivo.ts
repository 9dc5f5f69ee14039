import { z } from 'zod';
import { askStore } from '../ask.ts';
import { examineFile } from '../file/examine.ts';
import { vivoNumber } from '../find/vivo-search.ts';
import { jsonIn, notUnderstood, passage, type Reading, type StoreRecord, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaTime } from '../store-time.ts';

const STORE = 'vivo 应用商店';

/** digits as text or number */
const number = z.coerce.number().int().positive();
const Detail = z.object({
  id: number,
  package_name: z.string().min(1),
  title_zh: z.string().nullish(),
  version_name: z.string().nullish(),
  version_code: number.nullable().catch(null),
  developer: z.string().nullish(),
  /** China time */
  upload_time: z.string().nullish(),
});
/** What stands in place of an app that is not there: the frame of a record without any of the app's own fields. */
const Missing = z.object({
  id: z.undefined().optional(),
  package_name: z.undefined().optional(),
  title_zh: z.undefined().optional(),
  version_name: z.undefined().optional(),
  filter: z.literal(true),
});

function detailUrl(id: string): string {
  return `https://h5-api.appstore.vivo.com.cn/detailInfo?appId=${id}&h5_websource=h5appstore&needDownloadUrl=true`;
}

export interface VivoRecord extends StoreRecord {
  readonly versionCode: number | null;
}

/** Reads `detailInfo?appId=<id>`. `status`, `canDownloadStatus` and a missing link have no known meaning and are not read. */
export function parseDetail(text: string, id: string): Reading<VivoRecord> {
  const json = jsonIn(text);
  if (Missing.safeParse(json).success) return { found: 'absent', excerpt: text.slice(0, 300) };
  const detail = Detail.safeParse(json);
  if (!detail.success) return notUnderstood(text, STORE, 'json');
  const app = detail.data;
  if (String(app.id) !== id) return unclear('wrong-account', `${STORE}的回答不是所问的应用`);
  return {
    found: 'record',
    record: {
      package: app.package_name,
      name: app.title_zh || null,
      version: app.version_name || null,
      developer: app.developer || null,
      updatedAt: fromChinaTime(app.upload_time),
      excerpt: passage(text, '"upload_time"', '"package_name"'),
      versionCode: app.version_code,
    },
  };
}

export default defineStore({
  kind: 'vivo',
  title: STORE,
  order: 40,
  keyOf: (handle) => handle.vivoId,
  packageOf: (handle) => handle.package,
  page: detailUrl,
  finder: vivoNumber,
  async ask(id, handle, world) {
    const asked = await askStore(world, {
      title: STORE,
      request: { url: detailUrl(id) },
      parse: (answer) => parseDetail(answer.text, id),
    });
    if (asked.reading.found !== 'record') return asked;
    const { record } = asked.reading;
    // the record's own link comes and goes; this address leads to the file all the same
    const link = `https://appstore.vivo.com.cn/appinfo/downloadApkFile?id=${id}`;
    const file = await examineFile(world, {
      hosts: ['*.vivo.com.cn'],
      link,
      linkAgain: async () => link,
      package: handle.package ?? record.package ?? undefined,
      versionCode: record.versionCode,
      declaredBytes: null,
    });
    return { ...asked, file, evidence: [...asked.evidence, ...file.evidence] };
  },
});

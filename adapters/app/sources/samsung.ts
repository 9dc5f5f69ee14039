import { z } from 'zod';
import { askStore } from '../ask.ts';
import { jsonIn, notUnderstood, passage, type Reading, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '三星应用商店';

const Gone = z.object({ errCode: z.coerce.string().min(1), appId: z.literal('').nullish() });
const Detail = z.object({
  DetailMain: z.object({
    appId: z.string().min(1),
    contentName: z.string().nullish(),
    sellerName: z.string().nullish(),
    contentBinaryVersion: z.string().nullish(),
    /** `2026.08.20` */
    modifyDate: z.string().nullish(),
  }),
});

/** Reads `api/detail/<package>`. Error 9901 says that the app was ended or is not known. */
export function parseSamsungDetail(status: number, text: string, packageName: string): Reading {
  if (status === 404) return { found: 'absent', excerpt: 'HTTP 404' };
  const json = jsonIn(text);
  const detail = Detail.safeParse(json);
  if (!detail.success) {
    if (Gone.safeParse(json).success) return { found: 'absent', excerpt: text.slice(0, 300) };
    return notUnderstood(text, STORE, 'json');
  }
  const app = detail.data.DetailMain;
  if (app.appId !== packageName) return unclear('wrong-account', `${STORE}的回答不是所问的应用`);
  return {
    found: 'record',
    record: {
      package: app.appId,
      name: app.contentName || null,
      version: app.contentBinaryVersion || null,
      developer: app.sellerName || null,
      updatedAt: fromChinaDay(app.modifyDate, /^(\d{4})\.(\d\d)\.(\d\d)$/),
      excerpt: passage(text, '"DetailMain"'),
    },
  };
}

export default defineStore({
  kind: 'samsung',
  title: STORE,
  order: 70,
  keyOf: (handle) => handle.package,
  packageOf: (handle) => handle.package,
  page: detailUrl,
  ask: (packageName, _handle, world) =>
    askStore(world, {
      title: STORE,
      request: { url: detailUrl(packageName) },
      meaningful: [404],
      parse: (answer) => parseSamsungDetail(answer.status, answer.text, packageName),
    }),
});

function detailUrl(packageName: string): string {
  return `https://apps.galaxyappstore.com/api/detail/${packageName}`;
}

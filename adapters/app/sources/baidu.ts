import { z } from 'zod';
import { askStore } from '../ask.ts';
import { jsonIn, notUnderstood, passage, type Reading } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '百度手机助手';

const Hit = z.object({
  package: z.string(),
  sname: z.string().nullish(),
  versionname: z.string().nullish(),
  /** `2026-08-20` */
  updatetime: z.string().nullish(),
});
const Search = z.object({ data: z.object({ data: z.array(Hit) }) });

/** Reads `api/appsearch?word=<name>`. Its servers hold versions of different age, so the version may be an old one. */
export function parseAppSearch(text: string, packageName: string): Reading {
  const search = Search.safeParse(jsonIn(text));
  if (!search.success) return notUnderstood(text, STORE, 'json');
  const hit = search.data.data.data.find((one) => one.package === packageName);
  if (!hit) return { found: 'absent', excerpt: text.slice(0, 300) };
  return {
    found: 'record',
    record: {
      package: hit.package,
      name: hit.sname || null,
      version: hit.versionname || null,
      developer: null,
      updatedAt: fromChinaDay(hit.updatetime, /^(\d{4})-(\d\d)-(\d\d)$/),
      excerpt: passage(text, `"${packageName}"`),
    },
  };
}

export default defineStore({
  kind: 'baidu',
  title: STORE,
  order: 80,
  keyOf: (handle) => handle.package && handle.name,
  packageOf: (handle) => handle.package,
  page: searchUrl,
  ask: (name, handle, world) =>
    askStore(world, {
      title: STORE,
      request: { url: searchUrl(name) },
      parse: (answer) => parseAppSearch(answer.text, handle.package ?? ''),
    }),
});

function searchUrl(name: string): string {
  return `https://mobile.baidu.com/api/appsearch?word=${encodeURIComponent(name)}`;
}

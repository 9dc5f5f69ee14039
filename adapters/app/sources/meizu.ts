import { z } from 'zod';
import { askStore } from '../ask.ts';
import { jsonIn, notUnderstood, passage, plainText, type Reading } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '魅族应用商店';

/** texts come with HTML entities */
const escaped = z
  .string()
  .nullish()
  .transform((value) => plainText(value ?? undefined));
const Hit = z.object({
  package_name: z.string(),
  name: escaped,
  publisher: escaped,
  version_name: escaped,
  /** `2026-08-20` */
  sale_time: z.string().nullish(),
});
const Search = z.object({ code: z.literal(200), value: z.object({ list: z.array(Hit) }) });

/** Reads `apps/public/search/page?keyword=<name>`. */
export function parseSearchPage(text: string, packageName: string): Reading {
  const search = Search.safeParse(jsonIn(text));
  if (!search.success) return notUnderstood(text, STORE, 'json');
  const hit = search.data.value.list.find((one) => one.package_name === packageName);
  if (!hit) return { found: 'absent', excerpt: text.slice(0, 300) };
  return {
    found: 'record',
    record: {
      package: hit.package_name,
      name: hit.name,
      version: hit.version_name,
      developer: hit.publisher,
      updatedAt: fromChinaDay(hit.sale_time, /^(\d{4})-(\d\d)-(\d\d)$/),
      excerpt: passage(text, `"${packageName}"`),
    },
  };
}

export default defineStore({
  kind: 'meizu',
  title: STORE,
  order: 90,
  keyOf: (handle) => handle.package && handle.name,
  packageOf: (handle) => handle.package,
  page: searchUrl,
  ask: (name, handle, world) =>
    askStore(world, {
      title: STORE,
      request: { url: searchUrl(name) },
      parse: (answer) => parseSearchPage(answer.text, handle.package ?? ''),
    }),
});

function searchUrl(name: string): string {
  const keyword = encodeURIComponent(name);
  return `https://app.meizu.com/apps/public/search/page?cat_id=1&keyword=${keyword}&start=0&max=18`;
}

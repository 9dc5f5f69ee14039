import { z } from 'zod';
import type { World } from '../../../src/model/world.ts';
import { askTogether } from '../apple-batch.ts';
import { type Asked, answeredAs, askStore } from '../ask.ts';
import { jsonIn, notUnderstood, passage, type Reading, type StoreRecord, scriptJson, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromIso } from '../store-time.ts';

const STORE = '苹果应用商店';

const Result = z.object({
  wrapperType: z.string().optional(),
  trackId: z.number().int().optional(),
  trackName: z.string().optional(),
  bundleId: z.string().optional(),
  version: z.string().optional(),
  currentVersionReleaseDate: z.string().optional(),
  sellerName: z.string().optional(),
  artistName: z.string().optional(),
});
const Lookup = z.object({ resultCount: z.number().int(), results: z.array(Result) });

/**
 * Reads the answer of `lookup?id=…` for one of the ids that were asked. A batch leaves out the ids that it does not know,
 * so results about ids that nobody asked for mean that the answer is somebody else's.
 *
 * @param asked all ids of the request; `id` is one of them
 */
export function parseLookup(text: string, id: string, asked: readonly string[] = [id]): Reading {
  const lookup = Lookup.safeParse(jsonIn(text));
  if (!lookup.success) return notUnderstood(text, STORE, 'json');
  const { resultCount, results } = lookup.data;
  if (resultCount !== results.length) return unclear('layout-changed', `${STORE}的回答前后不一致：数目与内容不符`);
  if (results.some((one) => !asked.includes(String(one.trackId)) || !isSoftware(one))) {
    return unclear('wrong-account', `${STORE}的回答不是所问的应用`);
  }
  const app = results.find((one) => String(one.trackId) === id);
  if (!app) return { found: 'absent', excerpt: text.trim().slice(0, 300) };
  if (app.trackName === undefined || app.version === undefined) return notUnderstood(text, STORE, 'json');
  return {
    found: 'record',
    record: {
      // the bundle id of an iOS app is not the package of the Android app; the number is the identity here
      package: null,
      name: app.trackName,
      version: app.version,
      developer: app.sellerName ?? app.artistName ?? null,
      updatedAt: fromIso(app.currentVersionReleaseDate),
      excerpt: excerptOf(text, id, app.currentVersionReleaseDate ?? ''),
    },
  };
}

/** The number of the app and its own date: in an answer about many apps they stand among those of others. */
function excerptOf(text: string, id: string, date: string): string {
  const own = Math.max(0, text.search(new RegExp(`"trackId"\\s*:\\s*${id}\\b`)));
  const places = [text.lastIndexOf(date, own), text.indexOf(date, own)].filter((at) => at >= 0);
  const [nearest = own] = places.sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
  const dated = text.slice(Math.max(0, nearest - 40), nearest + 60);
  return `${text.slice(own, own + 300)} … ${dated}`;
}

function isSoftware(result: z.infer<typeof Result>): boolean {
  return result.wrapperType === undefined || result.wrapperType === 'software';
}

const Page = z.object({
  data: z.tuple([z.object({ data: z.object({ lockup: z.object({ adamId: z.coerce.string() }) }) })]).rest(z.unknown()),
});

/** Whether the public page shows this very app, which contradicts an empty lookup. */
export function pageShowsApp(html: string, id: string): boolean {
  const page = Page.safeParse(scriptJson(html, 'serialized-server-data'));
  return page.success && page.data.data[0].data.lockup.adamId === id;
}

/** Without `country=cn` the answer is that of the store of the USA. There is no public file: the listing is the proof. */
export default defineStore({
  kind: 'apple',
  title: STORE,
  order: 10,
  keyOf: (handle) => handle.appleId,
  packageOf: () => undefined,
  page: (id) => `https://apps.apple.com/cn/app/id${id}`,
  async ask(id, _handle, world) {
    const together = await lookupTogether(id, world);
    if (together) return together;
    const url = urlOf(id);
    const first = await lookup(id, url, world);
    if (first.reading.found !== 'absent') return first;
    // answers are cached for a day; another address reaches past the cache
    const again = await lookup(id, `${url}&ver=${world.now().epochMilliseconds}`, world);
    const lookups = [...first.evidence, ...again.evidence];
    if (again.reading.found !== 'absent') return { ...again, evidence: lookups };
    const page = await world.http.ask({ url: `https://apps.apple.com/cn/app/id${id}` });
    if (!page.answered) return { ...again, evidence: lookups };
    const evidence = [...lookups, page.proof(passage(page.text, 'adamId', '<title>'))];
    if (page.status !== 200 || !pageShowsApp(page.text, id)) return { ...again, evidence };
    return { ...again, reading: unclear('wrong-account', `${STORE}的查询没有这个应用，网页却有`), evidence };
  },
});

function urlOf(ids: string): string {
  return `https://itunes.apple.com/lookup?id=${ids}&country=cn&entity=software&lang=zh_cn`;
}

/**
 * What one question about many apps says of this one: that it is there, or that we are kept out. Everything else is asked
 * again about this app alone, for an id that is missing there is no absence yet.
 */
async function lookupTogether(id: string, world: World): Promise<Asked<StoreRecord> | null> {
  const batch = await askTogether(id, world, urlOf);
  if (!batch) return null;
  const { ids, answer } = batch;
  const asked = answeredAs(answer, STORE, [], ({ text }) => parseLookup(text, id, ids));
  const { reading } = asked;
  const isKeptOut = reading.found === 'unclear' && reading.outcome === 'throttled';
  return reading.found === 'record' || isKeptOut ? asked : null;
}

function lookup(id: string, url: string, world: World): Promise<Asked<StoreRecord>> {
  return askStore(world, { title: STORE, request: { url }, parse: (answer) => parseLookup(answer.text, id) });
}

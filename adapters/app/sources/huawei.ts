import { z } from 'zod';
import type { World } from '../../../src/model/world.ts';
import type { Asked } from '../ask.ts';
import { askWithCode, EDGE } from '../interface-code.ts';
import { jsonIn, notUnderstood, passage, type Reading, type StoreRecord, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '华为应用市场';
/** `2026/8/20`; with another `locale` the store writes the day first */
const DAY = /^(\d{4})\/(\d\d?)\/(\d\d?)$/;

const Card = z.object({ layoutName: z.string().nullish(), dataList: z.array(z.unknown()).nullish() });
const Detail = z.object({ rtnCode: z.coerce.number(), layoutData: z.array(Card) });
const HiddenCard = z.object({
  appid: z.string(),
  name: z.string().nullish(),
  package: z.string().min(1),
  versionName: z.string().min(1),
});
const InfoCard = z.object({
  package: z.string().nullish(),
  releaseDate: z.string().nullish(),
  developer: z.string().nullish(),
});

/**
 * Reads `internal.getTabDetail`: a list of cards, found by name because their order and number vary.
 * An unknown app has no cards at all; cards without the app's own are a form that this version does not know.
 */
export function parseTabDetail(text: string, id: string): Reading {
  const detail = Detail.safeParse(jsonIn(text));
  if (!detail.success) return notUnderstood(text, STORE, 'json');
  const { rtnCode, layoutData } = detail.data;
  if (rtnCode !== 0) return unclear('upstream-error', `${STORE}报告错误 ${rtnCode}`);
  if (layoutData.length === 0) return { found: 'absent', excerpt: text.slice(0, 300) };
  const hidden = HiddenCard.safeParse(firstOf(layoutData, 'detailhiddencard'));
  if (!hidden.success) return notUnderstood(text, STORE, 'json');
  const app = hidden.data;
  if (app.appid !== id) return unclear('wrong-account', `${STORE}的回答不是所问的应用`);
  const infoCard = InfoCard.safeParse(firstOf(layoutData, 'detailappinfocard'));
  const ownInfo = infoCard.success && (infoCard.data.package ?? app.package) === app.package ? infoCard.data : null;
  return {
    found: 'record',
    record: {
      package: app.package,
      name: app.name || null,
      version: app.versionName,
      developer: ownInfo?.developer || null,
      updatedAt: fromChinaDay(ownInfo?.releaseDate, DAY),
      excerpt: passage(text, '"releaseDate"', '"detailhiddencard"'),
    },
  };
}

function firstOf(cards: readonly z.infer<typeof Card>[], layoutName: string): unknown {
  return cards.find((card) => card.layoutName === layoutName)?.dataList?.[0];
}

const Hit = z.object({
  name: z.string(),
  package: z.string().min(1),
  version: z.string().nullish(),
  developer: z.string().nullish(),
  releaseDate: z.string().nullish(),
});
const Search = z.object({ rtnCode: z.literal(0), app: Hit.nullish(), appList: z.array(Hit) });

/** Reads `internal.completeSearchWord`: the app under another number, else another app under the same name. */
export function parseSearch(text: string, name: string, packageName: string): Reading {
  const search = Search.safeParse(jsonIn(text));
  if (!search.success) return notUnderstood(text, STORE, 'json');
  const { app, appList } = search.data;
  const hits = app ? [app, ...appList] : appList;
  const hit = hits.find((one) => one.package === packageName) ?? hits.find((one) => one.name === name);
  if (!hit) return { found: 'absent', excerpt: text.slice(0, 300) };
  return {
    found: 'record',
    record: {
      package: hit.package,
      name: hit.name,
      version: hit.version || null,
      developer: hit.developer || null,
      updatedAt: fromChinaDay(hit.releaseDate, DAY),
      excerpt: passage(text, `"${hit.package}"`),
    },
  };
}

/** The listing alone: from mainland China the download address leads to the store's front page, also for listed apps. */
export default defineStore({
  kind: 'huawei',
  title: STORE,
  order: 50,
  keyOf: (handle) => handle.huaweiId,
  packageOf: (handle) => handle.package,
  page: (id) => `https://appgallery.huawei.com/app/${id}`,
  file: { artifact: 'indeterminate', reason: 'no_public_link' },
  async ask(id, handle, world) {
    const detail = await askDetail(id, world);
    if (detail.reading.found !== 'absent' || !handle.name || !handle.package) return detail;
    const search = await askSearch(handle.name, handle.package, world);
    const evidence = [...detail.evidence, ...search.evidence];
    return search.reading.found === 'record' ? { ...search, evidence } : { ...detail, evidence };
  },
});

function askDetail(id: string, world: World): Promise<Asked<StoreRecord>> {
  const query = `serviceType=20&reqPageNum=1&maxResults=25&uri=app%7C${id}&appid=${id}&zone=&locale=zh`;
  const url = `${EDGE}/uowap/index?method=internal.getTabDetail&${query}`;
  return askWithCode(world, STORE, { url }, (answer) => parseTabDetail(answer.text, id));
}

function askSearch(name: string, packageName: string, world: World): Promise<Asked<StoreRecord>> {
  const query = `serviceType=20&keyword=${encodeURIComponent(name)}&zone=&locale=zh`;
  const url = `${EDGE}/uowap/index?method=internal.completeSearchWord&${query}`;
  return askWithCode(world, STORE, { url }, (answer) => parseSearch(answer.text, name, packageName));
}

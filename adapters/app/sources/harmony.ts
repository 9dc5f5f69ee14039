import { z } from 'zod';
import type { Answered } from '../ask.ts';
import { askWithCode, EDGE } from '../interface-code.ts';
import { jsonIn, notUnderstood, passage, type Reading, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromMilliseconds } from '../store-time.ts';

const STORE = '鸿蒙应用市场';

/** some texts end in NUL characters */
const text = z.string().transform((value) => value.replaceAll('\0', '').trim());
const AppInfo = z.object({
  appId: text,
  pkgName: text,
  /** `app|C…`: the number again */
  detailId: text.nullish(),
  name: text.nullish(),
  developerName: text.nullish(),
  version: text,
  /** unix milliseconds */
  releaseDate: z.number().nullish(),
  /** 是否上架: 1, or 0 whose meaning nobody has confirmed */
  isShelves: z.number(),
});

/**
 * Reads `webedge/appinfo`. An unknown package is answered with nothing at all; under load the answer may be about
 * another app.
 */
export function parseAppInfo({ bytes, text: body }: Pick<Answered, 'bytes' | 'text'>, packageName: string): Reading {
  if (bytes.length === 0) return { found: 'absent', excerpt: 'HTTP 200，内容为空' };
  const info = AppInfo.safeParse(jsonIn(body));
  if (!info.success) return notUnderstood(body, STORE, 'json');
  const app = info.data;
  const isOneApp = !app.detailId || app.detailId === `app|${app.appId}`;
  if (app.pkgName !== packageName || !isOneApp) return unclear('wrong-account', `${STORE}的回答不是所问的应用`);
  if (app.isShelves !== 1) {
    return unclear(
      'layout-changed',
      `${STORE}的记录标着未上架（isShelves=${app.isShelves}），含义尚未证实`,
      'no_fixture',
    );
  }
  return {
    found: 'record',
    record: {
      package: app.pkgName,
      name: app.name || null,
      version: app.version || null,
      developer: app.developerName || null,
      updatedAt: fromMilliseconds(app.releaseDate),
      excerpt: passage(body, '"releaseDate"', '"isShelves"'),
    },
  };
}

/** The listing alone: there is no public file. */
export default defineStore({
  kind: 'harmony',
  title: STORE,
  order: 60,
  keyOf: (handle) => handle.harmonyPackage,
  packageOf: (handle) => handle.harmonyPackage,
  page: (packageName) => `https://appgallery.huawei.com/app/detail?id=${packageName}`,
  ask(packageName, _handle, world) {
    const request = {
      url: `${EDGE}/webedge/appinfo`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pkgName: packageName, locale: 'zh_CN' }),
    } as const;
    return askWithCode(world, STORE, request, (answer) => parseAppInfo(answer, packageName));
  },
});

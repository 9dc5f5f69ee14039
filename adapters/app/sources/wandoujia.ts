import { askStore } from '../ask.ts';
import { notUnderstood, passage, plainText, type Reading } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '豌豆荚';

/**
 * Reads `www.wandoujia.com/apps/<package>`: the facts stand in attributes of the body. The form of 2018 names no package
 * and so bears out nothing.
 */
export function parseAppPage(html: string, packageName: string): Reading {
  const body = /<body\b[^>]*>/.exec(html)?.[0] ?? '';
  const form = attribute(body, 'param-f');
  if (form === null) return notUnderstood(html, STORE, 'html');
  const own = attribute(body, 'data-pn');
  if (form !== 'detail') return { found: 'absent', excerpt: body };
  if (own === null) return notUnderstood(html, STORE, 'html');
  const day = /<time\b[^>]*\bdatetime="([^"]*)"/.exec(html)?.[1];
  return {
    found: 'record',
    record: {
      package: own,
      name: attribute(body, 'data-title'),
      version: attribute(body, 'data-app-vname'),
      developer: null,
      updatedAt: fromChinaDay(day, /^(\d{4})年(\d\d?)月(\d\d?)日$/),
      excerpt: passage(html, `data-pn="${packageName}"`, '<body'),
    },
  };
}

function attribute(tag: string, name: string): string | null {
  return plainText(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]);
}

export default defineStore({
  kind: 'wandoujia',
  title: STORE,
  order: 100,
  keyOf: (handle) => handle.package,
  packageOf: (handle) => handle.package,
  page: pageOf,
  ask: (packageName, _handle, world) =>
    askStore(world, {
      title: STORE,
      request: { url: pageOf(packageName) },
      meaningful: [404],
      parse: (answer) => parseAppPage(answer.text, packageName),
    }),
});

function pageOf(packageName: string): string {
  return `https://www.wandoujia.com/apps/${packageName}`;
}

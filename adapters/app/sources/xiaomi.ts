import type { World } from '../../../src/model/world.ts';
import { askStore } from '../ask.ts';
import { examineFile } from '../file/examine.ts';
import { notUnderstood, passage, plainText, type Reading, type StoreRecord, unclear } from '../reading.ts';
import { defineStore } from '../store.ts';
import { fromChinaDay } from '../store-time.ts';

const STORE = '小米应用商店';
const ORIGIN = 'https://app.mi.com';

export interface XiaomiRecord extends StoreRecord {
  readonly file: string | null;
}

/** Reads `app.mi.com/details?id=<package>`, a page whose facts stand in pairs of `<div>`: label, value. */
export function parseDetailsPage(html: string, name: string): Reading<XiaomiRecord> {
  const packageName = valueBeside(html, '包名');
  const version = valueBeside(html, '版本号');
  if (packageName === null || version === null) return withoutRecord(html);
  const ofPage = /[?&]id=([\w.]+)/.exec(linkOf(html) ?? '')?.[1];
  // the page's own address is another app's: the answer went astray, nobody put another package under this name
  if (ofPage !== undefined && ofPage !== name && packageName === ofPage) {
    return unclear('wrong-account', `${STORE}的网页不是所问的应用`);
  }
  return {
    found: 'record',
    record: {
      package: packageName,
      name: plainText(/<h3[^>]*>([^<]*)<\/h3>/.exec(html)?.[1]),
      version,
      developer: valueBeside(html, '开发者'),
      updatedAt: fromChinaDay(
        valueBeside(html, '更新时间') ?? valueBeside(html, '更新日期'),
        /^(\d{4})-(\d\d?)-(\d\d?)$/,
      ),
      excerpt: passage(html, '更新时间', '更新日期', '包名'),
      file: packageName === name ? fileOf(html) : null,
    },
  };
}

/** The words must be an element of their own: an app's description may say them too. */
function withoutRecord(html: string): Reading<XiaomiRecord> {
  const says = />\s*(应用不存在|页面不存在)\s*</.exec(html)?.[1];
  const hasParts = /class="(app-intro|details|download)\b|<div>(版本号|包名)</.test(html);
  if (says && !hasParts && html.includes('</html>')) return { found: 'absent', excerpt: passage(html, says) };
  return notUnderstood(html, STORE, 'html');
}

function valueBeside(html: string, label: string): string | null {
  return plainText(new RegExp(`>\\s*${label}\\s*</div>\\s*<div[^>]*>([^<]*)</div>`).exec(html)?.[1]);
}

function fileOf(html: string): string | null {
  const href = linkOf(html);
  return href === null ? null : `${ORIGIN}${href}`;
}

/** `/download/<number>?id=<the package that the page was asked for>&…` */
function linkOf(html: string): string | null {
  const anchor = /<a\b[^>]*\bclass="download"[^>]*>/.exec(html)?.[0];
  return plainText(/\bhref="(\/download\/[^"]+)"/.exec(anchor ?? '')?.[1]);
}

export default defineStore({
  kind: 'xiaomi',
  title: STORE,
  order: 30,
  keyOf: (handle) => handle.package,
  packageOf: (handle) => handle.package,
  page: pageOf,
  async ask(name, _handle, world) {
    const asked = await askPage(name, world);
    if (asked.reading.found !== 'record' || asked.reading.record.package !== name) return asked;
    const file = await examineFile(world, {
      hosts: ['app.mi.com', '*.market.xiaomi.com'],
      link: asked.reading.record.file,
      linkAgain: async () => {
        const { reading } = await askPage(name, world);
        return reading.found === 'record' ? reading.record.file : null;
      },
      package: name,
      versionCode: null,
      // the page rounds it to hundredths of a megabyte
      declaredBytes: null,
    });
    return { ...asked, file, evidence: [...asked.evidence, ...file.evidence] };
  },
});

function pageOf(name: string): string {
  return `${ORIGIN}/details?id=${name}`;
}

/** Whether an unknown app is answered with 200 or 404 is not known; the words on the page decide. */
function askPage(name: string, world: World) {
  return askStore(world, {
    title: STORE,
    request: { url: pageOf(name) },
    meaningful: [404],
    parse: (answer) => parseDetailsPage(answer.text, name),
  });
}

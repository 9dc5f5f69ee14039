import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../adapters/app/reading.ts';
import { parseLookup } from '../../../adapters/app/sources/apple.ts';
import { parseAppSearch } from '../../../adapters/app/sources/baidu.ts';
import { parseAppInfo } from '../../../adapters/app/sources/harmony.ts';
import { parseSearch, parseTabDetail } from '../../../adapters/app/sources/huawei.ts';
import { parseSearchPage } from '../../../adapters/app/sources/meizu.ts';
import { parseSamsungDetail } from '../../../adapters/app/sources/samsung.ts';
import { parseDetail } from '../../../adapters/app/sources/vivo.ts';
import { parseAppPage } from '../../../adapters/app/sources/wandoujia.ts';
import { parseDetailsPage } from '../../../adapters/app/sources/xiaomi.ts';
import { parseDetailPage, parseDownloadPage } from '../../../adapters/app/tencent-pages.ts';
import { APP, fixture } from './fixture.ts';

/** Every parser with an answer that shows the app, and how the app is named in it. */
const PARSERS: readonly (readonly [title: string, body: string, key: string, parse: (text: string) => Reading])[] = [
  ['Apple', fixture('apple/found.json'), APP.appleId, (text) => parseLookup(text, APP.appleId)],
  ['应用宝 detail', fixture('tencent/detail.html'), APP.package, (text) => parseDetailPage(200, text, APP.package)],
  ['应用宝 file', fixture('tencent/download.html'), APP.package, (text) => parseDownloadPage(200, text, APP.package)],
  ['Xiaomi', fixture('xiaomi/found.html'), APP.package, (text) => parseDetailsPage(text, APP.package)],
  ['vivo', fixture('vivo/found.json'), APP.vivoId, (text) => parseDetail(text, APP.vivoId)],
  ['Huawei', fixture('huawei/found.json'), APP.huaweiId, (text) => parseTabDetail(text, APP.huaweiId)],
  [
    'Harmony',
    fixture('harmony/found.json'),
    APP.harmonyPackage,
    (text) => parseAppInfo(asBytes(text), APP.harmonyPackage),
  ],
  ['Samsung', fixture('samsung/found.json'), APP.package, (text) => parseSamsungDetail(200, text, APP.package)],
];
/** Searches: that a hit is missing from them is no absence for anybody, so only the other laws hold. */
const SEARCHES: typeof PARSERS = [
  [
    'Huawei search',
    fixture('huawei/search-moved.json'),
    APP.package,
    (text) => parseSearch(text, '示例县掌上办', APP.package),
  ],
  ['Baidu', fixture('baidu/found.json'), APP.package, (text) => parseAppSearch(text, APP.package)],
  ['Meizu', fixture('meizu/found.json'), APP.package, (text) => parseSearchPage(text, APP.package)],
  ['豌豆荚', fixture('wandoujia/found.html'), APP.package, (text) => parseAppPage(text, APP.package)],
];

function asBytes(text: string) {
  return { text, bytes: new TextEncoder().encode(text) };
}

// the seed is fixed so that a run is the same everywhere; a failure prints the damaged text
const RUNS = { seed: 20260925, numRuns: 400 };

/** A text that lost a passage, got foreign characters, or was cut off. */
function damaged(body: string) {
  const place = fc.nat(body.length - 1);
  const lost = fc
    .tuple(place, fc.integer({ min: 1, max: 400 }))
    .map(([at, length]) => body.slice(0, at) + body.slice(at + length));
  const overwritten = fc
    .tuple(place, fc.string({ minLength: 1, maxLength: 12 }))
    .map(([at, text]) => body.slice(0, at) + text + body.slice(at + text.length));
  const cutOff = place.map((at) => body.slice(0, at));
  const twice = place.map((at) => body.slice(0, at) + body);
  return fc.oneof(lost, overwritten, cutOff, twice);
}

const FOREIGN = [undefined, null, 0, -1, true, '', '0', 'x', {}];

/** The document again and again, each time with one of its values dropped or replaced by one of another kind. */
function* withOneOtherValue(json: unknown): Generator<unknown> {
  if (json === null || typeof json !== 'object') return;
  for (const [key, value] of Object.entries(json)) {
    const withValue = (other: unknown) =>
      Array.isArray(json) ? json.with(Number(key), other) : { ...json, [key]: other };
    for (const foreign of FOREIGN) yield withValue(foreign);
    for (const other of withOneOtherValue(value)) yield withValue(other);
  }
}

describe.each([...PARSERS, ...SEARCHES])('%s', (_, body, key, parse) => {
  it('shows the app in the whole answer', () => {
    expect(parse(body).found).toBe('record');
  });

  it('never throws, and never says another date or version than the answer holds, on any text', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(body), fc.string({ maxLength: 300 }), fc.json()), (text) => {
        const reading = parse(text);
        if (reading.found !== 'record') return;
        const { version, package: own } = reading.record;
        if (version !== null) expect(text).toContain(version);
        if (own !== null) expect(text).toContain(own);
      }),
      RUNS,
    );
  });

  it('never shows the app in an answer that names another', () => {
    const isPackage = key.includes('.');
    fc.assert(
      fc.property(damaged(body.replaceAll(key, key.replace(/.$/, '9'))), (text) => {
        const reading = parse(text);
        if (reading.found !== 'record') return;
        // a number is the whole identity; a package is told, and compared with the registry afterwards
        expect(isPackage).toBe(true);
        expect(reading.record.package).not.toBe(key);
      }),
      RUNS,
    );
  });

  it('is unclear where the answer came in another encoding', () => {
    const latin = Buffer.from(body, 'utf8').toString('utf16le');
    expect(parse(latin).found).toBe('unclear');
  });
});

describe.each(PARSERS)('%s: no damage is an absence', (_, body, __, parse) => {
  it('in the text', () => {
    fc.assert(
      fc.property(damaged(body), (text) => {
        if (text !== '') expect(parse(text).found).not.toBe('absent');
      }),
      RUNS,
    );
  });

  it('in the values', () => {
    const script = /(<script id="__NEXT_DATA__"[^>]*>)(.*?)(<\/script>)/s.exec(body);
    const line = /(window\.systemData=)(.*)()/.exec(body);
    const [whole = '', before = '', json = body, after = ''] = script ?? line ?? [];
    if (!json.trimStart().startsWith('{')) return;
    for (const changed of withOneOtherValue(JSON.parse(json))) {
      const text = JSON.stringify(changed);
      const answer = whole === '' ? text : body.replace(whole, () => before + text + after);
      expect(parse(answer).found, text).not.toBe('absent');
    }
  });
});

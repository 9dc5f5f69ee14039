import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../adapters/app/reading.ts';
import { pageShowsApp, parseLookup } from '../../../adapters/app/sources/apple.ts';
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

const OFFICE = '示例县政务服务中心';
const SECOND = '2026-05-06T07:08:09Z';
/** the start of 6 May 2026 in China */
const DAY = '2026-05-05T16:00:00Z';

/** what a person would write down from the answer */
function told(reading: Reading) {
  if (reading.found !== 'record') return reading.found;
  const { package: own, version, developer, updatedAt } = reading.record;
  return [own, version, developer, updatedAt && [updatedAt.at.toString(), updatedAt.precision]];
}
const bytesOf = (text: string) => ({ text, bytes: new TextEncoder().encode(text) });
const why = (reading: Reading) => (reading.found === 'unclear' ? reading.reason : reading.found);

describe('Apple', () => {
  it('shows an app by its number', () => {
    expect(told(parseLookup(fixture('apple/found.json'), APP.appleId))).toEqual([
      null,
      '4.1.2',
      OFFICE,
      [SECOND, 'second'],
    ]);
  });
  it('leaves out of a batch what it does not have', () => {
    const asked = [APP.appleId, '1699000999'];
    expect(parseLookup(fixture('apple/found.json'), '1699000999', asked).found).toBe('absent');
    expect(parseLookup(fixture('apple/found.json'), APP.appleId, asked).found).toBe('record');
  });
  it('answers a question about an unknown app with an empty list', () => {
    expect(parseLookup(fixture('apple/absent.json'), APP.appleId).found).toBe('absent');
  });
  it('says nothing where the answer is about an app that nobody asked for', () => {
    expect(why(parseLookup(fixture('apple/found.json'), '1699000999'))).toBe('upstream_inconsistent');
  });
  it('says nothing where the count and the list disagree', () => {
    expect(why(parseLookup('{"resultCount":1,"results":[]}', APP.appleId))).toBe('schema_changed');
  });
  it('contradicts an empty lookup by a page that shows this very app', () => {
    expect(pageShowsApp(fixture('apple/page.html'), APP.appleId)).toBe(true);
    expect(pageShowsApp(fixture('apple/page.html'), '169900012')).toBe(false);
    expect(pageShowsApp(fixture('apple/page-absent.html'), APP.appleId)).toBe(false);
  });
});

describe('应用宝, the page with the date', () => {
  const read = (name: string, status = 200) => parseDetailPage(status, fixture(`tencent/${name}`), APP.package);
  it('shows the app that was asked for, not its own, and names the operator', () => {
    expect(told(read('detail.html'))).toEqual([APP.package, '4.1.2', '示例县数据局', [SECOND, 'second']]);
  });
  it('may carry its records as text', () => {
    const html = fixture('tencent/detail.html');
    const [, items = ''] = /"GameDetail","itemData":(\[.*?\])\}\}\]/.exec(html) ?? [];
    const asText = html.replace(items, () => JSON.stringify(items));
    expect(asText).not.toBe(html);
    expect(told(parseDetailPage(200, asText, APP.package))).toEqual(told(read('detail.html')));
  });
  it('says that there is no such app by 404, by its title, or by an empty place for the record', () => {
    expect(read('detail-404.html', 404).found).toBe('absent');
    expect(read('detail-404.html').found).toBe('absent');
    expect(read('detail-no-record.html').found).toBe('absent');
  });
  it('says nothing where it reports an error or is about another app', () => {
    expect(why(read('detail-error.html'))).toBe('upstream_error');
    expect(why(parseDetailPage(200, fixture('tencent/detail.html'), 'cn.gov.shili.other'))).toBe(
      'upstream_inconsistent',
    );
  });
  it('says nothing where the place of the record is gone, whatever the description says', () => {
    const html = fixture('tencent/detail.html')
      .replace('GameDetail', 'Renamed')
      .replaceAll(`"pkg_name":"${APP.package}"`, '"x":1');
    expect(why(parseDetailPage(200, html, APP.package))).toBe('schema_changed');
  });
});

describe('应用宝, the page with the file', () => {
  const read = (name: string, status = 200) => parseDownloadPage(status, fixture(`tencent/${name}`), APP.package);
  it('shows the app and the file for present phones', () => {
    const reading = read('download.html');
    expect(told(reading)).toEqual([APP.package, '4.1.2', OFFICE, null]);
    expect(reading).toMatchObject({
      record: {
        file: 'http://imtt.dd.qq.com/apk/A64.apk?fsname=cn.gov.shili.bangban_4.1.2.apk',
        fileBytes: 150_600,
        versionCode: 412,
      },
    });
  });
  it('describes 应用宝 itself, or leads elsewhere, where there is no such app', () => {
    expect(read('download-absent.html').found).toBe('absent');
    expect(read('download.html', 302).found).toBe('absent');
  });
  it('says nothing where it is about another app', () => {
    expect(why(parseDownloadPage(200, fixture('tencent/download.html'), 'cn.gov.shili.other'))).toBe(
      'upstream_inconsistent',
    );
  });
});

describe('Xiaomi', () => {
  it('shows the app in pairs of label and value', () => {
    const reading = parseDetailsPage(fixture('xiaomi/found.html'), APP.package);
    expect(told(reading)).toEqual([APP.package, '4.1.2', `${OFFICE}&数据局`, [DAY, 'day']]);
    expect(reading).toMatchObject({
      record: { file: 'https://app.mi.com/download/1499001?id=cn.gov.shili.bangban&nonce=0%3A0&appSignature=AAAA' },
    });
  });
  it('writes 更新日期 on some pages', () => {
    const html = fixture('xiaomi/found.html').replace('更新时间', '更新日期');
    expect(told(parseDetailsPage(html, APP.package))).toContainEqual([DAY, 'day']);
  });
  it('says in an element of its own that there is no such app', () => {
    expect(parseDetailsPage(fixture('xiaomi/absent.html'), APP.package).found).toBe('absent');
  });
  it('says nothing where the version is missing, though the description uses the words', () => {
    const html = fixture('xiaomi/found.html').replace('版本号', '版本');
    expect(why(parseDetailsPage(html, APP.package))).toBe('schema_changed');
    const [start] = html.replace('再也不会遇到“应用不存在”。', '应用不存在').split('版本');
    expect(why(parseDetailsPage(`${start}</html>`, APP.package))).toBe('schema_changed');
  });
});

describe('vivo', () => {
  it('shows the app by its number, in China time', () => {
    const reading = parseDetail(fixture('vivo/found.json'), APP.vivoId);
    expect(told(reading)).toEqual([APP.package, '4.1.2', OFFICE, [SECOND, 'second']]);
  });
  it('answers a question about an unknown app with an empty frame', () => {
    expect(parseDetail(fixture('vivo/absent.json'), APP.vivoId).found).toBe('absent');
  });
  it('says nothing where the number is another, or the frame is not the known one', () => {
    expect(why(parseDetail(fixture('vivo/found.json'), '3699002'))).toBe('upstream_inconsistent');
    expect(why(parseDetail('{}', APP.vivoId))).toBe('schema_changed');
    expect(why(parseDetail(fixture('vivo/found.json').replace('"id":3699001,', ''), APP.vivoId))).toBe(
      'schema_changed',
    );
  });
});

describe('华为应用市场', () => {
  it('shows the app in cards that are found by name', () => {
    const reading = parseTabDetail(fixture('huawei/found.json'), APP.huaweiId);
    expect(told(reading)).toEqual([APP.package, '4.1.2', OFFICE, [DAY, 'day']]);
  });
  it('has no cards for an unknown app', () => {
    expect(parseTabDetail(fixture('huawei/absent.json'), APP.huaweiId).found).toBe('absent');
  });
  it('says nothing where there are cards, but not the known ones', () => {
    const text = fixture('huawei/found.json').replace('detailhiddencard', 'renamedcard');
    expect(why(parseTabDetail(text, APP.huaweiId))).toBe('schema_changed');
  });
  it('says nothing where the cards are of another app', () => {
    expect(why(parseTabDetail(fixture('huawei/found.json'), 'C199000124'))).toBe('upstream_inconsistent');
  });
  it('gives no date where the day comes first', () => {
    const text = fixture('huawei/found.json').replace('2026/5/6', '6/5/2026');
    expect(told(parseTabDetail(text, APP.huaweiId))).toEqual([APP.package, '4.1.2', OFFICE, null]);
  });
  it('finds by name the app under another number, else another app of that name', () => {
    const read = (name: string) => parseSearch(fixture(`huawei/${name}`), '示例县掌上办', APP.package);
    expect(told(read('search-moved.json'))).toEqual([APP.package, '5.0.0', OFFICE, ['2026-08-08T16:00:00Z', 'day']]);
    expect(told(read('search-other.json'))).toEqual(['com.shili.fangmao', '1.0.0', '示例仿冒公司', null]);
    expect(read('search-empty.json').found).toBe('absent');
  });
});

describe('the store of HarmonyOS', () => {
  const found = fixture('harmony/found.json');
  const read = (text: string) => parseAppInfo(bytesOf(text), APP.harmonyPackage);
  it('shows the app, without the NUL characters in its texts', () => {
    expect(told(read(found))).toEqual([APP.harmonyPackage, '4.1.2', OFFICE, [SECOND, 'second']]);
    expect(read(found)).toMatchObject({ record: { name: '示例县掌上办' } });
  });
  it('answers a question about an unknown app with nothing at all', () => {
    expect(read('').found).toBe('absent');
    expect(why(read(' '))).toBe('schema_changed');
  });
  it('says nothing where the answer is about another app, by either of its keys', () => {
    expect(why(read(found.replace('bangban.hmos', 'other.hmos')))).toBe('upstream_inconsistent');
    expect(why(read(found.replace('app|C579', 'app|C578')))).toBe('upstream_inconsistent');
  });
  it('says nothing by a flag whose meaning nobody has confirmed', () => {
    expect(why(read(found.replace('"isShelves":1', '"isShelves":0')))).toBe('no_fixture');
  });
});

describe('weak witnesses', () => {
  it('Samsung shows the app by its package', () => {
    const reading = parseSamsungDetail(200, fixture('samsung/found.json'), APP.package);
    expect(told(reading)).toEqual([APP.package, '4.1.2', OFFICE, [DAY, 'day']]);
    expect(parseSamsungDetail(200, fixture('samsung/absent.json'), APP.package).found).toBe('absent');
  });
  it('Baidu shows the app among the hits for its name', () => {
    const reading = parseAppSearch(fixture('baidu/found.json'), APP.package);
    expect(told(reading)).toEqual([APP.package, '4.0.0', null, ['2025-11-30T16:00:00Z', 'day']]);
    expect(parseAppSearch(fixture('baidu/found.json'), 'cn.gov.shili.other').found).toBe('absent');
    expect(parseAppSearch(fixture('baidu/absent.json'), APP.package).found).toBe('absent');
  });
  it('Meizu shows the app among the hits for its name', () => {
    const reading = parseSearchPage(fixture('meizu/found.json'), APP.package);
    expect(told(reading)).toEqual([APP.package, '4.1.2', '示例县政务&数据', [DAY, 'day']]);
    expect(parseSearchPage(fixture('meizu/absent.json'), APP.package).found).toBe('absent');
  });
  it('豌豆荚 shows the app in attributes of the body', () => {
    const reading = parseAppPage(fixture('wandoujia/found.html'), APP.package);
    expect(told(reading)).toEqual([APP.package, '4.1.2', null, [DAY, 'day']]);
    expect(parseAppPage(fixture('wandoujia/absent.html'), APP.package).found).toBe('absent');
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
import { apk } from './shapes/apk.ts';
import type { AppAccount } from './world.ts';

const PACKAGE = 'cn.gov.example.zwfw';
const app: AppAccount = {
  platform: 'app',
  handle: {
    package: PACKAGE,
    appleId: '1500000002',
    huaweiId: 'C100000001',
    vivoId: '2000001',
    harmonyPackage: PACKAGE,
    stores: ['apple', 'tencent'],
  },
  name: '示例市政务服务',
  developer: '示例市行政审批服务局',
  posts: [
    { at: '2020-05-01T10:00:00+08:00', title: '3.2.0' },
    { at: '2020-08-20T15:30:00+08:00', title: '3.2.1' },
  ],
  shelves: { apple: {}, tencent: {} },
};
const LOOKUP = 'https://itunes.apple.com/lookup?id=1500000002&country=cn&entity=software';
const LISTING = `https://sj.qq.com/appdetail/${PACKAGE}`;
const DOWNLOAD = `https://a.app.qq.com/o/simple.jsp?pkgname=${PACKAGE}`;

let replica: Replica;
afterEach(() => replica.close());
async function play(shelves: AppAccount['shelves'] = app.shelves) {
  replica = await startReplica({ accounts: [{ ...app, shelves }] }, { at: '2020-09-15T18:00:00+08:00' });
}
const systemData = (text: string) => JSON.parse(/window\.systemData=(.*)/.exec(text)?.[1] ?? '').appDetail;

describe('App Store', () => {
  test('the lookup of the Chinese store has the newest version and its moment', async () => {
    await play();
    expect((await ask(replica, LOOKUP)).json).toMatchObject({
      resultCount: 1,
      results: [
        {
          trackId: 1500000002,
          bundleId: PACKAGE,
          version: '3.2.1',
          currentVersionReleaseDate: '2020-08-20T07:30:00Z',
          releaseDate: '2020-05-01T02:00:00Z',
        },
      ],
    });
  });

  test('without the country the American store answers, and has nothing', async () => {
    await play();
    expect((await ask(replica, 'https://itunes.apple.com/lookup?id=1500000002')).json.resultCount).toBe(0);
  });

  test('an app that was taken down is gone from its moment on', async () => {
    await play({ apple: { listed: [{ from: '2020-09-16T00:00:00+08:00', value: false }] } });
    expect((await ask(replica, LOOKUP)).json.resultCount).toBe(1);
    replica.at('2020-09-16T18:00:00+08:00');
    expect((await ask(replica, LOOKUP)).json).toEqual({ resultCount: 0, results: [] });
    expect((await ask(replica, 'https://apps.apple.com/cn/app/id1500000002')).text).toContain('not available');
  });

  test('throttling is a 403 with an empty body', async () => {
    await play();
    replica.troubles.make({ kind: 'throttled', host: 'itunes.apple.com' });
    const answer = await ask(replica, LOOKUP);
    expect([answer.status, answer.text]).toEqual([403, '']);
  });
});

describe('应用宝', () => {
  test('the listing holds 应用宝 itself and the app, with the second of its update', async () => {
    await play();
    const data = JSON.parse(
      /__NEXT_DATA__" type="application\/json">(.*?)<\/script>/s.exec((await ask(replica, LISTING)).text)?.[1] ?? '',
    );
    const items = data.props.pageProps.dynamicCardResponse.data.components.flatMap(
      (component: { data: { itemData: unknown[] } }) => component.data.itemData,
    );
    expect(items).toHaveLength(2);
    // 2020-08-20T15:30:00+08:00
    expect(items[1]).toMatchObject({ pkg_name: PACKAGE, version_name: '3.2.1', update_time: '1597908600' });
  });

  test('an unknown package is 404 there, and 应用宝 itself on the download page', async () => {
    await play({});
    expect((await ask(replica, LISTING)).status).toBe(404);
    expect((await ask(replica, DOWNLOAD)).text).toContain("packageName:'com.tencent.android.qqdownloader'");
  });

  test('the file behind the link is a package; a range gives the first bytes and the whole length', async () => {
    await play();
    const detail = systemData((await ask(replica, DOWNLOAD)).text);
    const part = await ask(replica, detail.apkUrl64, { headers: { range: 'bytes=0-3' } });
    expect(part.status).toBe(206);
    expect(part.text).toBe('PK\u0003\u0004');
    expect(part.headers.get('content-range')).toBe(`bytes 0-3/${detail.fileSize.bytes}`);
    expect(Number(detail.fileSize.bytes)).toBeGreaterThan(100_000);
  });

  test.each([
    ['gone', 404],
    ['forbidden', 403],
    ['html', 200],
    ['empty', 200],
  ] as const)('a broken file: %s', async (file, status) => {
    await play({ tencent: { file } });
    const detail = systemData((await ask(replica, DOWNLOAD)).text);
    const answer = await ask(replica, detail.apkUrl);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('PK\u0003\u0004');
  });
});

describe('华为应用市场', () => {
  const HOST = 'https://web-drcn.hispace.dbankcloud.com/edge';
  const DETAIL = `${HOST}/uowap/index?method=internal.getTabDetail&serviceType=20&uri=app|C100000001&appid=C100000001&locale=zh`;
  async function code() {
    const token = (await ask(replica, `${HOST}/webedge/getInterfaceCode`, { method: 'POST', body: '{}' })).json;
    return { headers: { 'interface-code': `${token}_1600000000000` } };
  }

  test('cards need a token, and tell package, version and day', async () => {
    await play({ huawei: {} });
    expect((await ask(replica, DETAIL)).json.rtnCode).toBe(1002);
    const { layoutData } = (await ask(replica, DETAIL, await code())).json;
    const card = (name: string) =>
      layoutData.find((each: { layoutName: string }) => each.layoutName === name).dataList[0];
    expect(card('detailhiddencard')).toMatchObject({ appid: 'C100000001', package: PACKAGE, versionName: '3.2.1' });
    expect(card('detailappinfocard').releaseDate).toBe('2020/8/20');
  });

  test('what is not listed is an empty answer without a fault', async () => {
    await play({});
    expect((await ask(replica, DETAIL, await code())).json).toMatchObject({ rtnCode: 0, layoutData: [] });
  });

  test('the download link leads home', async () => {
    await play({ huawei: {} });
    const answer = await ask(replica, 'https://appgallery.cloud.huawei.com/appdl/C100000001');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://appgallery.cloud.huawei.com']);
  });

  test('HarmonyOS answers on the same host, an unknown package with nothing at all', async () => {
    await play({ harmony: {} });
    const info = (pkgName: string) =>
      ask(replica, `${HOST}/webedge/appinfo`, { method: 'POST', body: JSON.stringify({ pkgName, locale: 'zh_CN' }) });
    // 2020-08-20T15:30:00+08:00
    expect((await info(PACKAGE)).json).toMatchObject({ pkgName: PACKAGE, isShelves: 1, releaseDate: 1597908600000 });
    expect(await info('cn.gov.example.other')).toMatchObject({ status: 200, text: '' });
    expect(replica.log.at(-1)?.platform).toBe('harmony');
  });
});

describe('vivo 应用商店', () => {
  const DETAIL = 'https://h5-api.appstore.vivo.com.cn/detailInfo?appId=2000001&needDownloadUrl=true';

  test('the record has the time of upload, and its link leads to the file', async () => {
    await play({ vivo: {} });
    const record = (await ask(replica, DETAIL)).json;
    expect(record).toMatchObject({ id: 2000001, package_name: PACKAGE, upload_time: '2020-08-20 15:30:00' });
    const hop = await ask(replica, record.download_url);
    const file = await ask(replica, hop.headers.get('location') ?? '', { headers: { range: 'bytes=0-3' } });
    expect([file.status, file.text]).toEqual([206, 'PK\u0003\u0004']);
  });

  test('what is missing has no id', async () => {
    await play({});
    const record = (await ask(replica, DETAIL)).json;
    expect(record.filter).toBe(true);
    expect(record.id).toBeUndefined();
  });

  test('the search finds the number of a package', async () => {
    await play({ vivo: {} });
    const address = 'https://h5-api.appstore.vivo.com.cn/h5appstore/search/result-list?key=';
    const found = (await ask(replica, `${address}${encodeURIComponent('示例市')}`)).json.data.appSearchResponse;
    expect(found).toMatchObject({ result: true, value: [{ id: 2000001, package_name: PACKAGE }] });
    expect((await ask(replica, `${address}none`)).json.data.appSearchResponse).toEqual({ result: false, value: [] });
  });
});

describe('other stores', () => {
  test('小米: the page has version and day, or says that there is no such app', async () => {
    await play({ xiaomi: {} });
    const { text } = await ask(replica, `https://app.mi.com/details?id=${PACKAGE}`);
    expect(text).toContain('<div>版本号</div><div style="float:right;">3.2.1</div>');
    expect(text).toContain('<div>更新时间</div><div style="float:right;">2020-08-20</div>');
    expect((await ask(replica, 'https://app.mi.com/details?id=none')).text).toContain('应用不存在');
  });

  test('三星 tells the package or an error code', async () => {
    await play({ samsung: {} });
    const address = 'https://apps.galaxyappstore.com/api/detail/';
    expect((await ask(replica, `${address}${PACKAGE}`)).json.DetailMain.modifyDate).toBe('2020.08.20');
    expect((await ask(replica, `${address}none`)).json.errCode).toBe('9901');
  });

  test('百度: the search names a document, which has the version', async () => {
    await play({ baidu: {} });
    const word = encodeURIComponent('示例市政务服务');
    const [hit] = (await ask(replica, `https://mobile.baidu.com/api/appsearch?word=${word}`)).json.data.data;
    expect(hit).toMatchObject({ package: PACKAGE, versionname: '3.2.1' });
    const item = await ask(replica, `https://mobile.baidu.com/item?docid=${hit.docid}`);
    expect(item.text).toContain('"appUpdateDate":"2020-08-20"');
  });

  test('魅族 and 豌豆荚 know the app where they list it', async () => {
    await play({ meizu: {}, wandoujia: {} });
    const search = 'https://app.meizu.com/apps/public/search/page?cat_id=1&start=0&max=18&keyword=';
    const [hit] = (await ask(replica, `${search}${encodeURIComponent('政务')}`)).json.value.list;
    expect(hit).toMatchObject({ package_name: PACKAGE, sale_time: '2020-08-20' });
    expect((await ask(replica, `https://www.wandoujia.com/apps/${PACKAGE}`)).text).toContain('param-f="detail"');
    expect((await ask(replica, 'https://www.wandoujia.com/apps/none')).text).toContain('param-f="404"');
  });

  test('a store may answer with another package, or with an old version', async () => {
    await play({ tencent: { package: 'com.example.copy' }, apple: { frozenAt: '2020-06-01T00:00:00+08:00' } });
    expect(systemData((await ask(replica, DOWNLOAD)).text).packageName).toBe('com.example.copy');
    expect((await ask(replica, LOOKUP)).json.results[0].version).toBe('3.2.0');
  });
});

describe('installation packages', () => {
  test('an ordinary zip reader finds the manifest, which names package and version', async () => {
    const file = apk({ package: PACKAGE, versionCode: 321, versionName: '3.2.1' });
    const zip = await fromBufferPromise(file);
    const entries = new Map<string, Buffer>();
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      entries.set(entry.fileName, Buffer.concat(chunks));
    }
    const manifest = entries.get('AndroidManifest.xml');
    // chunk type RES_XML_TYPE, header of 8 bytes, then the length of the whole
    expect([manifest?.readUInt16LE(0), manifest?.readUInt16LE(2)]).toEqual([3, 8]);
    expect(manifest?.readUInt32LE(4)).toBe(manifest?.length);
    for (const text of [PACKAGE, '3.2.1', 'manifest', 'versionCode']) {
      expect(manifest?.includes(Buffer.from(text, 'utf16le'))).toBe(true);
    }
    expect(entries.has('classes.dex')).toBe(true);
  });
});

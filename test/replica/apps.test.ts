import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
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

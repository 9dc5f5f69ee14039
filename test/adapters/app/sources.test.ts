import { afterEach, describe, expect, it } from 'vitest';
import type { AppHandle } from '../../../adapters/app/handle.ts';
import app from '../../../adapters/app/index.ts';
import type { Sighting } from '../../../src/model/sighting.ts';
import { APP, fixture } from './fixture.ts';
import { packageFile } from './package-file.ts';
import { type Question, type Reply, type Stores, StoresServer } from './stores-server.ts';

const FILE: Reply = { body: packageFile({ package: APP.package }), ranges: true };
const NOT_HERE: Reply = { status: 404, body: '' };
const HANDLE: AppHandle = { ...APP, name: '示例县掌上办' };

let server: StoresServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function look(store: string, stores: Stores, handle: AppHandle = HANDLE, times = 1): Promise<Sighting> {
  server ??= await StoresServer.start(stores);
  const source = app.sources.find((one) => one.kind === store);
  if (!source) throw new Error(`no source ${store}`);
  let sighting = await source.look(handle, server.world(), {});
  for (let time = 1; time < times; time++) sighting = await source.look(handle, server.world(), {});
  return sighting;
}
const addresses = () => (server?.asked ?? []).map((one) => one.address);
const lineOf = (sighting: Sighting) => sighting.stores?.[0];
/** answers by the beginning of the address */
const byAddress =
  (replies: Readonly<Record<string, Reply>>): Stores =>
  ({ address }: Question) =>
    Object.entries(replies).find(([start]) => address.startsWith(start))?.[1] ?? NOT_HERE;

describe('a listed app', () => {
  it('has a line, a dated post, a status and the passage that shows them', async () => {
    const sighting = await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(sighting).toMatchObject({
      outcome: 'ok',
      coverage: 'complete',
      displayName: '示例县掌上办',
      status: { status: 'normal' },
      posts: [{ precision: 'second', title: '版本 4.1.2', url: 'https://apps.apple.com/cn/app/id1699000123' }],
      stores: [{ store: 'apple', listing: 'listed', artifact: 'not-offered', reason: 'no_public_link' }],
    });
    expect(sighting.posts[0]?.at.toString()).toBe('2026-05-06T07:08:09Z');
    expect(sighting.evidence[0]?.excerpt).toContain('2026-05-06T07:08:09Z');
  });

  it('never proves that there is nothing newer: a store shows one version', async () => {
    const sighting = await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(sighting.listIsWhole).toBe(false);
  });

  it('has no date where the store states one of the future', async () => {
    const body = fixture('apple/found.json').replace('2026-05-06T', '2027-05-06T');
    const sighting = await look('apple', () => ({ body }));
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', updatedAt: null });
    expect(sighting.posts).toEqual([]);
  });
});

describe('every trouble keeps the line of its store', () => {
  it.each<[string, Reply, string, string]>([
    ['an empty 403', { status: 403 }, 'throttled', 'rate_limited'],
    ['429', { status: 429 }, 'throttled', 'rate_limited'],
    ['451', { status: 451 }, 'throttled', 'region'],
    ['502 of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }, 'upstream-error', 'upstream_error'],
    ['a page in place of data', { body: '<html>维护中</html>' }, 'upstream-error', 'upstream_error'],
    ['a captcha', { body: '<html>请完成安全验证</html>' }, 'captcha', 'blocked'],
    ['an unknown form', { body: '{"data":[]}' }, 'layout-changed', 'schema_changed'],
    ['half an answer', { body: fixture('apple/found.json').slice(0, 200) }, 'layout-changed', 'schema_changed'],
    ['a cut connection', { body: fixture('apple/found.json'), cutAfter: 9 }, 'network', 'transport'],
    ['an unknown status', { status: 404 }, 'layout-changed', 'schema_changed'],
  ])('%s', async (_, reply, outcome, reason) => {
    const sighting = await look('apple', () => reply);
    expect(sighting).toMatchObject({ outcome, coverage: 'none', stores: [{ listing: 'indeterminate', reason }] });
    expect(sighting.detail).not.toBe('');
  });
});

describe('Apple', () => {
  it('is asked for China', async () => {
    await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(addresses()).toEqual(['itunes.apple.com/lookup?id=1699000123&country=cn&entity=software&lang=zh_cn']);
  });

  it('does not list an app only when a second address and the page agree', async () => {
    const stores = byAddress({
      'itunes.apple.com/': { body: fixture('apple/absent.json') },
      'apps.apple.com/cn/app/id1699000123': { status: 404, body: fixture('apple/page-absent.html') },
    });
    expect(lineOf(await look('apple', stores))).toMatchObject({ listing: 'not-listed', reason: null });
    expect(new Set(addresses()).size).toBe(3);
  });

  it('says nothing where its page shows what its lookup denies', async () => {
    const stores = byAddress({
      'itunes.apple.com/': { body: fixture('apple/absent.json') },
      'apps.apple.com/': { body: fixture('apple/page.html') },
    });
    expect(await look('apple', stores)).toMatchObject({
      outcome: 'wrong-account',
      stores: [{ listing: 'indeterminate', reason: 'upstream_inconsistent' }],
    });
  });
});

describe('应用宝 needs both pages to deny an app', () => {
  const DETAIL = { body: fixture('tencent/detail.html') };
  const NO_DETAIL = { status: 404, body: fixture('tencent/detail-404.html') };
  const ERROR = { body: fixture('tencent/detail-error.html') };
  const DOWNLOAD = { body: fixture('tencent/download.html') };
  const NO_DOWNLOAD = { body: fixture('tencent/download-absent.html') };
  const pages = (detail: Reply, download: Reply) =>
    byAddress({ 'sj.qq.com/': detail, 'a.app.qq.com/': download, 'imtt.dd.qq.com/': FILE });

  it.each<[string, Reply, Reply, object]>([
    ['both show it', DETAIL, DOWNLOAD, { listing: 'listed', artifact: 'verified', developer: '示例县数据局' }],
    ['only the page with the date shows it', DETAIL, NO_DOWNLOAD, { listing: 'listed', artifact: 'not-offered' }],
    [
      'only the page with the file shows it',
      NO_DETAIL,
      DOWNLOAD,
      { listing: 'listed', artifact: 'verified', updatedAt: null },
    ],
    ['the page with the file is refused', DETAIL, { status: 403 }, { listing: 'listed', artifact: 'indeterminate' }],
    ['neither shows it', NO_DETAIL, NO_DOWNLOAD, { listing: 'not-listed' }],
    ['one denies it and the other fails', ERROR, NO_DOWNLOAD, { listing: 'indeterminate', reason: 'upstream_error' }],
    ['one denies it and the other is refused', NO_DETAIL, { status: 403 }, { listing: 'indeterminate' }],
  ])('%s', async (_, detail, download, expected) => {
    expect(lineOf(await look('tencent', pages(detail, download)))).toMatchObject(expected);
  });

  it('a file of another app is told as another app, not as a listing and not as an absence', async () => {
    const stores = byAddress({
      'sj.qq.com/': DETAIL,
      'a.app.qq.com/': DOWNLOAD,
      'imtt.dd.qq.com/': { body: packageFile({ package: 'com.shili.fangmao' }), ranges: true },
    });
    const sighting = await look('tencent', stores);
    expect(lineOf(sighting)).toMatchObject({ listing: 'package-mismatch', reason: 'other_package' });
    expect(sighting.status).toBeUndefined();
    expect(sighting.posts).toEqual([]);
  });
});

describe('Xiaomi', () => {
  it('is asked for the page again when the link of the first has ended', async () => {
    let page = 0;
    const sighting = await look('xiaomi', ({ address }) => {
      if (address.startsWith('app.mi.com/details')) {
        page++;
        return { body: fixture('xiaomi/found.html').replace('nonce=0', `nonce=${page}`) };
      }
      if (address.includes('nonce=1')) return { status: 403 };
      return address.startsWith('app.mi.com/download')
        ? { status: 302, headers: { location: 'https://fga1.market.xiaomi.com/download/A.apk' } }
        : FILE;
    });
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', artifact: 'verified' });
    expect(page).toBe(2);
  });

  it('shows another package as another app, whose file nobody fetches', async () => {
    const body = fixture('xiaomi/found.html').replace(`>${APP.package}<`, '>com.shili.fangmao<');
    expect(lineOf(await look('xiaomi', () => ({ body })))).toMatchObject({ listing: 'package-mismatch' });
    expect(addresses()).toHaveLength(1);
  });

  it('takes a page that is another app’s through and through for an answer that went astray', async () => {
    const body = fixture('xiaomi/found.html').replaceAll(APP.package, 'com.shili.fangmao');
    const sighting = await look('xiaomi', () => ({ body }));
    expect(sighting.outcome).toBe('wrong-account');
    expect(lineOf(sighting)).toMatchObject({ listing: 'indeterminate', reason: 'upstream_inconsistent' });
  });
});

describe('vivo', () => {
  it('hands out the file over a redirect to plain http, which is followed over https', async () => {
    const stores = byAddress({
      'h5-api.appstore.vivo.com.cn/detailInfo': { body: fixture('vivo/found.json') },
      'appstore.vivo.com.cn/appinfo/': { status: 302, headers: { location: 'http://apkwificdn2.vivo.com.cn/A.apk' } },
      'apkwificdn2.vivo.com.cn/': FILE,
    });
    expect(lineOf(await look('vivo', stores))).toMatchObject({ listing: 'listed', artifact: 'verified' });
    expect(server?.asked.every((one) => one.scheme === 'https')).toBe(true);
  });

  it('shows another package under the number as another app', async () => {
    const stores = byAddress({
      'h5-api.appstore.vivo.com.cn/': { body: fixture('vivo/found.json').replace(APP.package, 'com.shili.fangmao') },
    });
    expect(lineOf(await look('vivo', stores))).toMatchObject({ listing: 'package-mismatch', version: '4.1.2' });
  });
});

describe('the token of the pages of Huawei', () => {
  const TOKEN = 'web-drcn.hispace.dbankcloud.com/edge/webedge/getInterfaceCode';
  const DETAIL = 'web-drcn.hispace.dbankcloud.com/edge/uowap/index?method=internal.getTabDetail';
  const SEARCH = 'web-drcn.hispace.dbankcloud.com/edge/uowap/index?method=internal.completeSearchWord';
  const INFO = 'web-drcn.hispace.dbankcloud.com/edge/webedge/appinfo';
  const tokensAsked = () => addresses().filter((one) => one === TOKEN).length;

  /** gives token-1, token-2, …; `answer` is told which of them a question carries */
  function edge(answer: (token: number, question: Question) => Reply): Stores {
    let made = 0;
    return (question) => {
      if (question.address === TOKEN) {
        made++;
        return { body: `"token-${made}"` };
      }
      return answer(Number(/^token-(\d+)_\d+$/.exec(String(question.headers['interface-code']))?.[1]), question);
    };
  }
  const search = (name: string) => ({ body: fixture(`huawei/${name}`) });

  it('is shared by all questions of a night', async () => {
    const sighting = await look(
      'huawei',
      edge(() => ({ body: fixture('huawei/found.json') })),
      HANDLE,
      3,
    );
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', artifact: 'indeterminate', reason: 'no_public_link' });
    expect(tokensAsked()).toBe(1);
  });

  it.each([200, 403])('is made anew when it is refused with status %d', async (status) => {
    const stores = edge((token) =>
      token === 1 ? { status, body: '{"rtnCode":1002}' } : { body: fixture('huawei/found.json') },
    );
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing: 'listed' });
    expect(tokensAsked()).toBe(2);
  });

  it('is asked for with the cookies of the front page, which a refusal renews', async () => {
    let visits = 0;
    const answers = edge((token) => (token === 1 ? { status: 403 } : { body: fixture('huawei/found.json') }));
    const stores: Stores = (question) =>
      question.address === 'appgallery.huawei.com/'
        ? { headers: { 'set-cookie': `HWWAFSESID=${++visits}; path=/` }, body: '<html></html>' }
        : answers(question);
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing: 'listed' });
    const sent = (server?.asked ?? []).map(({ headers }) => headers.cookie);
    expect(sent.filter((cookie) => cookie !== undefined)).toEqual([
      'HWWAFSESID=1',
      'HWWAFSESID=1',
      'HWWAFSESID=2',
      'HWWAFSESID=2',
    ]);
  });

  it('refused twice says nothing', async () => {
    const sighting = await look(
      'huawei',
      edge(() => ({ body: '{"rtnCode":1002}' })),
    );
    expect(sighting).toMatchObject({
      outcome: 'upstream-error',
      stores: [{ listing: 'indeterminate', reason: 'blocked' }],
    });
  });

  it('that was kept is made anew before an empty answer is believed', async () => {
    // a stale token is answered as if there were no such app
    const stores = edge((token, { address }) => {
      if (address.startsWith(SEARCH)) return search('search-empty.json');
      return { body: fixture(token === 1 ? 'huawei/absent.json' : 'huawei/found.json') };
    });
    expect(lineOf(await look('huawei', stores, APP, 2))).toMatchObject({ listing: 'listed' });
  });

  it('that was kept is made anew before the store of HarmonyOS is believed to have nothing', async () => {
    const sighting = await look(
      'harmony',
      edge(() => ({ body: '' })),
      APP,
      2,
    );
    expect(lineOf(sighting)).toMatchObject({ listing: 'not-listed' });
    expect(tokensAsked()).toBe(2);
    expect(server?.asked.at(-1)).toMatchObject({
      address: INFO,
      body: '{"pkgName":"cn.gov.shili.bangban.hmos","locale":"zh_CN"}',
    });
  });

  it('missing says nothing of the app', async () => {
    const sighting = await look('huawei', () => ({ body: '{}' }));
    expect(sighting).toMatchObject({ outcome: 'layout-changed', stores: [{ listing: 'indeterminate' }] });
  });

  it.each([
    ['nothing', 'search-empty.json', 'not-listed'],
    ['the app under another number', 'search-moved.json', 'listed'],
    ['another app of that name', 'search-other.json', 'package-mismatch'],
  ])('an unknown number and a search by name that finds %s', async (_, found, listing) => {
    const stores = edge((_token, { address }) =>
      address.startsWith(DETAIL) ? { body: fixture('huawei/absent.json') } : search(found),
    );
    expect(lineOf(await look('huawei', stores))).toMatchObject({ listing });
  });
});

describe('a weak witness', () => {
  const main = (listing: 'listed' | 'not-listed'): Sighting => ({
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: false,
    posts: [],
    evidence: [],
    stores: [
      { store: 'vivo', listing, artifact: 'skipped', reason: null, version: null, updatedAt: null, developer: null },
    ],
  });
  const WITNESSES = ['samsung', 'baidu', 'meizu', 'wandoujia'];

  it.each(WITNESSES)('%s is called only where a store that counts denies the app', (kind) => {
    const source = app.sources.find((one) => one.kind === kind);
    expect(source?.view).toBe('hint');
    const now = Temporal.Instant.from('2026-10-09T01:00:00Z');
    expect(source?.worthAsking?.([main('listed')], now)).toBe(false);
    expect(source?.worthAsking?.([main('listed'), main('not-listed')], now)).toBe(true);
  });

  it.each([
    ['samsung', 'samsung/absent.json'],
    ['baidu', 'baidu/absent.json'],
    ['meizu', 'meizu/absent.json'],
    ['wandoujia', 'wandoujia/absent.html'],
  ])('%s never denies an app', async (kind, answer) => {
    expect(await look(kind, () => ({ body: fixture(answer) }))).toMatchObject({ outcome: 'ok', stores: [] });
  });

  it.each([
    ['samsung', 'samsung/found.json'],
    ['baidu', 'baidu/found.json'],
    ['meizu', 'meizu/found.json'],
    ['wandoujia', 'wandoujia/found.html'],
  ])('%s bears out a listing, and no newest version', async (kind, answer) => {
    const sighting = await look(kind, () => ({ body: fixture(answer) }));
    expect(sighting.stores).toMatchObject([{ store: kind, listing: 'listed', version: null, updatedAt: null }]);
  });

  it('in trouble says nothing', async () => {
    expect(await look('samsung', () => ({ status: 503 }))).toMatchObject({ outcome: 'upstream-error', stores: [] });
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import rsshub from '../../../adapters/wechat/sources/rsshub.ts';
import werss from '../../../adapters/wechat/sources/we-mp-rss.ts';
import wechat2rss, { doubtOfLogins, readQuery } from '../../../adapters/wechat/sources/wechat2rss.ts';
import weread, { readArticles } from '../../../adapters/wechat/sources/weread.ts';
import wewe from '../../../adapters/wechat/sources/wewe-rss.ts';
import { LittlePlatform, type Reply } from './little-platform.ts';
import { article, BIZ, GH_ID, MINUTE, NAME, NUMBER, SECONDS } from './pages.ts';

let platform: LittlePlatform;
beforeAll(async () => {
  platform = await LittlePlatform.open();
});
afterAll(() => platform.close());
beforeEach(() => {
  platform.asked.length = 0;
  platform.secrets.clear();
});

const FEED = `MP_WXS_${NUMBER}`;
const HANDLE = {
  biz: BIZ,
  ghId: GH_ID,
  feeds: { main: NUMBER, wewe: FEED, werss: FEED, hub: '/wechat/sogou/示例区融媒' },
};

/** answers by path; what is not named is 404 */
function serve(replies: Readonly<Record<string, Reply>>) {
  platform.answer = ({ path }) => replies[decodeURIComponent(path)];
}

describe('Wechat2RSS', () => {
  const options = { url: 'http://w2r.test', token: 'a-token-of-a-test', name: 'main' };
  const row = (created: string, more = {}) => ({
    biz_id: Number(NUMBER),
    biz_name: NAME,
    title: '示例',
    created,
    ...more,
  });
  const logins = (...data: unknown[]) => ({ json: { err: '', data } });
  const alive = logins({ available: true, needCheck: false }, { available: false, needCheck: false });
  const look = (query: Reply, login: Reply = alive) => {
    serve({ '/api/query': query, '/login/list': login });
    return platform.look(wechat2rss, HANDLE, options);
  };

  test('zoned times, the present name, and a list that is whole while a login works', async () => {
    const seen = await look({ json: { err: '', data: [row('2026-11-18T09:20:30+08:00')] } });
    expect(seen).toMatchObject({ outcome: 'ok', listIsWhole: true, displayName: NAME, status: { status: 'normal' } });
    expect(seen.posts).toMatchObject([{ pushed: true, precision: 'second' }]);
    expect(seen.posts[0]?.at.toString()).toBe('2026-11-18T01:20:30Z');
  });

  test('the token is sent and never shown', async () => {
    const seen = await look({ json: { err: '', data: [row('2026-11-18T09:20:30+08:00')] } });
    expect(platform.asked[0]?.query.get('k')).toBe('a-token-of-a-test');
    expect(JSON.stringify(seen)).not.toContain('a-token-of-a-test');
  });

  test.each([
    logins({ available: true, needCheck: true }),
    logins({ available: false, needCheck: false }),
    logins(),
    { status: 404 },
  ])('while no login works, the dates are real and the silence is worth nothing (%#)', async (login) => {
    const seen = await look({ json: { err: '', data: [row('2026-10-01T09:00:00+08:00')] } }, login);
    expect(seen).toMatchObject({ outcome: 'ok', listIsWhole: false, coverage: 'partial' });
    expect(seen.posts).toHaveLength(1);
    expect(seen.detail).not.toBe('');
  });

  test.each<[Reply, string]>([
    [logins({ available: true, needCheck: true }), '风控'],
    [logins({ available: false, needCheck: false }), '失效'],
    [{ status: 404 }, '查不到'],
  ])('its own word on its logins is its health (%#)', async (login, words) => {
    serve({ '/login/list': login });
    expect(await platform.health(wechat2rss, options)).toContain(words);
    serve({ '/login/list': alive });
    expect(await platform.health(wechat2rss, options)).toBeNull();
  });

  test('a date that is the moment of our own question is taken from the article', async () => {
    const link = 'https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv';
    const fetched = row('2026-11-21T02:59:30+08:00', { link });
    const query = { json: { err: '', data: [fetched] } };
    serve({ '/api/query': query, '/login/list': alive, '/s/AbCdEfGhIjKlMnOpQrStUv': { body: article() } });
    const seen = await platform.look(wechat2rss, HANDLE, options);
    expect(seen.posts.map((post) => post.at.epochMilliseconds / 1000)).toEqual([SECONDS]);
    expect(seen.listIsWhole).toBe(false);
    const unread = await look(query);
    expect(unread).toMatchObject({ posts: [], listIsWhole: false });
  });

  test('the evidence shows the newest date, wherever it stands in the answer', async () => {
    const old = Array.from({ length: 30 }, (_, day) =>
      row(`2026-10-${String(day + 1).padStart(2, '0')}T09:00:00+08:00`),
    );
    const seen = await look({ json: { err: '', data: [...old, row('2026-11-18T09:20:30+08:00')] } });
    expect(seen.evidence[0]?.excerpt).toContain('2026-11-18T09:20:30+08:00');
    expect(seen.evidence[1]?.excerpt).toContain('available');
  });

  test('old posts alone are no sign that the account is alive', async () => {
    const seen = await look({ json: { err: '', data: [row('2026-10-01T09:00:00+08:00')] } });
    expect(seen.status).toBeUndefined();
  });

  test('an empty list is evidence of nothing', async () => {
    const seen = await look({ json: { err: '', data: [] } });
    expect(seen).toMatchObject({ outcome: 'ok', listIsWhole: false, posts: [] });
    expect(seen.neverPosted).toBeUndefined();
  });

  test('a date that cannot be read is not known, and the list is not whole', async () => {
    const seen = await look({ json: { err: '', data: [row('2026-10-01T09:00:00+08:00'), row('2026年11月20日')] } });
    expect(seen.posts).toHaveLength(1);
    expect(seen.listIsWhole).toBe(false);
  });

  test('a name that is still the number is no name', async () => {
    const seen = await look({ json: { err: '', data: [row('2026-11-18T09:20:30+08:00', { biz_name: NUMBER })] } });
    expect(seen.displayName).toBeUndefined();
  });

  test.each<[Reply, string]>([
    [{ json: { err: '', data: [row('2026-11-18T09:20:30+08:00', { biz_id: 3999999999 })] } }, 'wrong-account'],
    [{ json: { err: 'biz not found', data: null } }, 'upstream-error'],
    [{ status: 401, json: { err: 'unauthorized', data: null } }, 'auth-expired'],
    [{ status: 502, body: '<h1>502 Bad Gateway</h1>' }, 'upstream-error'],
    [{ body: '<html>login</html>' }, 'layout-changed'],
  ])('what is no answer has a reason (%#)', async (reply, outcome) => {
    expect(await look(reply)).toMatchObject({ outcome, posts: [] });
  });

  test('a registry whose biz and feed id are two accounts is not asked', async () => {
    const seen = await platform.look(wechat2rss, { biz: BIZ, feeds: { main: '3999999999' } }, options);
    expect(seen.outcome).toBe('wrong-account');
    expect(platform.asked).toHaveLength(0);
  });

  test('damaged answers never throw and give no other time', () => {
    const whole = JSON.stringify({ err: '', data: [row('2026-11-18T09:20:30+08:00')] });
    fc.assert(
      fc.property(fc.nat(200), fc.nat(80), fc.string({ unit: 'binary' }), (from, count, put) => {
        const damaged = whole.slice(0, from) + put + whole.slice(from + count);
        const reading = readQuery(damaged, NUMBER, 'Asia/Shanghai');
        if (reading.kind === 'rows' && damaged.includes('T09:20:30+08:00')) {
          for (const post of reading.posts) expect(post.at.toString()).toBe('2026-11-18T01:20:30Z');
        }
        doubtOfLogins(damaged);
      }),
    );
  });
});

describe('wewe-rss', () => {
  const options = { url: 'http://wewe.test', name: 'wewe' };
  const rss = (...dates: string[]) => ({
    type: 'application/rss+xml',
    body: `<?xml version="1.0"?><rss version="2.0"><channel><title>旧名</title><link>/feeds/${FEED}.rss</link><lastBuildDate>Fri, 20 Nov 2026 08:00:00 GMT</lastBuildDate>${dates
      .map(
        (date) =>
          `<item><title>示例</title><link>https://mp.weixin.qq.com/s/Ab~CdEfGhIjKlMnOpQrStU</link><pubDate>${date}</pubDate></item>`,
      )
      .join('')}</channel></rss>`,
  });
  const synced = (at: string) => ({
    json: [{ id: FEED, syncTime: Temporal.Instant.from(at).epochMilliseconds / 1000, updateTime: 1709280000 }],
  });
  const look = (feed: Reply, list: Reply = synced('2026-11-20T17:36:02+08:00')) => {
    serve({ [`/feeds/${FEED}.rss`]: feed, '/feeds/': list });
    return platform.look(wewe, HANDLE, options);
  };

  test('times come from the entries alone, and the name of long ago is not read', async () => {
    const seen = await look(rss('Wed, 18 Nov 2026 01:20:30 GMT'));
    expect(seen.posts.map((post) => post.at.toString())).toEqual(['2026-11-18T01:20:30Z']);
    expect(seen.posts[0]?.url).toBe('https://mp.weixin.qq.com/s/Ab_CdEfGhIjKlMnOpQrStU');
    expect(seen.listIsWhole).toBe(true);
    expect(seen.displayName).toBeUndefined();
  });

  test('a bridge that refreshed nothing at all for more than a day says so of itself', async () => {
    serve({ '/feeds/': synced('2026-11-19T17:36:02+08:00') });
    expect(await platform.health(wewe, options)).toContain('没有同步任何账号');
    serve({ '/feeds/': synced('2026-11-20T17:36:02+08:00') });
    expect(await platform.health(wewe, options)).toBeNull();
  });

  test('a bridge that stands still proves nothing', async () => {
    expect((await look(rss('Wed, 18 Nov 2026 01:20:30 GMT'), synced('2026-11-19T17:36:02+08:00'))).listIsWhole).toBe(
      false,
    );
    expect((await look(rss('Wed, 18 Nov 2026 01:20:30 GMT'), { status: 404 })).listIsWhole).toBe(false);
  });

  test('an empty feed proves nothing', async () => {
    expect(await look(rss())).toMatchObject({ outcome: 'ok', listIsWhole: false, posts: [] });
  });

  test('a feed that it does not have', async () => {
    const seen = await look({ status: 400, json: { statusCode: 400, message: '不存在该feed！' } });
    expect(seen.outcome).toBe('not-configured');
  });
});

describe('we-mp-rss', () => {
  const options = { url: 'http://werss.test', name: 'werss' };
  const rss = (date: string, number = NUMBER) => ({
    body: `<rss version="2.0"><channel><title>${NAME}</title><item><id>${number}-22475_1</id><title>示例</title><link>https://mp.weixin.qq.com/s/ExampleExampleExample0</link><pubDate>${date}</pubDate></item></channel></rss>`,
  });
  const row = (at: string) => ({
    json: { code: 0, data: { faker_id: BIZ, sync_time: Temporal.Instant.from(at).epochMilliseconds / 1000 } },
  });
  const FETCHED = '2026-11-21T02:00:03+08:00';
  const look = (feed: Reply, more: Record<string, Reply> = {}, timezone?: string) => {
    serve({ [`/rss/${FEED}`]: feed, [`/api/v1/wx/mps/${FEED}`]: row(FETCHED), ...more });
    return platform.look(werss, HANDLE, { ...options, ...(timezone ? { timezone } : {}) });
  };
  const utc = (seen: { posts: readonly { at: Temporal.Instant }[] }) => seen.posts.map((post) => post.at.toString());

  test('a time without zone is one of the zone of the bridge', async () => {
    expect(utc(await look(rss('Wed, 18 Nov 2026 09:20:30 ')))).toEqual(['2026-11-18T01:20:30Z']);
    expect(utc(await look(rss('Wed, 18 Nov 2026 09:20:30 '), {}, 'UTC'))).toEqual(['2026-11-18T09:20:30Z']);
  });

  test('its silence proves nothing', async () => {
    expect((await look(rss('Wed, 18 Nov 2026 09:20:30 '))).listIsWhole).toBe(false);
  });

  test('a date that is the moment of the fetch is corrected by the article', async () => {
    const page = { body: article({ seconds: SECONDS, minute: MINUTE }) };
    const seen = await look(rss('Sat, 21 Nov 2026 02:00:03 '), { '/s/ExampleExampleExample0': page });
    expect(utc(seen)).toEqual(['2026-11-18T01:20:30Z']);
  });

  test('and left out where the article cannot be read', async () => {
    const seen = await look(rss('Sat, 21 Nov 2026 02:00:03 '));
    expect(seen).toMatchObject({ outcome: 'ok', posts: [], listIsWhole: false });
    expect(seen.detail).toContain('没有采用');
  });

  test('and kept where the article bears it out', async () => {
    const page = { body: article({ seconds: 1795197603, minute: '2026-11-21 02:00' }) };
    const seen = await look(rss('Sat, 21 Nov 2026 02:00:03 '), { '/s/ExampleExampleExample0': page });
    expect(utc(seen)).toEqual(['2026-11-20T18:00:03Z']);
  });

  test.each<[Reply, string]>([
    [
      { status: 201, json: { detail: { code: 50001, message: '错误原因:invalid session:代码:200003' } } },
      'auth-expired',
    ],
    [
      { status: 201, json: { detail: { code: 50001, message: '错误原因:invalid args:代码:200002' } } },
      'upstream-error',
    ],
    [{ status: 401, json: { detail: 'RSS requires token' } }, 'auth-expired'],
    [{ status: 404, json: { detail: { code: 40401, message: '公众号不存在' } } }, 'not-configured'],
    [{ json: { code: 40402, message: '请不要频繁更新操作' } }, 'upstream-error'],
    [rss('Wed, 18 Nov 2026 09:20:30 ', '3999999999'), 'wrong-account'],
    [{ body: '' }, 'layout-changed'],
  ])('what is no answer has a reason (%#)', async (reply, outcome) => {
    expect(await look(reply)).toMatchObject({ outcome, posts: [] });
  });
});

describe('RSSHub', () => {
  const options = { url: 'http://hub.test/', name: 'hub' };
  const ROUTE = '/wechat/sogou/示例区融媒';
  const look = (reply: Reply) => {
    serve({ [ROUTE]: reply });
    return platform.look(rsshub, HANDLE, options);
  };
  const item = (author: string, date: string) => `<item><title>示例</title><author>${author}</author>${date}</item>`;

  test('only articles of this very account, only those with a date, and never a whole list', async () => {
    const items = [
      item(NAME, '<pubDate>Wed, 18 Nov 2026 01:20:30 GMT</pubDate>'),
      item('别的号', '<pubDate>Fri, 20 Nov 2026 01:20:30 GMT</pubDate>'),
      item(NAME, ''),
    ].join('');
    const seen = await look({ body: `<rss version="2.0"><channel><title>示例</title>${items}</channel></rss>` });
    expect(seen.posts.map((post) => post.at.toString())).toEqual(['2026-11-18T01:20:30Z']);
    expect(seen.listIsWhole).toBe(false);
  });

  const fault = (message: string) =>
    `<html><body><p class="message">Error Message:<br><code class="details">${message}</code></p></body></html>`;
  test.each<[Reply, string]>([
    [{ status: 503, body: fault('Error: this route is empty, please check') }, 'upstream-error'],
    [{ status: 503, body: fault('WeChatMpError: wechat-mp: request blocked by WAF') }, 'captcha'],
    [{ status: 503, json: { error: { message: 'Error: this route is empty' } } }, 'upstream-error'],
    [{ status: 403, body: fault('RejectError') }, 'auth-expired'],
    [{ status: 404, body: fault('NotFoundError') }, 'not-configured'],
  ])('an error is never an empty list (%#)', async (reply, outcome) => {
    expect(await look(reply)).toMatchObject({ outcome, posts: [] });
  });

  test('an album of another account, as its long links tell, is none of this account’s', async () => {
    const route = `/wechat/mp/msgalbum/${BIZ}/2000000000000000001`;
    const link = (biz: string) => `<link>http://mp.weixin.qq.com/s?__biz=${biz}&amp;mid=1&amp;idx=1&amp;sn=0a</link>`;
    const album = (biz: string) => {
      const items = `<item><title>示例</title>${link(biz)}<pubDate>Wed, 18 Nov 2026 01:20:30 GMT</pubDate></item>`;
      serve({ [route]: { body: `<rss version="2.0"><channel><title>示例</title>${items}</channel></rss>` } });
      return platform.look(rsshub, { biz: BIZ, feeds: { hub: route } }, options);
    };
    expect((await album(BIZ)).posts).toHaveLength(1);
    expect(await album('MzkwMDAwMDAwOQ==')).toMatchObject({ outcome: 'wrong-account', posts: [] });
  });

  test('a route whose dates are those of a crawl is refused', async () => {
    const seen = await platform.look(rsshub, { feeds: { hub: '/wechat/feeddd/abc' } }, options);
    expect(seen.outcome).toBe('not-configured');
  });
});

describe('WeRead', () => {
  const review = (token: string, time: number) => ({
    reviewId: `${FEED}_${token}`,
    review: { createTime: time, mpInfo: { title: '示例', time } },
  });
  const list = (...all: unknown[]) => ({ json: { synckey: 1, reviews: [{ createTime: 1, subReviews: all }] } });
  const look = (articles: Reply, shelf: Reply = { json: { books: [] } }) => {
    platform.secrets.set('wechat-weread-cookie', 'wr_vid=1; wr_skey=secret-of-a-test');
    serve({ '/web/mp/articles': articles, '/web/shelf/sync': shelf });
    return platform.look(weread, HANDLE, {});
  };

  test('unix seconds, and links whose “~” stands for “_”', async () => {
    const seen = await look(list(review('Ab~CdEfGhIjKlMnOpQrStU', SECONDS)));
    expect(seen).toMatchObject({ outcome: 'ok', listIsWhole: true });
    expect(seen.posts).toMatchObject([{ url: 'https://mp.weixin.qq.com/s/Ab_CdEfGhIjKlMnOpQrStU', pushed: true }]);
    expect(seen.posts[0]?.at.toString()).toBe('2026-11-18T01:20:30Z');
    expect(platform.asked[0]?.query.get('bookId')).toBe(FEED);
  });

  test('the shelf that does not open is a login that may be dead', async () => {
    platform.secrets.set('wechat-weread-cookie', 'wr_vid=1; wr_skey=secret-of-a-test');
    serve({ '/web/shelf/sync': { status: 401, json: { errcode: -2012, errmsg: '登录超时' } } });
    expect(await platform.health(weread, {})).toContain('重新登录');
    serve({ '/web/shelf/sync': { json: { books: [] } } });
    expect(await platform.health(weread, {})).toBeNull();
  });

  test('empty is evidence of nothing', async () => {
    expect(await look({ json: { synckey: 0, reviews: [] } })).toMatchObject({ outcome: 'ok', listIsWhole: false });
  });

  test.each<[number, Reply, string]>([
    [-2010, { json: {} }, 'auth-expired'],
    [-2012, { json: {} }, 'auth-expired'],
    [-2014, { json: {} }, 'throttled'],
    [-2041, { json: {} }, 'throttled'],
    [-2041, { status: 401, json: { errcode: -2012 } }, 'captcha'],
  ])('error %i is told apart by the shelf', async (errcode, shelf, outcome) => {
    expect((await look({ status: 499, json: { errcode, errmsg: 'x' } }, shelf)).outcome).toBe(outcome);
  });

  test('without a login nothing is asked', async () => {
    const seen = await platform.look(weread, HANDLE, {});
    expect(seen.outcome).toBe('not-configured');
    expect(platform.asked).toHaveLength(0);
  });

  test('an answer about another book is recognised; garbage is none', () => {
    const other = JSON.stringify({ reviews: [{ subReviews: [{ reviewId: 'MP_WXS_3999999999_x', review: null }] }] });
    expect(readArticles(other, FEED)).toBe('other');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readArticles(text, FEED)).toBeNull();
      }),
    );
  });
});

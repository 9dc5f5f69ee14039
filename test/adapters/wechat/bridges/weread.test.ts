import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import weread, { readArticles } from '../../../../adapters/wechat/sources/weread.ts';
import type { Reply } from '../little-platform.ts';
import { SECONDS } from '../pages.ts';
import { FEED, HANDLE, openBridges, platform, serve } from './bridges.ts';

openBridges();

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

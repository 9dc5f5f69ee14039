import { describe, expect, test } from 'vitest';
import rsshub from '../../../../adapters/wechat/sources/rsshub.ts';
import type { Reply } from '../little-platform.ts';
import { BIZ, NAME } from '../pages.ts';
import { HANDLE, openBridges, platform, serve } from './bridges.ts';

openBridges();

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

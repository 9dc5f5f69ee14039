import { describe, expect, test } from 'vitest';
import wewe from '../../../../adapters/wechat/sources/wewe-rss.ts';
import type { Reply } from '../little-platform.ts';
import { FEED, HANDLE, openBridges, platform, serve } from './bridges.ts';

openBridges();

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

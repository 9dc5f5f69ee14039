import { describe, expect, test } from 'vitest';
import werss from '../../../../adapters/wechat/sources/we-mp-rss.ts';
import type { Reply } from '../little-platform.ts';
import { article, BIZ, MINUTE, NAME, NUMBER, SECONDS } from '../pages.ts';
import { FEED, HANDLE, openBridges, platform, serve } from './bridges.ts';

openBridges();

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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../adapters/wechat/feed.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

describe('a feed', () => {
  test('RSS: the time of an entry as written, zone or none; the time of the feed is not read', async () => {
    const feed = await readFeed(fixture('bridge-without-zone.rss'));
    expect(feed?.title).toBe('示例区融媒');
    expect(feed?.items.map((item) => item.published)).toEqual(['Wed, 18 Nov 2026 09:20:30', null]);
    expect(feed?.items[0]?.id).toBe('3000111222-2247500001_1');
  });

  test('Atom: published and updated are kept apart, as written', async () => {
    const feed = await readFeed(fixture('bridge.atom'));
    expect(feed?.items).toMatchObject([
      {
        published: null,
        updated: '2026-11-18T01:20:30.000Z',
        link: 'https://mp.weixin.qq.com/s/ExampleExampleExample0',
      },
    ]);
  });

  test('JSON Feed: the same two times', async () => {
    const feed = await readFeed(fixture('bridge.feed.json'));
    expect(feed?.items).toMatchObject([
      { published: '2026-11-18T09:20:30+08:00', updated: '2026-11-19T10:00:00+08:00', author: '示例区融媒' },
    ]);
  });

  test('a valid feed without entries is a feed', async () => {
    const feed = await readFeed('<rss version="2.0"><channel><title>示例</title></channel></rss>');
    expect(feed).toEqual({ title: '示例', link: null, items: [] });
  });

  test.each(['', '{}', '[]', '{"items":5}', '<html><body>出错了</body></html>', 'nginx', '<rss version="2.0">'])(
    '“%s” is none',
    async (text) => {
      expect(await readFeed(text)).toBeNull();
    },
  );

  test('damaged feeds never throw and never show a time that was not in them', async () => {
    const whole = ['bridge-without-zone.rss', 'bridge.atom', 'bridge.feed.json'].map(fixture);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.nat(900),
        fc.nat(200),
        fc.string({ unit: 'binary' }),
        async (text, from, count, put) => {
          const damaged = text.slice(0, from) + put + text.slice(from + count);
          const feed = await readFeed(damaged);
          for (const item of feed?.items ?? []) {
            // an escape that was put in changes the text between the feed and its reader
            if (item.published && !/[&<\\]/.test(put)) expect(damaged).toContain(item.published);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

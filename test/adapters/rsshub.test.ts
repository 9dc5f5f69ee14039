import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFeed } from '../../adapters/rsshub.ts';
import { brokenBodies, withOneMemberRenamed } from './mangle.ts';

const SEC = 'MS4wLjABAAAAshiliYunxiFabuShiliYunxiFabuShiliYunxi01';
const text = readFileSync(join(import.meta.dirname, 'douyin/fixtures/rsshub.json'), 'utf8');
const workId = (url: string) => /video\/(\d+)/.exec(url)?.[1] ?? null;
const errorPage = (message: string) => `<html><body><p>Error Message:<br><code>${message}</code></p></body></html>`;

test('a feed tells the times of works, in UTC', () => {
  const feed = parseFeed(200, text, SEC, { workId });
  expect(feed.read && feed.posts.map(({ at, url }) => [at.toString(), url])).toEqual([
    ['2026-10-08T00:15:30Z', 'https://www.douyin.com/video/7694083982618529794'],
  ]);
});

test.each([
  [
    'a refusal by the platform',
    503,
    errorPage('Error: Empty post data. The request may be filtered by WAF.'),
    'captcha',
  ],
  ['an account that was not found', 403, errorPage('RejectError: 无法获取用户信息'), 'upstream-error'],
  ['a broken instance', 502, '', 'upstream-error'],
  ['too many questions', 429, '', 'throttled'],
  ['the feed of somebody else', 200, text.replace(SEC, 'MS4wLjABAAAAother'), 'wrong-account'],
  ['a page', 200, '<html>', 'layout-changed'],
])('%s is told as what it is', (_what, status, body, outcome) => {
  expect(parseFeed(status, body, SEC, { workId })).toMatchObject({ read: false, outcome });
});

test('a renamed member or a broken body never makes up a work', () => {
  const document = JSON.parse(text);
  fc.assert(
    fc.property(fc.oneof(withOneMemberRenamed(document), brokenBodies(document)), (body) => {
      const feed = parseFeed(200, body, SEC, { workId });
      for (const post of feed.read ? feed.posts : []) expect(post.at.toString()).toBe('2026-10-08T00:15:30Z');
    }),
  );
});

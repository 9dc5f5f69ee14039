import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFans } from '../../../adapters/toutiao/fans.ts';
import { parseFeed } from '../../../adapters/toutiao/feed.ts';
import { parseProfilePage } from '../../../adapters/toutiao/profile.ts';
import { brokenBodies, withOneMemberRenamed } from '../mangle.ts';

const TOKEN = 'MS4wLjABAAAAshiliYunxiToutiaoShiliYunxiToutiaoShili03';
const LABEL = '示例云溪县人民政府新闻办公室官方账号';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}
function pageOf(data: string): string {
  return `<!DOCTYPE html><html><body><script id="RENDER_DATA" type="application/json">${data}</script></body></html>`;
}
function pageWith(changes: Record<string, unknown>): string {
  const { data } = JSON.parse(fixture('render-data.json'));
  return pageOf(
    encodeURIComponent(JSON.stringify({ data: { ...data, profileUserInfo: { ...data.profileUserInfo, ...changes } } })),
  );
}
const local = (at: Temporal.Instant) => at.toString({ timeZone: 'Asia/Shanghai' });

describe('the profile page', () => {
  test.each([
    ['URI-encoded', encodeURIComponent(fixture('render-data.json'))],
    ['plain', fixture('render-data.json').trim()],
  ])('tells name and certification, %s', (_how, data) => {
    expect(parseProfilePage(200, pageOf(data), TOKEN)).toMatchObject({
      read: true,
      displayName: '示例云溪头条',
      subject: { kind: 'government', label: LABEL },
      namesToken: true,
    });
  });

  const certificate = (type: string, info: string) => JSON.stringify({ auth_type: type, auth_info: info });
  test.each([
    ['a person', { userAuthInfo: certificate('1', '示例历史作者') }, { kind: 'personal', label: '示例历史作者' }],
    [
      'an interest of an unverified author',
      { userAuthInfo: certificate('0', '历史'), userVerified: false },
      { kind: 'unverified', label: null },
    ],
    [
      'an interest of a verified author',
      { userAuthInfo: certificate('0', '历史') },
      { kind: 'unknown', label: '历史' },
    ],
    [
      'a kind never seen, with the words of an office',
      { userAuthInfo: certificate('2', '示例县财政局') },
      { kind: 'government', strength: 'weak' },
    ],
    ['a kind never seen, without', { userAuthInfo: certificate('2', '示例') }, { kind: 'unknown', label: '示例' }],
    ['nothing', { userAuthInfo: '', userVerified: false }, { kind: 'unverified', label: null }],
    ['nothing, though verified', { userAuthInfo: '', userVerified: true }, { kind: 'unknown', label: null }],
  ])('certified as %s', (_what, changes, subject) => {
    expect(parseProfilePage(200, pageWith(changes), TOKEN)).toMatchObject({ read: true, subject });
  });

  test('a certificate that cannot be read says nothing', () => {
    const reading = parseProfilePage(200, pageWith({ userAuthInfo: '{"auth' }), TOKEN);
    expect(reading.read && reading.subject).toBeUndefined();
  });

  test.each([
    ['a script challenge', 200, '<script>/* __ac_signature */</script>', 'captcha'],
    ['a captcha', 200, '<title>验证码</title>', 'captcha'],
    ['an empty page', 200, '', 'captcha'],
    ['403', 403, '', 'throttled'],
    ['502', 502, '<html>', 'upstream-error'],
    ['another page', 200, '<html></html>', 'layout-changed'],
    ['a page without user', 200, pageOf('%7B%22data%22%3A%7B%7D%7D'), 'layout-changed'],
    ['a page that cannot be decoded', 200, pageOf('%7B%2'), 'layout-changed'],
    [
      'the page of another token',
      200,
      pageOf(fixture('render-data.json').replace(TOKEN, 'MS4wLjABAAAAx')),
      'wrong-account',
    ],
  ])('%s is told as what it is', (_what, status, html, outcome) => {
    expect(parseProfilePage(status, html, TOKEN)).toMatchObject({ read: false, outcome });
  });

  test('a renamed member or a broken body never makes up a name or a subject', () => {
    const document = JSON.parse(fixture('render-data.json'));
    fc.assert(
      fc.property(fc.oneof(withOneMemberRenamed(document), brokenBodies(document)), fc.boolean(), (text, encoded) => {
        const html = pageOf(encoded && text.isWellFormed() ? encodeURIComponent(text) : text);
        const reading = parseProfilePage(200, html, TOKEN);
        if (!reading.read) return;
        expect(reading.displayName).toBe('示例云溪头条');
        expect([undefined, LABEL]).toContain(reading.subject?.label);
        expect([undefined, 'government']).toContain(reading.subject?.kind);
      }),
    );
  });
});

describe('the list', () => {
  test('tells publication, not ranking; own articles, short posts and videos', () => {
    const reading = parseFeed(200, fixture('feed.json'), TOKEN);
    if (!reading.read) throw new Error(reading.detail);
    expect(reading.posts.map(({ at, url, pinned }) => [local(at), url, pinned])).toEqual([
      ['2023-05-04T09:00:00+08:00', 'https://www.toutiao.com/article/7229125705215246347/', true],
      ['2026-10-07T07:30:15+08:00', 'https://www.toutiao.com/w/1845000000000777/', false],
      ['2026-10-05T10:00:00+08:00', 'https://www.toutiao.com/video/7692997635065511948/', false],
      ['2026-10-06T11:12:13+08:00', 'https://www.toutiao.com/article/7693387330333179917/', false],
    ]);
    expect(reading).toMatchObject({ listed: 5, foreign: 1, unread: 0, isVisitor: true, commented: 1 });
  });

  test.each([
    ['null', 200, '{"message":"success","data":null,"has_more":false}', 'upstream-error'],
    ['an error', 200, '{"message":"error","data":null,"has_error":true}', 'upstream-error'],
    ['403', 403, '', 'throttled'],
    ['an empty body', 200, '', 'captcha'],
    ['HTML', 200, '<html>', 'layout-changed'],
    [
      'items without owner',
      200,
      '{"message":"success","data":[{"cell_type":60,"id":"1","publish_time":1}]}',
      'layout-changed',
    ],
  ])('%s is told as what it is', (_what, status, text, outcome) => {
    expect(parseFeed(status, text, TOKEN)).toMatchObject({ read: false, outcome });
  });

  test('an empty list is read and says nothing', () => {
    expect(parseFeed(200, '{"message":"success","data":[],"has_more":false}', TOKEN)).toMatchObject({
      read: true,
      posts: [],
      listed: 0,
      isVisitor: undefined,
    });
  });

  test('a renamed member or a broken body never makes up a post', () => {
    const document = JSON.parse(fixture('feed.json'));
    const keyOf = (reading: ReturnType<typeof parseFeed>) =>
      reading.read ? reading.posts.map(({ at, url }) => `${local(at)} ${url}`) : [];
    const known = new Set(keyOf(parseFeed(200, fixture('feed.json'), TOKEN)));
    fc.assert(
      fc.property(fc.oneof(withOneMemberRenamed(document), brokenBodies(document)), (text) => {
        for (const key of keyOf(parseFeed(200, text, TOKEN))) expect(known).toContain(key);
      }),
      { numRuns: 300 },
    );
  });
});

test('followers are told or not, never guessed', () => {
  expect(parseFans(fixture('fans.json'))).toBe(4321);
  expect(parseFans('{"message":"error"}')).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => parseFans(text) === null));
});

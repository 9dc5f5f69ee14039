import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import wechat2rss, { doubtOfLogins, readQuery } from '../../../../adapters/wechat/sources/wechat2rss.ts';
import type { Reply } from '../little-platform.ts';
import { article, BIZ, NAME, NUMBER, SECONDS } from '../pages.ts';
import { HANDLE, openBridges, platform, serve } from './bridges.ts';

openBridges();

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

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Access, isLoopback } from '../../src/web/guard.ts';
import { newest, Office, OPEN } from './office.ts';

const NIGHT = '2020-09-17T18:00:00+08:00';

let office: Office;
beforeAll(async () => {
  office = new Office([{ id: 'a', name: '示例甲号' }]);
  await office.night(NIGHT, { a: newest('2020-09-17T08:00:00+08:00') });
});
afterAll(() => office.remove());

/** Statuses of requests with these headers, one after another, from a server with this access. */
async function statuses(access: Partial<Access>, headers: readonly Record<string, string>[], path = '/today') {
  const served = await office.serve(NIGHT, { ...OPEN, ...access });
  const found: number[] = [];
  for (const one of headers) {
    found.push(
      await new Promise<number>((resolve, reject) => {
        request(new URL(path, served.url), { headers: one }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      }),
    );
  }
  await served.close();
  return found;
}

const basic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`anyone:${password}`).toString('base64')}`,
});

describe('who may read', () => {
  test('on this machine nobody is asked, but a foreign name that leads here is refused', async () => {
    const foreign = { host: 'evil.example' };
    expect(await statuses({}, [{}, { host: 'localhost:1' }, foreign])).toEqual([200, 200, 421]);
  });

  test('where there is a password, it is asked for everything, styles and data too', async () => {
    const access = { password: 'correct horse' };
    expect(await statuses(access, [{}, basic('wrong'), basic(''), basic('correct horse')])).toEqual([
      401, 401, 401, 200,
    ]);
    expect(await statuses(access, [{}], '/style.css')).toEqual([401]);
    expect(await statuses(access, [{}], '/today.json')).toEqual([401]);
  });

  test('who guesses has to wait, even for the right one', async () => {
    const guesses = Array.from({ length: 10 }, (_, index) => basic(`guess ${index}`));
    const found = await statuses({ password: 'correct horse' }, [...guesses, basic('correct horse')]);
    expect(found).toEqual([...guesses.map(() => 401), 429]);
  });

  test('a proxy vouches for its users; without its header nobody comes in', async () => {
    const access = { userHeader: 'X-Forwarded-User', proxies: ['127.0.0.1'] };
    const named = { 'x-forwarded-user': 'wangxin' };
    expect(await statuses(access, [named, {}, { 'x-forwarded-user': ' ' }])).toEqual([200, 403, 403]);
  });

  test('the header of an address that is no proxy is not believed', async () => {
    const access = { userHeader: 'X-Forwarded-User', proxies: ['192.0.2.1'] };
    expect(await statuses(access, [{ 'x-forwarded-user': 'wangxin' }])).toEqual([403]);
    const both = { ...access, password: 'correct horse' };
    expect(await statuses(both, [{ 'x-forwarded-user': 'wangxin' }, basic('correct horse')])).toEqual([401, 200]);
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.0.0.1.example.cn', false],
])('%s is this machine alone: %s', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});

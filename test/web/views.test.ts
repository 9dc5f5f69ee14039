import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Served } from '../../src/web/serve.ts';
import { newest, Office } from './office.ts';

const NIGHT = '2020-09-17T18:00:00+08:00';

let office: Office;
let served: Served;
beforeAll(async () => {
  office = new Office([
    { id: 'daily', name: '示例日更号' },
    { id: 'silent', name: '示例停更号', unit: '示例乙市' },
    { id: 'soon', name: '=HYPERLINK("https://example.cn")', unit: '示例乙市' },
    { id: 'kept.json', name: '示例受阻号' },
  ]);
  await office.night('2020-09-16T18:00:00+08:00', { silent: newest('2020-08-19T09:00:00+08:00') });
  await office.night(NIGHT, {
    daily: newest('2020-09-17T08:00:00+08:00'),
    silent: newest('2020-08-19T09:00:00+08:00'),
    soon: newest('2020-09-06T08:00:00+08:00'),
    'kept.json': { coverage: 'blocked', canAssertNoUpdate: false },
  });
  served = await office.serve(NIGHT);
});
afterAll(async () => {
  await served.close();
  office.remove();
});

const get = (path: string, init?: RequestInit) => fetch(new URL(path, served.url), init);
const json = async (path: string) => (await get(path)).json() as Promise<Record<string, unknown>>;
const text = async (path: string) => (await get(path)).text();

describe('what the views say', () => {
  test('today counts each account once: passed, failed, undetermined; who is warned has passed', async () => {
    const today = await json('/today.json');
    expect(today).toMatchObject({ running: 4, checked: 3, failed: 1, undetermined: 1, passed: 2, warnings: 1 });
    expect(today.units).toMatchObject([
      { name: '示例甲市', running: 2, checked: 1, failed: 0, undetermined: 1, warnings: 0 },
      { name: '示例乙市', running: 2, checked: 2, failed: 1, undetermined: 0, warnings: 1 },
    ]);
  });

  test('the longest silence comes first; an account of which no date is known comes last', async () => {
    const { accounts } = await json('/accounts.json');
    expect((accounts as { id: string; days: number | null }[]).map(({ id, days }) => [id, days])).toEqual([
      ['silent', 29],
      ['soon', 11],
      ['daily', 0],
      ['kept.json', null],
    ]);
  });

  test.each([
    ['q=示例停更', ['silent']],
    ['q=乙市', ['silent', 'soon']],
    ['q=SILENT', ['silent']],
    ['q=乙市 hyperlink', ['soon']],
    ['show=undetermined', ['kept.json']],
    ['unit=示例甲市&sort=registry', ['daily', 'kept.json']],
    ['q=没有这样的', []],
  ])('searched by name, unit and id, and narrowed: %s', async (query, ids) => {
    const { accounts } = await json(`/accounts.json?${query}`);
    expect((accounts as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('the calendar shows when it was silent and from which day on that was a breach', async () => {
    const { calendar } = await json('/accounts/silent.json');
    const states = Object.fromEntries(
      (calendar as { date: string; state: string }[]).map((day) => [day.date, day.state]),
    );
    // published on 19 August at 09:00: two weeks are over on 2 September at 09:00; the first whole day beyond is the 3rd
    expect(states['2020-08-18']).toBe('unseen');
    expect(states['2020-08-19']).toBe('posted');
    expect(states['2020-08-20']).toBe('silent');
    expect(states['2020-09-02']).toBe('silent');
    expect(states['2020-09-03']).toBe('breach');
    expect(states['2020-09-17']).toBe('breach');
  });

  test('an account that could not be seen is never called a breach', async () => {
    const page = await text('/accounts/kept.json');
    expect(page).toContain('未判定');
    expect(page).not.toContain('无更新</span>');
  });

  test('a case tells its life, and an account leads to it', async () => {
    expect(await text('/accounts/silent')).toContain('href="/cases/1"');
    const one = await json('/cases/1.json');
    expect(one).toMatchObject({ accountId: 'silent', rule: 'stale', state: 'open' });
    expect(await text('/cases/1')).toContain('认定：监测时间点前2周内无更新');
    expect(await text('/cases.csv')).toContain('silent,stale,监测时间点前2周内无更新');
  });

  test('an id that ends in .json has its view and its twins', async () => {
    expect((await get('/accounts/kept.json')).headers.get('content-type')).toContain('text/html');
    expect((await get('/accounts/kept.json.json')).headers.get('content-type')).toContain('application/json');
    expect((await get('/accounts/kept.json.csv')).headers.get('content-type')).toContain('text/csv');
  });

  test('a quarter is counted beside the server: numbers, list, and both documents', async () => {
    const path = '?from=2020-07-01&to=2020-09-30';
    let quarter = await json(`/quarter.json${path}`);
    while (!quarter.ready) {
      await wait(100);
      quarter = await json(`/quarter.json${path}`);
    }
    expect(quarter).toMatchObject({
      total: { running: 4, checked: 3, failed: 1, share: '33.33%' },
      passRate: '66.67%',
    });
    expect(quarter.failing).toMatchObject([
      { id: 'silent', problems: ['监测时间点前2周内无更新'], lastUpdate: '2020年8月19日' },
    ]);
    for (const file of ['notice.docx', 'annex.xlsx']) {
      const answer = await get(`/quarter/${file}${path}`);
      expect(answer.headers.get('content-disposition')).toBe('attachment');
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    }
  });

  test('a night that ends later is shown without a restart, with the registry as it is then', async () => {
    const own = new Office([{ id: 'a', name: '示例甲号' }]);
    await own.night('2020-09-16T18:00:00+08:00', { a: newest('2020-08-19T09:00:00+08:00') });
    const serving = await own.serve('2020-09-18T08:00:00+08:00');
    const at = async () => ((await (await fetch(new URL('/today.json', serving.url))).json()) as { at: string }).at;
    expect(await at()).toBe('2020-09-16T18:00:00+08:00');
    await own.night(NIGHT, { a: newest('2020-09-17T08:00:00+08:00') });
    while ((await at()) !== NIGHT) await wait(20);
    expect(await (await fetch(new URL('/today.json', serving.url))).json()).toMatchObject({ failed: 0 });
    await serving.close();
    own.remove();
  });
});

describe('what nobody can do with them', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    expect((await get('/today', { method })).status).toBe(405);
  });

  test('serving changes nothing in the database', async () => {
    const digest = () =>
      createHash('sha256')
        .update(readFileSync(join(office.dir, 'data', 'xuncha.db')))
        .digest('hex');
    const before = digest();
    for (const path of ['/today', '/accounts', '/accounts/silent', '/cases/1', '/sources']) await text(path);
    expect(digest()).toBe(before);
  });

  test.each([
    '/accounts/nobody',
    '/cases/0',
    '/cases/1e3',
    '/evidence/..%2f..%2fxuncha.db',
    `/evidence/${'..%2f'.repeat(12)}`,
    `/evidence/${'G'.repeat(64)}`,
    '/today/../../config/xuncha.yaml',
    '/.git/config',
  ])('%s is nothing', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('each answer forbids scripts, styles and frames from elsewhere, and is not kept', async () => {
    for (const path of ['/today', '/accounts/nobody', '/today.json']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('a page holds no style and no script of its own', async () => {
    for (const path of ['/today', '/accounts', '/accounts/silent', '/cases', '/sources', '/quarter']) {
      const page = await text(path);
      expect(page).not.toMatch(
        /<style|\sstyle=|\son[a-z]+=|<script(?! src="\/page\.js\?[0-9a-f]{12}" defer><\/script>)/,
      );
    }
  });

  test('no cell of a table can become a formula', async () => {
    expect(await text('/accounts.csv')).toContain(`"'=HYPERLINK(""https://example.cn"")"`);
  });

  test('what was received is shown as text, and its file is text to keep', async () => {
    const body = '<html><script>window.bad = 1</script>甲</html>';
    const hash = office.evidence.keep(Buffer.from(body)).slice('sha256:'.length);
    expect(await text(`/evidence/${hash}`)).toContain('&lt;script&gt;window.bad = 1&lt;/script&gt;甲');
    const file = await get(`/evidence/${hash}/body.txt`);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe('attachment');
    expect(await file.text()).toBe(body);
    expect((await get(`/evidence/${hash}/picture`)).status).toBe(404);
  });

  test('evidence that was pruned is said to be gone', async () => {
    expect(await text(`/evidence/${'0'.repeat(64)}`)).toContain('已过保存期');
  });
});

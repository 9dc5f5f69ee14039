import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import app from '../../../adapters/app/index.ts';
import { APP } from './fixture.ts';
import { type Reply, StoresServer } from './stores-server.ts';

const finder = app.sources.find(({ kind }) => kind === 'vivo')?.finder;
const account = { name: '示例县掌上办', handle: { package: APP.package } };

let server: StoresServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function search(reply: Reply) {
  server = await StoresServer.start(() => reply);
  return finder?.search(account, server.world(), {});
}
const found = (value: readonly object[]) => ({
  body: JSON.stringify({ code: 0, data: { appSearchResponse: { result: value.length > 0, value } } }),
});

test('an app with a package and no number is looked for, unless it is not offered there', () => {
  expect(finder?.lacks(account.handle)).toBe(true);
  expect(finder?.lacks({ ...account.handle, vivoId: '3600001' })).toBe(false);
  expect(finder?.lacks({ ...account.handle, stores: ['apple'] })).toBe(false);
  expect(finder?.lacks({ appleId: '1500000001' })).toBe(false);
});

test('the number is that of the registered package; a namesake of another package is nobody', async () => {
  const namesake = { id: 3600002, title_zh: account.name, package_name: 'cn.example.other' };
  const own = { id: 3600001, title_zh: account.name, package_name: APP.package };
  expect(await search(found([namesake, own]))).toEqual({
    searched: true,
    candidates: [{ name: account.name, keys: { vivoId: '3600001' } }],
  });
  const [asked] = server?.asked ?? [];
  expect(asked?.address).toContain('result-list');
  expect(asked?.address).toContain(encodeURIComponent(account.name));
});

test('an empty search found nothing; a refusal and another form searched nothing', async () => {
  expect(await search(found([]))).toEqual({ searched: true, candidates: [] });
  await server?.stop();
  expect(await search({ status: 429, body: '' })).toMatchObject({ searched: false, outcome: 'throttled' });
  await server?.stop();
  expect(await search({ body: '<html></html>' })).toMatchObject({ searched: false, outcome: 'layout-changed' });
});

test('whatever the store answers, no number is invented', async () => {
  let body = '';
  server = await StoresServer.start(() => ({ body }));
  const world = server.world();
  await fc.assert(
    fc.asyncProperty(fc.json(), async (json) => {
      body = json;
      const answer = await finder?.search(account, world, {});
      expect(answer?.searched === true ? answer.candidates : []).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

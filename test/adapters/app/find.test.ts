import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parseSearchList } from '../../../adapters/app/find/vivo-search.ts';
import type { AppHandle } from '../../../adapters/app/handle.ts';
import vivo from '../../../adapters/app/sources/vivo.ts';
import { brokenBodies, withOneMemberRenamed } from '../mangle.ts';
import { type Reply, StoresServer } from './stores-server.ts';

const HANDLE: AppHandle = { package: 'cn.gov.shili.bangban', stores: ['vivo'] };
const hit = (id: number, name: string) => ({ id, title_zh: '示例县掌上办', package_name: name });
const list = (...value: object[]): Reply => ({
  body: JSON.stringify({ code: 0, success: true, data: { appSearchResponse: { result: value.length > 0, value } } }),
});

let server: StoresServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function find(reply: Reply) {
  server = await StoresServer.start(() => reply);
  return vivo.finder?.search({ name: '示例县掌上办', handle: HANDLE }, server.world(), {});
}

test('the number of an app in vivo is that of the hit with its very package', async () => {
  const found = await find(list(hit(3600001, 'com.shili.fangmao'), hit(3600002, 'cn.gov.shili.bangban')));
  expect(found).toEqual({ searched: true, candidates: [{ keys: { vivoId: '3600002' }, name: '示例县掌上办' }] });
  expect(server?.asked[0]?.address).toContain(encodeURIComponent('示例县掌上办'));
});

test('no hit is no number, and an answer of another kind is no search', async () => {
  expect(await find(list())).toEqual({ searched: true, candidates: [] });
  await server?.stop();
  expect(await find({ status: 403, body: '' })).toMatchObject({ searched: false, outcome: 'throttled' });
  await server?.stop();
  expect(await find({ body: '<html></html>' })).toMatchObject({ searched: false, outcome: 'upstream-error' });
});

test('a damaged answer never throws and names no number that was not in it', () => {
  const document = JSON.parse(String(list(hit(3600001, 'com.shili.fangmao'), hit(3600002, HANDLE.package ?? '')).body));
  fc.assert(
    fc.property(fc.oneof(brokenBodies(document), withOneMemberRenamed(document)), (body) => {
      const found = parseSearchList(body);
      for (const { id } of found.read ? found.hits : []) expect(['3600001', '3600002']).toContain(id);
    }),
  );
});

test('it is looked for unless it is known, or the registry names other stores alone', () => {
  const lacks = (handle: AppHandle) => vivo.finder?.lacks(handle);
  expect(lacks(HANDLE)).toBe(true);
  expect(lacks({ ...HANDLE, vivoId: '3600002' })).toBe(false);
  expect(lacks({ package: 'cn.gov.shili.bangban' })).toBe(true);
  expect(lacks({ appleId: '1500000001' })).toBe(false);
  expect(lacks({ ...HANDLE, stores: ['xiaomi'] })).toBe(false);
});

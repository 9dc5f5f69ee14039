import { afterEach, expect, test } from 'vitest';
import adapter from '../../../adapters/douyin/index.ts';
import { type Replica, startReplica } from '../../replica/server.ts';
import type { DouyinAccount } from '../../replica/world.ts';
import { datesOf, Outside } from '../outside.ts';

const AT = '2026-10-09T09:30:00+08:00';
const SEC = (n: number) => `MS4wLjABAAAAshiliYunxiFabuShiliYunxiFabuShili${n}`;
const account: DouyinAccount = {
  platform: 'douyin',
  handle: { secUid: SEC(1) },
  name: '示例云溪发布',
  subject: { kind: 'government', label: '示例云溪县人民政府官方账号' },
  earlierPosts: 10,
  posts: [
    { at: '2025-03-01T09:00:00+08:00', pinned: true },
    { at: '2026-09-20T08:00:00+08:00', comments: 2 },
    { at: '2026-10-08T17:10:05+08:00' },
  ],
  hides: { newestDays: 7 },
};
const NEWEST = '2026-10-08T17:10:05+08:00';
const OLDER = '2026-09-20T08:00:00+08:00';
const PINNED = '2025-03-01T09:00:00+08:00';

let replica: Replica;
let outside: Outside;
afterEach(async () => {
  await outside.close();
  await replica.close();
});
async function play(...accounts: DouyinAccount[]) {
  replica = await startReplica({ accounts, logins: { douyin: 'lent' } }, { at: AT });
  outside = new Outside(adapter, replica, AT);
}
const variant = (n: number, more: Partial<DouyinAccount>): DouyinAccount => ({
  ...account,
  ...more,
  handle: { secUid: SEC(n) },
});

test('a visitor sees state, subject and count, and a list that may lack the newest', async () => {
  await play(account);
  const sighting = await outside.look('browser', account.handle);

  expect(sighting).toMatchObject({
    outcome: 'ok',
    coverage: 'complete',
    status: { status: 'normal' },
    displayName: '示例云溪发布',
    subject: { kind: 'government', label: '示例云溪县人民政府官方账号' },
    postCount: 13,
    interaction: { comments: 'yes' },
  });
  expect(datesOf(sighting).sort()).toEqual([PINNED, OLDER]);
  const excerpts = sighting.evidence.map(({ excerpt }) => excerpt ?? '');
  expect(excerpts.some((excerpt) => excerpt.includes('"create_time":1789862400'))).toBe(true);
  expect(excerpts.some((excerpt) => excerpt.includes('示例云溪县人民政府官方账号'))).toBe(true);
  expect(adapter.sources.find(({ kind }) => kind === 'browser')?.view).toBe('guest');
});

test('a lent login sees the newest, until the platform logs it out', async () => {
  await play(account);
  await outside.logIn('https://www.douyin.com/login');
  const sighting = await outside.look('lent', account.handle, { profile: 'lent' });
  replica.troubles.make({ kind: 'logged-out', platform: 'douyin' });
  const expired = await outside.look('lent', account.handle, { profile: 'lent' });

  expect(sighting).toMatchObject({ outcome: 'ok', listIsWhole: true });
  expect(datesOf(sighting).sort()).toEqual([PINNED, OLDER, NEWEST]);
  expect(expired).toMatchObject({ outcome: 'auth-expired', posts: [] });
});

test('states are told by the platform’s marks, and an absence is none of them', async () => {
  await play(
    variant(11, { state: 'banned' }),
    variant(12, { state: 'cancelled' }),
    variant(13, { state: 'private' }),
    variant(14, { posts: [], earlierPosts: 0 }),
    variant(15, { hides: { list: 'empty' } }),
    variant(16, { hides: { list: 'null' } }),
    variant(17, { hides: { list: 'later' } }),
    variant(18, { hides: { list: 'pinned-only' } }),
    variant(19, { hides: { list: 'login' } }),
  );
  const seen = await Promise.all(
    [11, 12, 13, 14, 15, 16, 17, 18, 19].map((n) => outside.look('browser', { secUid: SEC(n) })),
  );
  const told = seen.map(({ outcome, status, posts, neverPosted, coverage }) => [
    outcome === 'ok' ? status?.status : outcome,
    posts.length,
    neverPosted ?? false,
    coverage,
  ]);

  expect(told).toEqual([
    ['banned', 0, false, 'complete'],
    ['cancelled', 0, false, 'complete'],
    ['private', 0, false, 'complete'],
    ['normal', 0, true, 'complete'],
    ['normal', 0, false, 'partial'],
    ['normal', 0, false, 'partial'],
    // pinned works stand on the first page alone
    ['normal', 2, false, 'complete'],
    ['normal', 1, false, 'partial'],
    ['normal', 0, false, 'partial'],
  ]);
});

test('an account that the platform does not know is no finding', async () => {
  await play(account);
  const sighting = await outside.look('browser', { secUid: SEC(99) });

  expect(sighting.status).toBeUndefined();
  expect(sighting.outcome).not.toBe('ok');
});

test.each(['/user/MS4', '/aweme/'])(
  'its refusal with status 444 is one for being asked too often (%s)',
  async (path) => {
    await play(account);
    replica.troubles.make({ kind: 'throttled', status: 444, path });
    expect(await outside.look('browser', account.handle)).toMatchObject({ outcome: 'throttled', posts: [] });
  },
);

test.each(['captcha', 'login-wall'] as const)('a %s keeps us out', async (kind) => {
  await play(account);
  replica.troubles.make({ kind, platform: 'douyin' });
  expect(await outside.look('browser', account.handle)).toMatchObject({ outcome: 'captcha', posts: [] });
});

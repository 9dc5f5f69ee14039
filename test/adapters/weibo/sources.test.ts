import { afterEach, describe, expect, test } from 'vitest';
import adapter from '../../../adapters/weibo/index.ts';
import { type Replica, startReplica } from '../../replica/server.ts';
import type { Trouble } from '../../replica/troubles.ts';
import type { WeiboAccount } from '../../replica/world.ts';
import { datesOf, Outside } from '../outside.ts';

const AT = '2026-10-09T09:30:00+08:00';
const account: WeiboAccount = {
  platform: 'weibo',
  handle: { uid: '5990000101' },
  name: '示例云溪发布',
  subject: { kind: 'government', label: '示例云溪县人民政府新闻办公室官方微博' },
  earlierPosts: 200,
  posts: [
    { at: '2025-03-01T09:00:00+08:00', pinned: true },
    { at: '2026-10-07T08:00:00+08:00', kind: 'repost' },
    { at: '2026-10-08T17:10:05+08:00', comments: 4 },
    { at: '2026-10-09T07:00:00+08:00', ad: true, by: '示例商家' },
    { at: '2026-10-20T07:00:00+08:00', title: '未来的微博还不存在' },
  ],
};

const somebodyElse: WeiboAccount = { ...account, handle: { uid: '5990000102' }, name: '示例别家发布' };

let replica: Replica;
let outside: Outside;
afterEach(async () => {
  await outside.close();
  await replica.close();
});
async function play(more: Partial<WeiboAccount> = {}, troubles: Trouble[] = [], other: Partial<WeiboAccount> = {}) {
  replica = await startReplica(
    {
      accounts: [
        { ...account, ...more },
        { ...somebodyElse, ...other },
      ],
      logins: { weibo: 'lent-session' },
      troubles,
    },
    { at: AT },
  );
  outside = new Outside(adapter, replica, AT, { 'weibo-cookie': 'SUB=lent-session; SUBP=x' });
}
const look = (kind: string) => outside.look(kind, account.handle);

test('the mobile list tells name, subject, count and the posts of the account itself', async () => {
  await play();
  const seen = await look('mobile');
  expect(seen).toMatchObject({
    outcome: 'ok',
    coverage: 'complete',
    listIsWhole: false,
    status: { status: 'normal' },
    displayName: '示例云溪发布',
    subject: { kind: 'government', label: '示例云溪县人民政府新闻办公室官方微博' },
    interaction: { comments: 'yes' },
  });
  expect(datesOf(seen).sort()).toEqual([
    '2025-03-01T09:00:00+08:00',
    '2026-10-07T08:00:00+08:00',
    '2026-10-08T17:10:05+08:00',
  ]);
  expect(seen.evidence[0]?.excerpt).toContain('Thu Oct 08 17:10:05 +0800 2026');
});

test('pins alone are part of a list', async () => {
  await play({ hides: { list: 'pinned-only' } });
  const seen = await look('mobile');
  expect(seen.coverage).toBe('partial');
  expect(datesOf(seen)).toEqual(['2025-03-01T09:00:00+08:00']);
});

test('a login that an office lends sees the whole list, a visitor’s cookie does not', async () => {
  await play({ hides: { newestPosts: 1 } });
  const seen = await look('lent');
  expect(seen).toMatchObject({ outcome: 'ok', listIsWhole: true });
  expect(datesOf(seen)).toContain('2026-10-08T17:10:05+08:00');
  expect(JSON.stringify(seen)).not.toContain('lent-session');
});

describe('a muted account', () => {
  test('is restricted, in the words of the platform', async () => {
    await play({ state: 'muted' });
    expect(await look('mute')).toMatchObject({
      outcome: 'ok',
      status: { status: 'restricted', text: '因违反社区公约，该用户目前处于禁言状态' },
    });
  });

  test('is not made of somebody else’s notice', async () => {
    await play({}, [{ kind: 'other-account', path: 'getMuteuser' }], { state: 'muted' });
    const seen = await look('mute');
    expect(seen.detail).toContain('没有采用');
    expect(seen.status).toBeUndefined();
  });
});

test('a lent login that has ended is told, and nothing is said of the account', async () => {
  await play({}, [{ kind: 'logged-out', host: 'weibo.com' }]);
  expect(await look('lent')).toMatchObject({ outcome: 'auth-expired', posts: [] });
});

describe('what is wrong with an account stands in the words of the desktop site alone', () => {
  test.each([
    ['banned', 'banned'],
    ['cancelled', 'cancelled'],
    ['not-found', 'not-found'],
    ['risky', 'restricted'],
    ['normal', 'normal'],
  ] as const)('%s', async (state, status) => {
    await play({ state });
    expect((await look('profile')).status?.status).toBe(status);
  });

  test.each(['banned', 'cancelled', 'not-found'] as const)('the mobile site says nothing of %s', async (state) => {
    await play({ state });
    const seen = await look('mobile');
    expect(seen.status).toBeUndefined();
    expect(seen.posts).toEqual([]);
    expect(seen.coverage).toBe('partial');
  });
});

describe('being kept out says nothing of the account', () => {
  test.each([
    ['captcha', 'captcha'],
    ['login-wall', 'auth-expired'],
    ['throttled', 'throttled'],
    ['empty', 'layout-changed'],
    ['half', 'layout-changed'],
    ['server-error', 'upstream-error'],
    ['other-account', 'wrong-account'],
    ['cut', 'network'],
  ] as const)('%s', async (kind, outcome) => {
    await play({}, [{ kind, path: 'getIndex' }]);
    const seen = await look('mobile');
    expect(seen).toMatchObject({ outcome, coverage: 'none', posts: [] });
    expect(seen.status).toBeUndefined();
    expect(seen.subject).toBeUndefined();
    expect(seen.detail).not.toBe('');
  });
});

test.each([undefined, '/api/container/'])('the browser is turned away like everybody else (%s)', async (path) => {
  await play({}, [{ kind: 'throttled', ...(path === undefined ? {} : { path }) }]);
  expect(await look('browser')).toMatchObject({ outcome: 'throttled', httpStatus: 432, posts: [] });
});

test('the browser reads the same answers that the page asks for', async () => {
  await play();
  const seen = await look('browser');
  expect(seen).toMatchObject({ outcome: 'ok', displayName: '示例云溪发布', coverage: 'complete' });
  expect(datesOf(seen)).toContain('2026-10-08T17:10:05+08:00');
});

test('the video tab is a lower bound of its own', async () => {
  await play({ posts: [{ at: '2026-09-30T08:00:00+08:00', kind: 'video' }, { at: '2026-10-05T08:00:00+08:00' }] });
  const seen = await look('video');
  expect(datesOf(seen)).toEqual(['2026-09-30T08:00:00+08:00']);
  expect(seen.coverage).toBe('partial');
});

import { afterEach, expect, test } from 'vitest';
import adapter from '../../../adapters/toutiao/index.ts';
import { type Replica, startReplica } from '../../replica/server.ts';
import type { ToutiaoAccount } from '../../replica/world.ts';
import { datesOf, Outside } from '../outside.ts';

const AT = '2026-10-09T09:30:00+08:00';
const TOKEN = (n: number) => `MS4wLjABAAAAshiliYunxiToutiaoShiliYunxiToutiao${n}`;
const LABEL = '示例云溪县人民政府新闻办公室官方账号';
const account: ToutiaoAccount = {
  platform: 'toutiao',
  handle: { token: TOKEN(1) },
  name: '示例云溪头条',
  subject: { kind: 'government', label: LABEL },
  posts: [
    { at: '2026-09-21T08:00:00+08:00', kind: 'article', comments: 1 },
    { at: '2026-09-30T08:00:00+08:00', kind: 'video' },
    { at: '2026-10-08T09:30:00+08:00', kind: 'micro' },
  ],
  hides: { newestPosts: 1 },
};
const ARTICLE = '2026-09-21T08:00:00+08:00';
const VIDEO = '2026-09-30T08:00:00+08:00';
const MICRO = '2026-10-08T09:30:00+08:00';

let replica: Replica;
let outside: Outside;
afterEach(async () => {
  await outside.close();
  await replica.close();
});
async function play(...accounts: ToutiaoAccount[]) {
  replica = await startReplica({ accounts, logins: { toutiao: 'lent' } }, { at: AT });
  outside = new Outside(adapter, replica, AT);
}
const person = {
  status: { status: 'normal' },
  displayName: '示例云溪头条',
  subject: { kind: 'government', label: LABEL },
};

test('a visitor sees the subject on the page and the times in its list', async () => {
  await play(account);
  const sighting = await outside.look('browser', account.handle);

  expect(sighting).toMatchObject({ outcome: 'ok', coverage: 'complete', interaction: { comments: 'yes' }, ...person });
  expect(datesOf(sighting).sort()).toEqual([ARTICLE, VIDEO]);
  const excerpts = sighting.evidence.map(({ excerpt }) => excerpt ?? '');
  expect(excerpts.some((excerpt) => excerpt.includes('"publish_time":1790726400'))).toBe(true);
  expect(excerpts.some((excerpt) => excerpt.includes(LABEL))).toBe(true);
  expect(adapter.sources.find(({ kind }) => kind === 'browser')?.view).toBe('guest');
});

test('a lent login sees the newest, until the platform logs it out', async () => {
  await play(account);
  await outside.logIn('https://www.toutiao.com/login');
  const sighting = await outside.look('lent', account.handle, { profile: 'lent' });
  replica.troubles.make({ kind: 'logged-out', platform: 'toutiao' });
  const expired = await outside.look('lent', account.handle, { profile: 'lent' });

  expect(sighting).toMatchObject({ outcome: 'ok', listIsWhole: true });
  expect(datesOf(sighting).sort()).toEqual([ARTICLE, VIDEO, MICRO]);
  expect(expired).toMatchObject({ outcome: 'auth-expired', posts: [] });
});

test('an empty list and a list that is withheld say nothing', async () => {
  await play(
    { ...account, handle: { token: TOKEN(2) }, hides: { list: 'empty' } },
    { ...account, handle: { token: TOKEN(3) }, hides: { list: 'null' } },
  );
  const empty = await outside.look('browser', { token: TOKEN(2) });
  const withheld = await outside.look('browser', { token: TOKEN(3) });

  expect(empty).toMatchObject({ outcome: 'ok', coverage: 'partial', listIsWhole: false, posts: [], ...person });
  expect(withheld).toMatchObject({ outcome: 'upstream-error', posts: [] });
});

test('without a browser the page still tells the subject, and the followers are asked for', async () => {
  await play(account);

  expect(await outside.look('profile', account.handle)).toMatchObject({
    outcome: 'ok',
    coverage: 'partial',
    ...person,
  });
  const fans = await outside.look('fans', account.handle);
  expect(fans).toMatchObject({ outcome: 'ok', coverage: 'partial', posts: [] });
  expect(fans.status).toBeUndefined();
});

test('an account that the platform does not know is no finding', async () => {
  await play(account);
  for (const kind of ['browser', 'profile']) {
    const sighting = await outside.look(kind, { token: TOKEN(99) });
    expect(sighting.status).toBeUndefined();
    expect(sighting.outcome).not.toBe('ok');
  }
});

test('a captcha keeps us out', async () => {
  await play(account);
  replica.troubles.make({ kind: 'captcha', platform: 'toutiao' });
  expect(await outside.look('browser', account.handle)).toMatchObject({ outcome: 'captcha', posts: [] });
  expect(await outside.look('profile', account.handle)).toMatchObject({ outcome: 'captcha', posts: [] });
});

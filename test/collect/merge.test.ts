import { describe, expect, test } from 'vitest';
import { merge } from '../../src/collect/merge.ts';
import type { MergeInput, Seen } from '../../src/collect/seen.ts';
import type { Account } from '../../src/model/account.ts';
import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';

const at = Temporal.Instant.from('2026-10-09T01:00:00+08:00');
const account: Account = {
  id: 'yunxi',
  name: '示例云溪发布',
  platform: 'weibo',
  unit: '示例市',
  owner: '示例云溪县人民政府办公室',
  state: 'running',
  closedOn: null,
  kind: 'publishing',
  handle: {},
  confirmed: [],
  ownerAliases: [],
};
const post = (when: string, url: string | null = `https://example.test/${when}`) => ({
  at: Temporal.Instant.from(when),
  precision: 'second' as const,
  url,
  title: null,
});
const sighting = (posts: string[], more: Partial<Sighting> = {}): Sighting => ({
  outcome: 'ok',
  detail: '',
  httpStatus: 200,
  coverage: 'complete',
  listIsWhole: true,
  posts: posts.map((when) => post(when)),
  evidence: [],
  ...more,
});
const seen = (
  view: Seen['view'],
  one: Sighting,
  canary: Seen['canary'] = 'alive',
  sourceId = `test.${view}`,
): Seen => ({
  sourceId,
  view,
  sighting: one,
  canary,
});
const merged = (all: Seen[], more: Partial<MergeInput> = {}) =>
  merge({ account, seen: all, at, zone: 'Asia/Shanghai', mirrorIsWhole: false, page: null, ...more });
const OLD = '2026-08-01T08:00:00+08:00';
const NEW = '2026-10-08T08:00:00+08:00';

describe('the latest post', () => {
  test('is the newest of all sources, in whatever order they show it', () => {
    const result = merged([seen('guest', sighting([OLD, NEW])), seen('hint', sighting(['2026-09-01T08:00:00+08:00']))]);
    expect(result.lastPost?.at).toBe(NEW);
  });

  test('is not one that is dated in the future', () => {
    expect(merged([seen('complete', sighting([OLD, '2026-10-10T08:00:00+08:00']))]).lastPost?.at).toBe(OLD);
  });

  test('is a lower bound where a visitor saw it', () => {
    expect(merged([seen('guest', sighting([OLD]))]).lastPost?.bound).toBe('lower');
    expect(merged([seen('complete', sighting([OLD]))]).lastPost?.bound).toBe('exact');
  });
});

describe('“nothing newer” is proven only', () => {
  test('by a whole list of a source that sees everything, borne out by a second living channel', () => {
    const result = merged([seen('complete', sighting([OLD])), seen('guest', sighting([OLD]))]);
    expect(result.canAssertNoUpdate).toBe(true);
    expect(result.absence?.by).toEqual(['test.complete']);
  });

  test.each([
    ['a whole list alone, which may stand still', seen('complete', sighting([OLD])), 'alone'],
    ['a visitor', seen('guest', sighting([OLD])), 'guest'],
    ['a hint', seen('hint', sighting([OLD])), 'guest'],
    ['a copy', seen('mirror', sighting([OLD])), 'unpushed'],
    ['no canary', seen('complete', sighting([OLD]), 'none'), 'no-canary'],
    ['a dead canary', seen('complete', sighting([OLD]), 'failed'), 'canary-failed'],
    ['part of a list', seen('complete', sighting([OLD], { listIsWhole: false })), 'not-whole'],
    ['an empty list', seen('complete', sighting([])), 'not-whole'],
    ['a captcha', seen('complete', nothingSeen('captcha', '验证码')), 'nothing-seen'],
  ])('not by %s', (_, one, why) => {
    const result = merged([one]);
    expect(result.canAssertNoUpdate).toBe(false);
    expect(result.absence?.why).toBe(why);
  });

  test('not by a list that lacks a post which another source shows', () => {
    const result = merged([seen('complete', sighting([OLD])), seen('guest', sighting([NEW]))]);
    expect(result).toMatchObject({ canAssertNoUpdate: false, lastPost: { at: NEW, bound: 'lower' } });
    expect(result.absence?.why).toBe('contradiction');
  });

  test('not where any source shows something that is dated in the future: it may be a new post of a wrong clock', () => {
    const future = '2026-10-09T09:00:00+08:00';
    const own = merged([seen('complete', sighting([OLD, future]))]);
    expect(own).toMatchObject({ canAssertNoUpdate: false, lastPost: { at: OLD, bound: 'lower' } });
    expect(own.absence?.why).toBe('contradiction');
    const other = merged([seen('complete', sighting([OLD])), seen('hint', sighting([future]))]);
    expect(other).toMatchObject({ canAssertNoUpdate: false, lastPost: { at: OLD, bound: 'lower' } });
  });

  test('by the owner’s own interface without a canary', () => {
    expect(merged([seen('authorised', sighting([OLD]), 'none')]).canAssertNoUpdate).toBe(true);
  });

  test('by a copy where the place says that it is whole', () => {
    expect(merged([seen('mirror', sighting([OLD]))], { mirrorIsWhole: true }).canAssertNoUpdate).toBe(true);
  });
});

describe('never posted', () => {
  test('needs the platform’s word, and no post anywhere', () => {
    const said = sighting([], { neverPosted: true });
    expect(merged([seen('complete', said)]).neverPosted).toBe(true);
    expect(merged([seen('complete', sighting([]))]).neverPosted).toBe(false);
    expect(merged([seen('complete', said), seen('hint', sighting([OLD]))]).neverPosted).toBe(false);
    expect(merged([seen('complete', said), seen('hint', sighting(['2026-10-10T08:00:00+08:00']))]).neverPosted).toBe(
      false,
    );
    expect(merged([seen('complete', said), seen('hint', sighting([], { postCount: 3 }))]).neverPosted).toBe(false);
  });

  test('yields to any count of works, also to an old one out of a channel whose canary failed', () => {
    const never = seen('complete', sighting([], { neverPosted: true }));
    const old = seen('guest', sighting([], { postCount: 412 }), 'failed');
    expect(merged([never, old]).neverPosted).toBe(false);
  });
});

describe('a state', () => {
  const mark = (status: 'normal' | 'banned' | 'cancelled' | 'restricted') => ({ status: { status, text: status } });

  test('that sources contradict each other about is unknown', () => {
    const result = merged([
      seen('guest', sighting([OLD], mark('normal'))),
      seen('complete', sighting([], mark('banned')), 'alive'),
    ]);
    expect(result.status).toBe('unknown');
  });

  test('that is restricted, and shown, is restricted', () => {
    const result = merged([
      seen('guest', sighting([OLD], mark('normal'))),
      seen('hint', sighting([], mark('restricted')), 'none', 'test.mute'),
    ]);
    expect(result.status).toBe('restricted');
  });

  test('that a copy still shows as normal is what the platform itself says', () => {
    const result = merged([
      seen('mirror', sighting([OLD], mark('normal'))),
      seen('hint', sighting([], mark('cancelled')), 'none', 'test.article'),
      seen('authorised', sighting([], mark('cancelled')), 'none'),
    ]);
    expect(result.status).toBe('cancelled');
    expect(result.statusBy).toEqual(['test.article', 'test.authorised']);
  });

  test('that a visitor and a logged-in reader of one page see has one witness', () => {
    const result = merged([
      seen('guest', sighting([], mark('banned'))),
      seen('complete', sighting([], mark('banned'))),
    ]);
    expect(result.statusBy).toEqual(['test.guest']);
  });
});

describe('how much was seen', () => {
  const blind = (outcome: Parameters<typeof nothingSeen>[0]) => seen('guest', nothingSeen(outcome, '看不到'));
  test.each([
    ['everything asked', [seen('guest', sighting([OLD]))], 'complete'],
    ['some of it', [seen('guest', sighting([OLD])), blind('network')], 'partial'],
    ['half a list', [seen('guest', sighting([OLD], { coverage: 'partial' }))], 'partial'],
    ['kept out', [blind('captcha'), blind('network')], 'blocked'],
    ['a host that rests', [blind('skipped')], 'blocked'],
    ['our own fault', [blind('network'), blind('layout-changed')], 'failed'],
  ] as const)('%s', (_, all, coverage) => {
    expect(merged([...all]).coverage).toBe(coverage);
  });
});

test('a store whose canaries failed proves neither an absence nor a broken file', () => {
  const store = { store: 'apple', reason: null, version: null, updatedAt: null, developer: null } as const;
  const app = { ...account, platform: 'app' };
  const stores = [
    { ...store, listing: 'not-listed', artifact: 'skipped' },
    { ...store, listing: 'listed', artifact: 'suspect' },
  ] as const;
  const of = (canary: Seen['canary']) => merged([seen('complete', sighting([], { stores }), canary)], { account: app });
  expect(of('alive').app?.stores.map((one) => [one.listing, one.artifact])).toEqual([
    ['not-listed', 'skipped'],
    ['listed', 'suspect'],
  ]);
  for (const canary of ['none', 'failed'] as const) {
    expect(of(canary).app?.stores.map((one) => [one.listing, one.artifact])).toEqual([
      ['indeterminate', 'skipped'],
      ['listed', 'indeterminate'],
    ]);
  }
});

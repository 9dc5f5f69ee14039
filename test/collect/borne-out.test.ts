import { describe, expect, test } from 'vitest';
import { merge } from '../../src/collect/merge.ts';
import type { Seen } from '../../src/collect/seen.ts';
import type { Sighting } from '../../src/model/sighting.ts';
import { account } from '../judge/accounts.ts';

const AT = Temporal.Instant.from('2026-09-25T01:00:00+08:00');

function sighting(dates: readonly string[], more: Partial<Sighting> = {}): Sighting {
  const posts = dates.map((date) => ({
    at: Temporal.Instant.from(`${date}+08:00`),
    precision: 'second' as const,
    url: `https://platform.example/${date}`,
    title: null,
  }));
  return {
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: true,
    posts,
    evidence: [],
    ...more,
  };
}
const channel = (view: Seen['view'], seen: Sighting, canary: Seen['canary'] = 'alive'): Seen => {
  return { sourceId: `test.${view}`, view, sighting: seen, canary };
};
function merged(...seen: Seen[]) {
  return merge({ account: account(), seen, at: AT, zone: 'Asia/Shanghai', mirrorIsWhole: false, page: null });
}
const OLD = ['2026-08-20T08:00:00', '2026-08-19T08:00:00'];
const lent = channel('complete', sighting(OLD));
const visitors = (dates: readonly string[], canary: Seen['canary'] = 'alive', more: Partial<Sighting> = {}) =>
  channel('guest', sighting(dates, { listIsWhole: false, ...more }), canary);

describe('a whole list that may stand still for one account', () => {
  test('proves nothing alone, although its canary lives', () => {
    expect(merged(lent)).toMatchObject({ canAssertNoUpdate: false, absence: { by: [], why: 'alone' } });
  });
  test('proves the absence when a second living channel ends with the very same post', () => {
    expect(merged(lent, visitors(OLD))).toMatchObject({ canAssertNoUpdate: true, absence: { by: ['test.complete'] } });
  });
  test('names those who bear it out', () => {
    expect(merged(lent, visitors(OLD)).absence?.with).toEqual(['test.guest']);
    expect(merged(channel('authorised', sighting(OLD)), visitors(OLD.slice(1))).absence?.with).toBeUndefined();
  });
  test('is not borne out by visitors who see less, whose canary failed, or who were kept out', () => {
    expect(merged(lent, visitors(OLD.slice(1))).canAssertNoUpdate).toBe(false);
    expect(merged(lent, visitors(OLD, 'failed')).canAssertNoUpdate).toBe(false);
    expect(merged(lent, visitors([], 'alive', { outcome: 'captcha' })).canAssertNoUpdate).toBe(false);
  });
  test('is not borne out by a known article, which stays the same for ever', () => {
    expect(merged(lent, channel('hint', sighting(OLD.slice(0, 1)))).canAssertNoUpdate).toBe(false);
  });
  test('is contradicted by a channel that shows or counts more', () => {
    const counting = (count: number) => channel('complete', sighting(OLD, { postCount: count }));
    expect(merged(lent, visitors(['2026-09-20T08:00:00', ...OLD])).absence?.why).toBe('contradiction');
    expect(merged(counting(7), visitors(OLD, 'alive', { postCount: 8 })).absence?.why).toBe('contradiction');
    expect(merged(counting(8), visitors(OLD, 'alive', { postCount: 8 })).canAssertNoUpdate).toBe(true);
  });
  test('what the owner’s own interface proves needs no second channel', () => {
    expect(merged(channel('authorised', sighting(OLD), 'none')).canAssertNoUpdate).toBe(true);
  });
});

test('a count out of a channel whose canary failed is not taken for the count of today', () => {
  expect(merged(visitors(OLD, 'failed', { postCount: 7 })).postCount).toBeNull();
  expect(merged(visitors(OLD, 'none', { postCount: 7 })).postCount).toBe(7);
});

test('a copy’s date of a post yields to the platform’s own date of the same post', () => {
  const url = 'https://platform.example/one';
  const dated = (date: string) => sighting([date], { posts: sighting([date]).posts.map((post) => ({ ...post, url })) });
  const own = channel('authorised', dated('2026-08-20T08:00:00'));
  const copy = channel('mirror', dated('2026-08-20T16:00:00'));
  expect(merged(copy, own).lastPost?.at).toBe('2026-08-20T08:00:00+08:00');
  expect(merged(copy, own).canAssertNoUpdate).toBe(true);
});

test('the count that two sources bear out is the most that each of two reaches by itself', () => {
  const counting = (view: Seen['view'], count: number, canary: Seen['canary'] = 'alive') =>
    channel(view, sighting(OLD, { postCount: count, listIsWhole: false }), canary);
  expect(merged(counting('complete', 9), counting('guest', 7)).countByTwo).toBe(7);
  expect(merged(counting('complete', 9)).countByTwo).toBeNull();
  expect(merged(counting('complete', 9), counting('guest', 9, 'failed')).countByTwo).toBeNull();
});

describe('a source whose dates are wrong tonight', () => {
  const url = (date: string) => `https://platform.example/${date}`;
  /** shows these posts eight hours later than they were */
  const ahead = (...dates: readonly string[]): Seen => {
    const posts = sighting(dates).posts.map((post, index) => ({
      ...post,
      at: post.at.add({ hours: 8 }),
      url: url(dates[index] ?? ''),
    }));
    return { ...channel('mirror', sighting([], { posts }), 'failed'), datesWrong: true };
  };
  const owner = channel('authorised', sighting(OLD));

  test('tells of no update, and clears nobody', () => {
    const alone = merged(ahead(...OLD));
    expect(alone).toMatchObject({ lastPost: null, posts: [], canAssertNoUpdate: false });
    expect(alone.absence?.why).toBe('canary-failed');
  });
  test('takes nothing from a source that shows the same posts under their own dates', () => {
    expect(merged(owner, ahead(...OLD))).toMatchObject({ canAssertNoUpdate: true });
    expect(merged(owner, ahead(...OLD)).lastPost?.at).toBe('2026-08-20T08:00:00+08:00');
  });
  test('contradicts all who do not show what it shows', () => {
    expect(merged(owner, ahead('2026-09-20T08:00:00', ...OLD)).absence?.why).toBe('contradiction');
    const never = channel('authorised', sighting([], { neverPosted: true }));
    expect(merged(never, ahead('2026-09-20T08:00:00'))).toMatchObject({ neverPosted: false, canAssertNoUpdate: false });
  });
});

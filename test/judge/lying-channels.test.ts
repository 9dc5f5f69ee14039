import { describe, expect, test } from 'vitest';
import { fold, judged, look, partialLook, post, said } from './accounts.ts';

const ms = (at: string) => Date.parse(at);
const entry = (at: string, url: string | null = null) => ({ at, precision: 'second' as const, url, title: null });
const FIRST = '2026-09-01T08:00:00+08:00';

describe('a count out of a cache', () => {
  const counted = (at: string, postCount: number, ...dates: readonly string[]) =>
    partialLook(at, {
      postCount,
      lastPost: dates[0] === undefined ? null : post(dates[0], 'lower'),
      posts: dates.map((date) => entry(date)),
    });

  test('when the channel recovers, posts that explain the jump have their own dates, and the jump proves no later one', () => {
    const looks = [
      counted('2026-09-02T01:00:00+08:00', 10, FIRST),
      counted('2026-09-12T01:00:00+08:00', 10, FIRST),
      counted('2026-09-13T01:00:00+08:00', 11, '2026-09-03T08:00:00+08:00', FIRST),
    ];
    expect(fold(looks)?.post).toMatchObject({ atMs: ms('2026-09-03T08:00:00+08:00'), byCount: false });
  });
  test('falling back to an older count and rising again proves nothing', () => {
    const looks = [10, 8, 10].map((count, night) => counted(`2026-09-0${night + 2}T01:00:00+08:00`, count, FIRST));
    expect(fold(looks)?.post).toMatchObject({ atMs: ms(FIRST), byCount: false });
  });
  test('a list that does not show what the count tells of proves no absence, that night and later', () => {
    const proving = (at: string, postCount: number) =>
      look(at, { postCount, lastPost: post(FIRST), posts: [entry(FIRST)], absence: { by: ['a', 'b'], why: null } });
    const looks = [
      proving('2026-09-02T01:00:00+08:00', 10),
      proving('2026-09-03T01:00:00+08:00', 11),
      proving('2026-09-24T01:00:00+08:00', 11),
    ];
    const stale = (at: string, upTo: number) =>
      said(judged({ at, looks: looks.slice(0, upTo) }).judgement).filter((one) => one.startsWith('stale:'));
    expect(fold(looks.slice(0, 2))?.latest.why).toBe('contradiction');
    expect(stale('2026-09-24T01:30:00+08:00', 3)).toEqual(['stale:suspected']);
  });
  test('an update that only the count tells of clears the account from the first sight of the earlier count', () => {
    const looks = [
      counted('2026-09-02T01:00:00+08:00', 10, FIRST),
      counted('2026-09-12T01:00:00+08:00', 10, FIRST),
      counted('2026-09-13T01:00:00+08:00', 11, FIRST),
    ];
    const verdicts = (at: string) =>
      said(judged({ at, looks: [...looks, counted(at, 11, FIRST)] }).judgement).filter((one) => /^stale:/.test(one));
    // ten was first seen on 2 September and last on the 12th: until the 16th both are within 14 days
    expect(verdicts('2026-09-15T01:00:00+08:00')).toEqual([]);
    expect(verdicts('2026-09-17T01:00:00+08:00')).toEqual(['stale:undetermined']);
  });
});

describe('a rise that one channel alone counts', () => {
  /** @param countByTwo what a second channel bears out; null: nobody does */
  const counted = (at: string, postCount: number, countByTwo: number | null) =>
    partialLook(at, { postCount, countByTwo, lastPost: post(FIRST, 'lower'), posts: [entry(FIRST)] });
  const stale = (...looks: ReturnType<typeof counted>[]) =>
    said(judged({ at: looks.at(-1)?.observedAt ?? '', looks }).judgement).filter((one) => one.startsWith('stale:'));
  // the 15th day after the only post that was ever seen
  const before = counted('2026-09-12T01:00:00+08:00', 10, 10);
  const at = '2026-09-16T01:00:00+08:00';

  test('may be a page from before a deletion: it neither clears the account nor accuses it', () => {
    expect(stale(before, counted(at, 11, null))).toEqual(['stale:undetermined']);
    // a second channel that still counts ten says no more than that
    expect(stale(before, counted(at, 11, 10))).toEqual(['stale:undetermined']);
  });
  test('proves an update as soon as a second channel counts as many, that night or later', () => {
    expect(stale(before, counted(at, 11, 11))).toEqual([]);
    expect(stale(before, counted(at, 11, null), counted('2026-09-17T01:00:00+08:00', 11, 11))).toEqual([]);
  });
  test('proves nothing where the two had disagreed: the lower count may have been the wrong one', () => {
    const disagreed = counted('2026-09-13T01:00:00+08:00', 11, 10);
    expect(stale(before, disagreed, counted(at, 11, 11))).toEqual(['stale:undetermined']);
  });
  test('takes nothing away from posts that were seen within the limit', () => {
    const early = '2026-09-10T01:00:00+08:00';
    expect(stale(counted('2026-09-02T01:00:00+08:00', 10, null), counted(early, 11, null))).not.toContain(
      'stale:undetermined',
    );
  });
  test('is no news when the second channel counts what the list of the first had shown', () => {
    const shown = partialLook('2026-09-13T01:00:00+08:00', {
      postCount: 11,
      countByTwo: null,
      lastPost: post('2026-09-11T08:00:00+08:00', 'lower'),
      posts: [entry('2026-09-11T08:00:00+08:00'), entry(FIRST)],
    });
    expect(fold([before, shown, counted(at, 11, 11)])?.post).toMatchObject({
      atMs: ms('2026-09-11T08:00:00+08:00'),
      byCount: false,
    });
  });
});

test('a newest post that is gone was deleted when two channels end before it, and may be hidden when one does', () => {
  const GONE = '2026-09-03T08:00:00+08:00';
  const seen = partialLook('2026-09-04T01:00:00+08:00', { lastPost: post(GONE), posts: [entry(GONE), entry(FIRST)] });
  const at = '2026-09-20T01:00:00+08:00';
  const ending = (absence: object) => look(at, { lastPost: post(FIRST), posts: [entry(FIRST)], ...absence });
  const stale = (absence: object) =>
    said(judged({ at, looks: [seen, ending({ absence })] }).judgement).filter((one) => one.startsWith('stale:'));
  expect(stale({ by: ['a'], why: null })).toEqual(['stale:suspected']);
  expect(stale({ by: ['a'], with: ['b'], why: null })).toEqual(['stale:violation']);
});

describe('one post under two dates', () => {
  const dated = (at: string, date: string, canAssertNoUpdate: boolean) =>
    look(at, {
      canAssertNoUpdate,
      lastPost: { ...post(date), url: 'https://platform.example/one' },
    });
  test('stated later than before it is no update', () => {
    const looks = [
      dated('2026-09-02T01:00:00+08:00', FIRST, false),
      dated('2026-09-20T01:00:00+08:00', '2026-09-19T23:00:00+08:00', false),
    ];
    expect(fold(looks)?.post?.atMs).toBe(ms(FIRST));
  });
  test('what a whole and healthy list says is its date', () => {
    const looks = [
      dated('2026-09-02T01:00:00+08:00', '2026-09-01T16:00:00+08:00', false),
      dated('2026-09-03T01:00:00+08:00', FIRST, true),
    ];
    expect(fold(looks)?.post?.atMs).toBe(ms(FIRST));
  });
});

test('the words “never published” convict only with a look that proves them', () => {
  const at = '2026-09-25T01:00:00+08:00';
  const never = (more: object) => said(judged({ at, looks: [look(at, { neverPosted: true, ...more })] }).judgement);
  expect(never({})).toEqual(expect.arrayContaining(['stale:violation', 'never-published:violation']));
  expect(never({ canAssertNoUpdate: false })).toEqual(
    expect.arrayContaining(['stale:suspected', 'never-published:suspected']),
  );
  expect(never({ canAssertNoUpdate: false, absence: { by: [], why: 'canary-failed' } })).toEqual(
    expect.arrayContaining(['stale:undetermined', 'never-published:undetermined']),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldObservation } from '../../src/judge/facts.ts';
import type { FactState } from '../../src/model/fact-state.ts';
import type { Observation } from '../../src/model/observation.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import { blockedLook, fold, look, partialLook, post, ZONE } from './accounts.ts';

const lastAt = (looks: readonly Observation[]) => fold(looks)?.post?.atMs;
const ms = (at: string) => Date.parse(at);

describe('the newest publication', () => {
  test('only moves forward: a deleted post stays known', () => {
    const looks = [
      look('2026-09-20T01:00:00+08:00', { lastPost: post('2026-09-18T08:00:00+08:00') }),
      look('2026-09-25T00:30:00+08:00', { lastPost: post('2026-08-20T08:00:00+08:00') }),
    ];
    expect(lastAt(looks)).toBe(ms('2026-09-18T08:00:00+08:00'));
  });
  test('is not believed more than five minutes ahead', () => {
    const seen = (at: string) => lastAt([look('2026-09-25T01:00:00+08:00', { lastPost: post(at) })]);
    expect(seen('2026-09-25T01:05:00+08:00')).toBe(ms('2026-09-25T01:05:00+08:00'));
    expect(seen('2026-09-25T01:05:01+08:00')).toBeUndefined();
  });
  test('is the newest of all posts of a look, pinned ones first or not', () => {
    const entry = (at: string) => ({ at, precision: 'second' as const, url: null, title: null });
    const looks = [
      look('2026-09-25T01:00:00+08:00', {
        lastPost: post('2026-09-01T08:00:00+08:00'),
        posts: [entry('2024-01-01T08:00:00+08:00'), entry('2026-09-03T08:00:00+08:00')],
      }),
    ];
    expect(lastAt(looks)).toBe(ms('2026-09-03T08:00:00+08:00'));
  });
  test('a rising count proves an update after the earlier count; a falling or equal one proves nothing', () => {
    const counted = (count: number, at: string) => partialLook(at, { postCount: count });
    const nights = ['2026-09-20T01:00:00+08:00', '2026-09-25T01:00:00+08:00'] as const;
    const newest = (count: number) => fold([counted(10, nights[0]), counted(count, nights[1])])?.post ?? null;
    expect(newest(11)).toMatchObject({ atMs: ms(nights[0]), bound: 'lower', byCount: true });
    expect(newest(10)).toBeNull();
    expect(newest(9)).toBeNull();
  });
  test('that nothing was ever published is withdrawn as soon as a post is seen, before or after', () => {
    const never = look('2026-09-20T01:00:00+08:00', { neverPosted: true });
    const seen = look('2026-09-25T01:00:00+08:00', { lastPost: post('2026-09-01T08:00:00+08:00') });
    const again = look('2026-09-26T01:00:00+08:00', { neverPosted: true });
    expect(fold([never])?.never).not.toBeNull();
    expect(fold([never, blockedLook('2026-09-21T01:00:00+08:00')])?.never).not.toBeNull();
    expect(fold([never, seen])?.never).toBeNull();
    expect(fold([seen, again])?.never).toBeNull();
  });
});

describe('marks over the nights', () => {
  const banned = (at: string) => look(at, { status: 'banned' });
  const nights = (...looks: Observation[]) => fold(looks)?.status?.nights;

  test('a second night counts on another date and six hours later', () => {
    expect(nights(banned('2026-09-24T20:00:00+08:00'), banned('2026-09-25T01:00:00+08:00'))).toBe(1);
    expect(nights(banned('2026-09-24T18:00:00+08:00'), banned('2026-09-25T01:00:00+08:00'))).toBe(2);
    expect(nights(banned('2026-09-25T01:00:00+08:00'), banned('2026-09-25T23:00:00+08:00'))).toBe(1);
  });
  test('a night that saw nothing neither breaks nor prolongs the streak; a normal one ends it', () => {
    const first = banned('2026-09-20T01:00:00+08:00');
    const last = banned('2026-09-22T01:00:00+08:00');
    expect(nights(first, blockedLook('2026-09-21T01:00:00+08:00'), last)).toBe(2);
    expect(nights(first, look('2026-09-21T01:00:00+08:00'), last)).toBe(1);
  });
  test('both nights of a confirmed mark are its evidence', () => {
    const state = fold([banned('2026-09-20T01:00:00+08:00'), banned('2026-09-21T01:00:00+08:00')]);
    expect(state?.status?.evidence).toEqual(['sha256:2026-09-20T01:00:00+08:00', 'sha256:2026-09-21T01:00:00+08:00']);
  });
  test('a ban that was lifted is remembered as a problem of the past', () => {
    const looks = [
      banned('2026-09-20T01:00:00+08:00'),
      banned('2026-09-21T01:00:00+08:00'),
      look('2026-09-22T01:00:00+08:00'),
    ];
    expect(fold(looks)?.past).toEqual([
      { rule: 'account-unavailable', fromMs: ms('2026-09-20T01:00:00+08:00'), toMs: ms('2026-09-21T01:00:00+08:00') },
    ]);
  });
  test('the placeholder name of a cancelled account is not its name', () => {
    const looks = [
      look('2026-09-20T01:00:00+08:00', { displayName: '示例发布' }),
      look('2026-09-21T01:00:00+08:00', { status: 'cancelled', displayName: '账号已注销' }),
    ];
    expect(fold(looks)?.name?.value).toBe('示例发布');
  });
});

describe('stores', () => {
  const night = (at: string, listing: 'listed' | 'not-listed' | 'indeterminate' | 'package-mismatch') =>
    look(at, { app: { stores: [{ store: 'apple', listing, artifact: 'skipped' }] } });
  const absent = (...looks: Observation[]) => fold(looks)?.stores[0]?.absentNights;

  test('nights in a row are counted, several looks of one night once', () => {
    expect(
      absent(night('2026-09-23T01:00:00+08:00', 'not-listed'), night('2026-09-23T03:00:00+08:00', 'not-listed')),
    ).toBe(1);
    expect(
      absent(night('2026-09-23T01:00:00+08:00', 'not-listed'), night('2026-09-24T01:00:00+08:00', 'not-listed')),
    ).toBe(2);
  });
  test('a night between, unread or unvisited, begins the count again', () => {
    const [first, third] = [
      night('2026-09-23T01:00:00+08:00', 'not-listed'),
      night('2026-09-25T01:00:00+08:00', 'not-listed'),
    ];
    expect(absent(first, third)).toBe(1);
    expect(absent(first, night('2026-09-24T01:00:00+08:00', 'indeterminate'), third)).toBe(1);
    expect(absent(first, night('2026-09-24T01:00:00+08:00', 'package-mismatch'), third)).toBe(1);
  });
  test('seen to be offered in one look of a night, it was offered that night', () => {
    const looks = [night('2026-09-23T01:00:00+08:00', 'listed'), night('2026-09-23T03:00:00+08:00', 'not-listed')];
    expect(fold(looks)?.stores[0]).toMatchObject({ answer: 'offered', absentNights: 0 });
  });
});

/** Looks of every kind, in time order, some of them in one night. */
const history = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 1, max: 60 }),
      coverage: fc.constantFrom('complete', 'partial', 'blocked', 'failed'),
      status: fc.constantFrom('normal', 'banned', 'cancelled', 'unknown'),
      postAgeHours: fc.option(fc.integer({ min: -20, max: 900 })),
      count: fc.option(fc.integer({ min: 0, max: 5 })),
      menu: fc.constantFrom('yes', 'no', 'unknown'),
      listing: fc.constantFrom('listed', 'not-listed', 'indeterminate', 'package-mismatch'),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    let at = Date.parse('2026-01-01T00:00:00+08:00');
    return steps.map((step) => {
      at += step.hours * 3_600_000;
      const worked = step.coverage === 'complete' || step.coverage === 'partial';
      const seen = worked && step.postAgeHours !== null;
      return look(new Date(at).toISOString(), {
        coverage: step.coverage,
        status: step.status,
        canAssertNoUpdate: step.coverage === 'complete',
        lastPost: seen ? post(new Date(at - (step.postAgeHours ?? 0) * 3_600_000).toISOString()) : null,
        postCount: worked ? step.count : null,
        interaction: { comments: 'unknown', directMessage: 'unknown', menu: step.menu, autoReply: 'unknown' },
        app: { stores: [{ store: 'apple', listing: step.listing, artifact: 'skipped' }] },
      });
    });
  });

describe('whatever is observed', () => {
  test('what is stored between two nights loses nothing: folding on from it gives the same as folding all', () => {
    fc.assert(
      fc.property(history, fc.nat(30), (looks, cut) => {
        const whole = fold(looks);
        const half = fold(looks.slice(0, cut));
        const stored = half === null ? null : JSON.parse(JSON.stringify(half));
        expect(foldOn(stored, looks.slice(cut))).toEqual(whole);
      }),
    );
  });
  test('the newest publication never goes back, and is never believed in the future', () => {
    fc.assert(
      fc.property(history, (looks) => {
        let before = Number.NEGATIVE_INFINITY;
        for (const count of looks.keys()) {
          const at = lastAt(looks.slice(0, count + 1)) ?? Number.NEGATIVE_INFINITY;
          expect(at).toBeGreaterThanOrEqual(before);
          expect(at).toBeLessThanOrEqual(Date.parse(looks[count]?.observedAt ?? '') + 300_000);
          before = at;
        }
      }),
    );
  });
});

function foldOn(stored: FactState | null, looks: readonly Observation[]): FactState | null {
  const clock = new ZoneClock(ZONE);
  return looks.reduce<FactState | null>((state, one) => foldObservation(state, one, clock), stored);
}

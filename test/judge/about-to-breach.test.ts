import { describe, expect, test } from 'vitest';
import { usualPauseMs } from '../../src/judge/pace.ts';
import type { Observation } from '../../src/model/observation.ts';
import { judged, look, post } from './accounts.ts';

const DAY_MS = 86_400_000;
const day = (count: number) => count * DAY_MS;

describe('the usual pause', () => {
  const gap = (from: number, to: number) => ({ fromMs: day(from), toMs: day(to) });

  test('is the middle one of the pauses that follow each other', () => {
    // publications on days 0, 10, 26, 40: pauses of 10, 16 and 14 days
    expect(usualPauseMs([gap(0, 9), gap(10, 25), gap(26, 39), gap(40, 45)], day(40))).toBe(day(14));
  });
  test('is not known from one pause, nor from pauses between which more was published', () => {
    expect(usualPauseMs([gap(0, 15), gap(16, 20)], day(16))).toBeNull();
    expect(usualPauseMs([gap(0, 15), gap(40, 55), gap(56, 60)], day(56))).toBeNull();
  });
  test('counts up to a newest publication after which nothing is proven yet', () => {
    expect(usualPauseMs([gap(0, 15), gap(16, 31)], day(32))).toBe(day(16));
  });
});

/** Looked at every night at one o'clock; publications at eight in the morning of these days of a count from 1 October. */
function nightly(days: readonly number[], until: number): Observation[] {
  const start = Temporal.PlainDate.from('2026-10-01');
  const date = (count: number) => start.add({ days: count }).toString();
  return Array.from({ length: until }, (_, index) => {
    const newest = days.findLast((one) => one < index + 1) ?? 0;
    return look(`${date(index + 1)}T01:00:00+08:00`, { lastPost: post(`${date(newest)}T08:00:00+08:00`) });
  });
}
const warning = (looks: readonly Observation[], settings: unknown = {}) =>
  judged({ at: looks.at(-1)?.observedAt ?? '', looks, settings }).judgement.findings.find(
    (one) => one.rule === 'stale' && one.verdict === 'warning',
  );

describe('a forecast from the account’s own rhythm', () => {
  test('names the day on which it will be late at this pace', () => {
    // published on 1 October, 17 October, 2 and 18 November: every 16 days; the limit passes on 2 December
    const found = warning(nightly([0, 16, 32, 48], 56));
    expect(found?.facts).toMatchObject({
      limitAt: '2026-12-02T08:00:00+08:00',
      forecast: { pauseDays: 16, lateOn: '2026-12-02' },
    });
    expect(found?.reason).toBe('近来约每16天更新一次，照此节奏，将于12月2日超期');
  });
  test('says nothing of an account whose pace is quick enough', () => {
    const found = warning(nightly([0, 9, 18, 27], 35));
    expect(found?.facts).not.toHaveProperty('forecast');
    expect(found).toBeDefined();
    expect(found).not.toHaveProperty('reason');
  });
});

test('on the eve of a holiday those are warned that would breach before anybody is back, with the day', () => {
  const at = '2026-09-30T01:00:00+08:00';
  const seen = (date: string) => [look(at, { lastPost: post(`${date}T08:00:00+08:00`) })];
  const settings = { staleAfterDays: 10, warnAtDays: [9] };
  // the limit passes on 8 October, the first day worked, or on the 9th
  expect(warning(seen('2026-09-28'), settings)).toMatchObject({
    facts: { backOn: '2026-10-08', limitAt: '2026-10-08T08:00:00+08:00' },
    reason: '放假期间将超期（10月8日上班），请在放假前更新',
  });
  expect(warning(seen('2026-09-29'), settings)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { watchedNight } from '../src/watch.ts';

const ZONE = 'Asia/Shanghai';
const run = (businessDate: string, finishedAt: string | null) => ({
  id: 1,
  businessDate,
  startedAt: '2026-09-14T17:30:00Z',
  monitoredAt: null,
  finishedAt,
});

/** @param runs the nights that began: date → when it ended, or null */
function watched(now: string, runs: Readonly<Record<string, string | null>>, begins = '01:30') {
  const nightOf = (date: string) => (date in runs ? run(date, runs[date] ?? null) : null);
  const { date, state } = watchedNight({ nightOf }, Temporal.Instant.from(now), { by: '08:00', begins, zone: ZONE });
  return `${date} ${state}`;
}

test('from its hour on the night of the date is missing, unfinished or ended', () => {
  const now = '2026-09-15T08:00:00+08:00';
  expect(watched(now, {})).toBe('2026-09-15 missing');
  expect(watched(now, { '2026-09-15': null })).toBe('2026-09-15 unfinished');
  expect(watched(now, { '2026-09-15': '2026-09-14T22:00:00Z' })).toBe('2026-09-15 ended');
});
test('before the hour the night of the day before is the latest that should have ended', () => {
  expect(watched('2026-09-15T07:59:59+08:00', { '2026-09-15': null })).toBe('2026-09-14 missing');
});
test('a night that begins in the evening belongs to the date on which it begins', () => {
  expect(watched('2026-09-15T08:00:00+08:00', {}, '22:00')).toBe('2026-09-14 missing');
});
test('the night of another date says nothing about this one', () => {
  expect(watched('2026-09-15T09:00:00+08:00', { '2026-09-14': '2026-09-13T22:00:00Z' })).toBe('2026-09-15 missing');
});
test('the hour is the one of the program’s zone, not of the machine', () => {
  // midnight in Greenwich is eight in Shanghai
  expect(watched('2026-09-15T00:00:00Z', {})).toBe('2026-09-15 missing');
  expect(watched('2026-09-14T23:59:59Z', {})).toBe('2026-09-14 missing');
});

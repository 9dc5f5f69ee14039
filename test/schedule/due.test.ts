import { expect, test } from 'vitest';
import { cronPattern, isMissed } from '../../src/schedule/due.ts';

const ZONE = 'Asia/Shanghai';
const missed = (now: string, finished: readonly string[] = []) =>
  isMissed(Temporal.Instant.from(now), '01:30', ZONE, (date) => finished.includes(date));

test('before its hour a night is not missed', () => {
  expect(missed('2026-09-15T01:29:59+08:00')).toBe(false);
});
test('from its hour on a night that was not made is missed, until the date ends', () => {
  expect(missed('2026-09-15T01:30:00+08:00')).toBe(true);
  expect(missed('2026-09-15T23:59:59+08:00')).toBe(true);
});
test('a night that came to its end is not made again', () => {
  expect(missed('2026-09-15T09:00:00+08:00', ['2026-09-15'])).toBe(false);
});
test('the night of an earlier date says nothing about this one', () => {
  expect(missed('2026-09-15T09:00:00+08:00', ['2026-09-14'])).toBe(true);
});
test('the date is the one of the program’s zone, not of the machine', () => {
  // 17:30 in Greenwich is half past one of the next day in Shanghai
  expect(missed('2026-09-14T17:30:00Z', ['2026-09-14'])).toBe(true);
  expect(missed('2026-09-14T17:29:00Z')).toBe(false);
});
test('the hour as cron has it', () => {
  expect(cronPattern('01:30')).toBe('30 1 * * *');
  expect(cronPattern('23:05')).toBe('5 23 * * *');
});

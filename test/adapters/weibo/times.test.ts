import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime } from '../../../adapters/weibo/times.ts';

const now = Temporal.Instant.from('2026-10-09T08:00:00+08:00');

describe('every spelling of a time that Weibo uses', () => {
  test.each([
    ['Thu Sep 24 17:42:11 +0800 2026', '2026-09-24T17:42:11+08:00', 'second'],
    ['刚刚', '2026-10-09T08:00:00+08:00', 'minute'],
    ['30秒前', '2026-10-09T07:59:30+08:00', 'minute'],
    ['5分钟前', '2026-10-09T07:55:00+08:00', 'minute'],
    ['3小时前', '2026-10-09T05:00:00+08:00', 'minute'],
    ['今天 07:10', '2026-10-09T07:10:00+08:00', 'minute'],
    ['昨天 12:30', '2026-10-08T12:30:00+08:00', 'minute'],
    ['09-29', '2026-09-29T00:00:00+08:00', 'day'],
    ['12-31', '2025-12-31T00:00:00+08:00', 'day'],
    ['2023-05-11', '2023-05-11T00:00:00+08:00', 'day'],
  ])('%s', (text, at, precision) => {
    const moment = readTime(text, now);
    expect(moment?.at.equals(Temporal.Instant.from(at))).toBe(true);
    expect(moment?.precision).toBe(precision);
  });
});

test('“今天” and “昨天” are days in China, whatever day it is elsewhere', () => {
  const justAfterMidnight = Temporal.Instant.from('2026-10-09T00:30:00+08:00');
  expect(readTime('昨天 23:50', justAfterMidnight)?.at.toString()).toBe('2026-10-08T15:50:00Z');
});

test.each(['', '昨天', '02-31', '今天 25:00', 'Thu Xxx 24 17:42:11 +0800 2026', '2026年10月9日', '100万+'])(
  '“%s” is no time',
  (text) => {
    expect(readTime(text, now)).toBeNull();
  },
);

test('no text whatever makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      readTime(text, now);
    }),
  );
});

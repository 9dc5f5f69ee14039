import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passRateWords, percent, percentUnits, pointsBetween } from '../../src/model/percent.ts';

test('shares are printed with two places, half up', () => {
  expect(percent(9, 148)).toBe('6.08%');
  expect(percent(1703, 1738)).toBe('97.99%');
  // 57 ÷ 20000 = 0.285 %, which binary floats hold as 0.28499…
  expect(percent(57, 20_000)).toBe('0.29%');
});

test('all is 100% and none is 0, whatever the places', () => {
  expect(percent(594, 594)).toBe('100%');
  expect(percent(0, 176)).toBe('0');
  expect(percent(0, 0)).toBe('0');
  expect(percent(594, 594, { decimals: 0, rounding: 'half-up' })).toBe('100%');
});

test('what only rounds to none or all keeps its places', () => {
  expect(percent(1, 100_000)).toBe('0.00%');
  expect(percent(99_999, 100_000)).toBe('100.00%');
});

test('a place may truncate, and print one place or none', () => {
  expect(percent(97, 98, { decimals: 1, rounding: 'truncate' })).toBe('98.9%');
  expect(percent(97, 98, { decimals: 1, rounding: 'half-up' })).toBe('99.0%');
  expect(percent(71, 130, { decimals: 2, rounding: 'truncate' })).toBe('54.61%');
  expect(percent(7, 9, { decimals: 0, rounding: 'half-up' })).toBe('78%');
});

test('percentage points are the difference of the printed values', () => {
  expect(pointsBetween(percentUnits(1670, 1738), percentUnits(1703, 1738), 2)).toBe('1.90');
  expect(pointsBetween(percentUnits(1703, 1738), percentUnits(1670, 1738), 2)).toBe('-1.90');
  expect(pointsBetween(9480n, 9480n, 2)).toBe('0.00');
  expect(pointsBetween(7n, 9n, 0)).toBe('2');
});

test('what is no count is refused', () => {
  expect(() => percent(1.5, 2)).toThrow(RangeError);
  expect(() => percent(-1, 2)).toThrow(RangeError);
});

test('law: a printed share is never further from the exact one than half its last place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (a, b) => {
      const [n, d] = [Math.min(a, b), Math.max(a, b)];
      const off = percentUnits(n, d) * BigInt(d) - BigInt(n) * 10_000n;
      expect(2n * (off < 0n ? -off : off) <= BigInt(d)).toBe(true);
    }),
  );
});

test('where nothing could be checked, no pass rate is told', () => {
  expect(passRateWords({ checked: 0, passRate: '0' })).toBe('没有能检查的账号');
  expect(passRateWords({ checked: 1738, passRate: '97.99%' })).toBe('合格率 97.99%');
});

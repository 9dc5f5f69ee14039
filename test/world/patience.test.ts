import { expect, test } from 'vitest';
import { Patience } from '../../src/world/patience.ts';

function learned(timesMs: readonly number[]): Patience {
  const patience = new Patience();
  for (const ms of timesMs) patience.learn('host.test', ms);
  return patience;
}

test('before five answers are known the caller’s own limit counts', () => {
  expect(learned([100, 100, 100, 100]).limitMs('host.test', 20_000)).toBe(20_000);
});

test('a hang is four times the usual time', () => {
  expect(learned(Array(20).fill(2000)).limitMs('host.test', 20_000)).toBe(8000);
});

test('no host is given up within three seconds', () => {
  expect(learned(Array(20).fill(10)).limitMs('host.test', 20_000)).toBe(3000);
});

test('the caller’s own limit is never passed', () => {
  expect(learned(Array(20).fill(9000)).limitMs('host.test', 20_000)).toBe(20_000);
});

test('one slow answer among twenty does not change what is usual', () => {
  expect(learned([...Array(19).fill(1000), 15_000]).limitMs('host.test', 20_000)).toBe(4000);
});

test('a host that became slow is given more time after a few waits that were given up', () => {
  const patience = learned(Array(50).fill(100));
  for (let hang = 0; hang < 4; hang++) patience.learn('host.test', 3000);
  expect(patience.limitMs('host.test', 20_000)).toBe(12_000);
});

test('what one host taught says nothing about another', () => {
  expect(learned(Array(20).fill(10)).limitMs('other.test', 20_000)).toBe(20_000);
});

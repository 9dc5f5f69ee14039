import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bidOfMid, checkedByIdTime, midOfBid, snowflakeTime, weiboMidTime } from '../../adapters/id-time.ts';

test('a Weibo mid says when its post was made, and is the same as the short id in links', () => {
  expect(weiboMidTime('4417861625776206')?.toString({ timeZone: '+08:00' })).toBe('2019-09-18T13:15:54+08:00');
  expect(bidOfMid('4417861625776206')).toBe('I7uF4oeEC');
  expect(midOfBid('I7uF4oeEC')).toBe('4417861625776206');
});

test('the upper half of a Douyin or Toutiao id is the second of its making', () => {
  const id = ((1790245805n << 32n) | 12345n).toString();
  expect(snowflakeTime(id)?.epochMilliseconds).toBe(1_790_245_805_000);
});

test.each(['', '1844000000000001', 'abc', '0'])('“%s” carries no time', (id) => {
  expect(snowflakeTime(id)).toBeNull();
});

test.each(['', '12', '5216710000000001x', '99999999'])('“%s” is no mid', (mid) => {
  expect(weiboMidTime(mid)).toBeNull();
});

test('a mid and its short id turn into each other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 16n - 1n }), (mid) => {
      expect(midOfBid(bidOfMid(`${mid}`) ?? '')).toBe(`${mid}`);
    }),
  );
});

test('a post is believed where its id allows it, else as far as its id', () => {
  const idTime = Temporal.Instant.from('2026-10-08T00:00:00Z');
  const believed = (stated: string) => checkedByIdTime(Temporal.Instant.from(stated), idTime).toString();
  expect(believed('2026-10-08T00:06:48Z')).toBe('2026-10-08T00:06:48Z');
  expect(believed('2026-10-20T00:00:00Z')).toBe('2026-10-20T00:00:00Z');
  expect(believed('2026-10-07T23:49:59Z')).toBe('2026-10-08T00:00:00Z');
  expect(believed('2027-10-08T00:00:00Z')).toBe('2026-10-08T00:00:00Z');
  const stated = Temporal.Instant.from('2020-01-01T00:00:00Z');
  expect(checkedByIdTime(stated, null)).toBe(stated);
});

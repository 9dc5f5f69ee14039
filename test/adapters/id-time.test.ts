import { expect, test } from 'vitest';
import { bidOfMid, midOfBid, snowflakeTime, weiboMidTime } from '../../adapters/id-time.ts';

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

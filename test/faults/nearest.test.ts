import { expect, test } from 'vitest';
import { nearest } from '../../src/faults/nearest.ts';

test.each([
  ['weibbo', 'weibo'],
  ['wechta', 'wechat'],
  ['WeChat', 'wechat'],
  ['ulr', 'url'],
])('%s was meant to be %s', (written, meant) => {
  expect(nearest(written, ['wechat', 'weibo', 'douyin', 'url'])).toBe(meant);
});

test('a word that resembles none is not guessed', () => {
  expect(nearest('kuaishou', ['wechat', 'weibo', 'douyin'])).toBeNull();
  expect(nearest('x', [])).toBeNull();
});

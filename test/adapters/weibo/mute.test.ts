import { expect, test } from 'vitest';
import mute from '../../../adapters/weibo/sources/mute.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';

const now = Temporal.Instant.from('2026-10-09T09:30:00+08:00');
const seenWith = (...posts: string[]): Sighting => ({
  ...nothingSeen('network', ''),
  outcome: 'ok',
  status: { status: 'normal', text: '' },
  posts: posts.map((at) => ({ at: Temporal.Instant.from(at), precision: 'second', url: null, title: null })),
});
test('whether an account is muted is asked where the account is shown and has published nothing for a week', () => {
  expect(mute.worthAsking?.([seenWith('2026-09-20T08:00:00+08:00')], now)).toBe(true);
  expect(mute.worthAsking?.([seenWith()], now)).toBe(true);
  expect(mute.worthAsking?.([seenWith('2026-10-08T08:00:00+08:00')], now)).toBe(false);
  expect(mute.worthAsking?.([nothingSeen('captcha', '')], now)).toBe(false);
});

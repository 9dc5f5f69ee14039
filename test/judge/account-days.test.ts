import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldDays } from '../../src/judge/account-days.ts';
import type { AccountDays } from '../../src/model/account-days.ts';
import type { Observation } from '../../src/model/observation.ts';
import { dayOfDate, ZoneClock } from '../../src/time/zone-clock.ts';
import { look, post, ZONE } from './accounts.ts';

const clock = new ZoneClock(ZONE);
const fold = (looks: readonly Observation[]) =>
  looks.reduce<AccountDays | null>((days, one) => foldDays(days, one, clock), null);
const marks = (days: AccountDays | null, from: string, to: string) =>
  days?.marks.slice(dayOfDate(from) - days.firstDay, dayOfDate(to) - days.firstDay + 1);

test('a proof of silence fills every day since the last post, also those on which nobody looked', () => {
  const days = fold([look('2020-09-10T01:00:00+08:00', { lastPost: post('2020-09-06T09:00:00+08:00') })]);
  expect(marks(days, '2020-09-04', '2020-09-10')).toBe('..pssss');
});

test('a look that proves nothing leaves its day undetermined, and a later proof decides it', () => {
  const kept = look('2020-09-10T01:00:00+08:00', { coverage: 'blocked', canAssertNoUpdate: false });
  expect(marks(fold([kept]), '2020-09-09', '2020-09-10')).toBe('.u');
  const proof = look('2020-09-12T01:00:00+08:00', { lastPost: post('2020-09-08T09:00:00+08:00') });
  expect(marks(fold([kept, proof]), '2020-09-08', '2020-09-12')).toBe('pssss');
});

test('an old date that only a guest saw proves no silence', () => {
  const guest = look('2020-09-10T01:00:00+08:00', {
    canAssertNoUpdate: false,
    lastPost: post('2020-09-06T09:00:00+08:00', 'lower'),
  });
  expect(marks(fold([guest]), '2020-09-06', '2020-09-10')).toBe('p...u');
});

test('what was published stays published, though a later list does not show it any more', () => {
  const before = look('2020-09-08T12:00:00+08:00', { lastPost: post('2020-09-08T09:00:00+08:00') });
  const after = look('2020-09-10T01:00:00+08:00', { lastPost: post('2020-09-06T09:00:00+08:00') });
  expect(marks(fold([before, after]), '2020-09-06', '2020-09-10')).toBe('pspss');
});

test('the day is that of the zone: 17:30 UTC is the next day in China', () => {
  const days = fold([look('2020-09-08T12:00:00+08:00', { lastPost: post('2020-09-06T17:30:00Z') })]);
  expect(marks(days, '2020-09-06', '2020-09-07')).toBe('.p');
});

test('the order in which looks are folded changes nothing', () => {
  const aLook = fc
    .record({ day: fc.integer({ min: 1, max: 28 }), age: fc.integer({ min: 0, max: 9 }), works: fc.boolean() })
    .map(({ day, age, works }) => {
      const at = `2020-09-${String(day).padStart(2, '0')}T20:00:00+08:00`;
      const last = Temporal.Instant.from(at)
        .subtract({ hours: 24 * age })
        .toString();
      return works ? look(at, { lastPost: post(last) }) : look(at, { coverage: 'failed', canAssertNoUpdate: false });
    });
  const known = (days: AccountDays | null) => marks(days, '2020-08-20', '2020-09-28')?.padEnd(40, '.');
  fc.assert(
    fc.property(fc.array(aLook, { minLength: 1, maxLength: 6 }), (looks) => {
      expect(known(fold(looks.toReversed()))).toBe(known(fold(looks)));
    }),
    { numRuns: 60 },
  );
});

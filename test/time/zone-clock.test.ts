import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countsUntil, dateIn, endOfDay, startOfDay } from '../../src/time/calendar.ts';
import { dateOfDay, dayOfDate, ZoneClock } from '../../src/time/zone-clock.ts';

/** Among them one with half hours, one whose clocks change at midnight, and one that once left out a whole day. */
const zone = fc.constantFrom('Asia/Shanghai', 'Asia/Kolkata', 'America/Santiago', 'Pacific/Apia', 'UTC', 'Asia/Urumqi');
const moment = fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2040, 0) });

test('answers as the calendar does, in every zone and at every moment', () => {
  fc.assert(
    fc.property(zone, moment, (name, ms) => {
      const clock = new ZoneClock(name);
      const instant = Temporal.Instant.fromEpochMilliseconds(ms);
      const date = dateIn(name, instant);
      const day = clock.dayOf(ms);
      expect(dateOfDay(day)).toBe(date.toString());
      expect(dayOfDate(date.toString())).toBe(day);
      const second = instant.round({ smallestUnit: 'second', roundingMode: 'floor' });
      expect(clock.iso(ms)).toBe(second.toString({ timeZone: name }));
      expect(clock.startOfDay(day)).toBe(startOfDay(name, date).epochMilliseconds);
      expect(clock.countsUntil(ms, 'second')).toBe(ms);
    }),
    { examples: [['America/Santiago', Date.UTC(2022, 8, 11, 4)]] },
  );
});

test('a day ends where the next begins', () => {
  fc.assert(
    fc.property(fc.constantFrom('Asia/Shanghai', 'America/Santiago', 'Europe/London'), moment, (name, ms) => {
      const clock = new ZoneClock(name);
      const instant = Temporal.Instant.fromEpochMilliseconds(ms);
      expect(clock.endOfDay(clock.dayOf(ms))).toBe(endOfDay(name, dateIn(name, instant)).epochMilliseconds);
      expect(clock.countsUntil(ms, 'day')).toBe(countsUntil(name, instant, 'day').epochMilliseconds);
    }),
  );
});

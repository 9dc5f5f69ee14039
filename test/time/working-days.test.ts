import { expect, test } from 'vitest';
import { addWeekdays, addWorkingDays, CalendarTooShort, firstDayBack } from '../../src/time/working-days.ts';
import { dateOfDay, dayOfDate } from '../../src/time/zone-clock.ts';

const after = (date: string, count: number) => dateOfDay(addWorkingDays(dayOfDate(date), count));

test('weekends and holidays are left out, make-up workdays counted', () => {
  // National Day 2026 is off from 1 to 7 October; Saturday 10 October is worked
  expect(after('2026-09-30', 1)).toBe('2026-10-08');
  expect(after('2026-09-30', 3)).toBe('2026-10-10');
  expect(after('2026-10-10', 1)).toBe('2026-10-12');
});

test('a year without known holidays is named', () => {
  expect(() => after('2031-05-01', 1)).toThrow(CalendarTooShort);
  expect(() => after('2031-05-01', 1)).toThrow('2031年');
});

test('Monday to Friday stand in where the holidays are not known', () => {
  // 4 April 2031 is a Friday
  expect(dateOfDay(addWeekdays(dayOfDate('2031-04-04'), 1))).toBe('2031-04-07');
  expect(dateOfDay(addWeekdays(dayOfDate('2031-04-04'), 6))).toBe('2031-04-14');
});

test('the eve of a holiday knows the first day back; other days, weekends and unknown years do not', () => {
  const back = (date: string) => firstDayBack(dayOfDate(date));
  expect(back('2026-09-30')).toBe(dayOfDate('2026-10-08'));
  expect(back('2026-09-29')).toBeNull();
  // an ordinary Friday, and a day within the holiday
  expect(back('2026-09-11')).toBeNull();
  expect(back('2026-10-02')).toBeNull();
  expect(back('2031-09-30')).toBeNull();
});

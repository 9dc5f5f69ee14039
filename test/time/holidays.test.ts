import { expect, test } from 'vitest';
import { holidayAfter } from '../../src/time/holidays.ts';
import { dateOfDay, dayOfDate } from '../../src/time/zone-clock.ts';

/** name, first and last date of the holiday that begins after a date */
function after(date: string) {
  const holiday = holidayAfter(dayOfDate(date));
  return holiday && [holiday.name, dateOfDay(holiday.firstDay), dateOfDay(holiday.lastDay)];
}

// as announced for 2026: 国庆节 is 1 to 7 October, 元旦 1 to 3 January, 中秋 25 to 27 September
test('the last working day before a public holiday knows its name and its days', () => {
  expect(after('2026-09-30')).toEqual(['国庆节', '2026-10-01', '2026-10-07']);
  expect(after('2026-09-24')).toEqual(['中秋', '2026-09-25', '2026-09-27']);
});
test('a weekend alone is none, nor is a day within the holiday or two days before it', () => {
  expect(after('2026-10-16')).toBeNull();
  expect(after('2026-10-01')).toBeNull();
  expect(after('2026-09-29')).toBeNull();
});
test('a weekend that leads into the holiday belongs to it', () => {
  // 清明节 2026 is Saturday 4 to Monday 6 April
  expect(after('2026-04-03')).toEqual(['清明', '2026-04-04', '2026-04-06']);
});
test('a year that the calendar does not reach has none', () => {
  expect(after('2041-09-30')).toBeNull();
});

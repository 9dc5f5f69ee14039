import chineseDays from 'chinese-days';
import { dateOfDay } from './zone-clock.ts';

/** The holiday calendar does not reach the year that was asked for; `message` says which, and what to do. */
export class CalendarTooShort extends Error {}

const covered = new Map<number, boolean>();

/** Whether a date is worked in China: weekends and holidays are not, make-up workdays (调休) are. */
function isWorkday(day: number): boolean {
  const date = dateOfDay(day);
  const year = Number(date.slice(0, 4));
  if (!isCovered(year)) {
    throw new CalendarTooShort(
      `节假日数据不含 ${year} 年，无法按工作日计算。国务院办公厅公布该年放假安排后，请升级 chinese-days，或改用按自然日计算的 staleAfterDays。`,
    );
  }
  return chineseDays.isWorkday(date);
}

/** Each year has its holidays; a year without any is one that the data does not reach. */
function isCovered(year: number): boolean {
  let known = covered.get(year);
  if (known === undefined) {
    known = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
    covered.set(year, known);
  }
  return known;
}

/**
 * The `count`-th working day after a date.
 * @param day days since 1970-01-01
 * @throws CalendarTooShort
 */
export function addWorkingDays(day: number, count: number): number {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

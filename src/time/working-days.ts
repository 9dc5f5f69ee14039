import chineseDays from 'chinese-days';
import { dateOfDay } from './zone-clock.ts';

/** The holiday calendar does not reach the year that was asked for; `message` says which, and what to do. */
export class CalendarTooShort extends Error {
  readonly year: number;
  constructor(year: number, message: string) {
    super(message);
    this.year = year;
  }
}

const covered = new Map<number, boolean>();

/** Whether a date is worked in China: weekends and holidays are not, make-up workdays (调休) are. */
function isWorkday(day: number): boolean {
  return chineseDays.isWorkday(dateOfDay(day));
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

function yearOf(day: number): number {
  return Number(dateOfDay(day).slice(0, 4));
}

/**
 * The `count`-th working day after a date. Days are numbers of days since 1970-01-01.
 * @throws CalendarTooShort
 */
export function addWorkingDays(day: number, count: number): number {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    const year = yearOf(at);
    if (!isCovered(year)) {
      throw new CalendarTooShort(
        year,
        `节假日数据不含${year}年，无法按工作日计算。该年放假安排公布后，请升级 chinese-days；或改用按自然日计算的 staleAfterDays。`,
      );
    }
    if (isWorkday(at)) left -= 1;
  }
  return at;
}

/** The same where the holidays of a year are not known yet: Monday to Friday are taken as worked. */
export function addWeekdays(day: number, count: number): number {
  let at = day;
  for (let left = count; left > 0; ) {
    at += 1;
    const weekday = new Date(at * 86_400_000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return at;
}

const firstDaysBack = new Map<number, number | null>();

/**
 * The first working day after a public holiday that begins tomorrow. Null on all other days, on the eve of an ordinary
 * weekend, and where the holidays of the year are not known.
 */
export function firstDayBack(day: number): number | null {
  let known = firstDaysBack.get(day);
  if (known === undefined) {
    known = lookFirstDayBack(day);
    firstDaysBack.set(day, known);
  }
  return known;
}

function lookFirstDayBack(day: number): number | null {
  try {
    const back = addWorkingDays(day, 1);
    const daysOff = Array.from({ length: back - day - 1 }, (_, index) => dateOfDay(day + 1 + index));
    const hasHoliday = daysOff.some((date) => chineseDays.getDayDetail(date).name.includes(','));
    return isWorkday(day) && hasHoliday ? back : null;
  } catch (error) {
    if (error instanceof CalendarTooShort) return null;
    throw error;
  }
}

import chineseDays from 'chinese-days';
import { dateOfDay } from './zone-clock.ts';

/** Days off in a row that hold a public holiday, weekends before and after it included. Days count from 1970-01-01. */
export interface Holiday {
  /** 国庆节 */
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** no holiday of China is longer; a list of days off that never ends would be a fault of the data */
const LONGEST_DAYS = 20;

const known = new Map<number, Holiday | null>();

/**
 * The public holiday of China that begins on the day after this working day; null where none begins, and for years that
 * the holiday calendar does not reach.
 */
export function holidayAfter(day: number): Holiday | null {
  let holiday = known.get(day);
  if (holiday === undefined) {
    holiday = lookUp(day);
    known.set(day, holiday);
  }
  return holiday;
}

function lookUp(day: number): Holiday | null {
  if (!isWorked(day)) return null;
  let lastDay = day;
  while (!isWorked(lastDay + 1) && lastDay - day < LONGEST_DAYS) lastDay += 1;
  for (let at = day + 1; at <= lastDay; at += 1) {
    const name = nameOf(at);
    if (name !== null) return { name, firstDay: day + 1, lastDay };
  }
  return null;
}

function isWorked(day: number): boolean {
  return chineseDays.getDayDetail(dateOfDay(day)).work;
}

/** The calendar names a day off `National Day,国庆节,3`, and any other day by its weekday. */
function nameOf(day: number): string | null {
  return chineseDays.getDayDetail(dateOfDay(day)).name.split(',')[1] ?? null;
}

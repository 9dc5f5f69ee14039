import type { Precision } from '../../src/model/sighting.ts';
import { dateIn, startOfDay } from '../../src/time/calendar.ts';

export interface Moment {
  readonly at: Temporal.Instant;
  readonly precision: Precision;
}

/** Weibo's own times are Beijing time whatever zone the program or the machine is in. */
const BEIJING = 'Asia/Shanghai';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads every form in which Weibo writes `created_at`: `Thu Sep 24 17:42:11 +0800 2026` today; 刚刚, N秒前, N分钟前, N小时前,
 * 今天 HH:mm, 昨天 HH:mm, MM-DD and YYYY-MM-DD on older surfaces. Null for anything else: never a guess.
 *
 * @param now the moment at which the answer was made; relative forms are counted from it
 */
export function readTime(text: string, now: Temporal.Instant): Moment | null {
  try {
    return absolute(text) ?? relative(text, now) ?? dayOnly(text, now);
  } catch {
    // a date that does not exist, such as 02-31
    return null;
  }
}

function absolute(text: string): Moment | null {
  const parts = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d) (\d{4})$/.exec(text);
  if (!parts) return null;
  const [, monthName = '', day = '', time, hours, minutes, year] = parts;
  const month = MONTHS.indexOf(monthName) + 1;
  if (month === 0) return null;
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return { at: Temporal.Instant.from(`${date}T${time}${hours}:${minutes}`), precision: 'second' };
}

function relative(text: string, now: Temporal.Instant): Moment | null {
  if (text === '刚刚') return { at: now, precision: 'minute' };
  const ago = /^(\d{1,4})\s*(秒|分钟|小时)前$/.exec(text);
  if (ago) {
    const count = Number(ago[1]);
    const unit = { 秒: 'seconds', 分钟: 'minutes', 小时: 'hours' }[ago[2] ?? ''];
    return unit === undefined ? null : { at: now.subtract({ [unit]: count }), precision: 'minute' };
  }
  const clock = /^(今天|昨天)\s*(\d{1,2}):(\d\d)$/.exec(text);
  if (!clock) return null;
  const day = dateIn(BEIJING, now).subtract({ days: clock[1] === '昨天' ? 1 : 0 });
  const time = { hour: Number(clock[2]), minute: Number(clock[3]) };
  if (time.hour > 23 || time.minute > 59) return null;
  return {
    at: day.toZonedDateTime({ timeZone: BEIJING, plainTime: Temporal.PlainTime.from(time) }).toInstant(),
    precision: 'minute',
  };
}

/** MM-DD is of this year unless that lies in the future. */
function dayOnly(text: string, now: Temporal.Instant): Moment | null {
  const parts = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!parts) return null;
  const today = dateIn(BEIJING, now);
  const named = parts[1] === undefined ? today.year : Number(parts[1]);
  const of = (year: number) =>
    Temporal.PlainDate.from({ year, month: Number(parts[2]), day: Number(parts[3]) }, { overflow: 'reject' });
  const isFuture = parts[1] === undefined && Temporal.PlainDate.compare(of(named), today) > 0;
  return { at: startOfDay(BEIJING, of(isFuture ? named - 1 : named)), precision: 'day' };
}

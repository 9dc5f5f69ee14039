/** Every calendar question of the program is asked here, in the configured zone; all instants are UTC in memory. */

import { ZoneClock } from './zone-clock.ts';

const TOLERATED_FUTURE_MS = 5 * 60_000;
/** one for each zone that was asked about: the settings name one, tests some more */
const clocks = new Map<string, ZoneClock>();

export function instantOf(isoWithOffset: string): Temporal.Instant {
  return Temporal.Instant.from(isoWithOffset);
}

/** ISO 8601 with the zone's offset, to the second: `2026-09-25T01:00:00+08:00` */
export function isoIn(zone: string, instant: Temporal.Instant): string {
  const clock = clocks.get(zone) ?? new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock.iso(instant.epochMilliseconds);
}

export function dateIn(zone: string, instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

export function startOfDay(zone: string, date: Temporal.PlainDate | string): Temporal.Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant();
}

/** the first instant after the day */
export function endOfDay(zone: string, date: Temporal.PlainDate | string): Temporal.Instant {
  return startOfDay(zone, Temporal.PlainDate.from(date).add({ days: 1 }));
}

/** `2020年8月19日`, as notices print it: no leading zeros */
export function chineseDate(zone: string, instant: Temporal.Instant): string {
  const date = dateIn(zone, instant);
  return `${date.year}年${date.month}月${date.day}日`;
}

/** Whether a stated time may be believed: not more than five minutes ahead of `now`. */
export function isBelievable(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return at.epochMilliseconds <= believableUntilMs(now);
}

/** The latest moment that may be believed, epoch milliseconds; for many times that are held against one `now`. */
export function believableUntilMs(now: Temporal.Instant): number {
  return now.epochMilliseconds + TOLERATED_FUTURE_MS;
}

/** The moment until which a post counts as made: for a post known by its day only, the end of that day. */
export function countsUntil(
  zone: string,
  at: Temporal.Instant,
  precision: 'second' | 'minute' | 'day',
): Temporal.Instant {
  return precision === 'day' ? endOfDay(zone, dateIn(zone, at)) : at;
}

/** unix seconds; throws a RangeError for what is no finite number */
export function fromUnixSeconds(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000));
}

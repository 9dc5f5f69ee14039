import type { Confirmation } from '../model/account.ts';
import type { Mark } from '../model/rule.ts';
import { dayOfDate, type ZoneClock } from '../time/zone-clock.ts';

interface When {
  readonly atMs: number;
  readonly clock: ZoneClock;
}

/** The day of the newest publication that persons saw; days since 1970-01-01, null where none named one. */
export function lastPostByHand(checks: readonly Confirmation[]): number | null {
  const days = checks.flatMap((one) => (isDate(one.lastPost) ? [dayOfDate(one.lastPost)] : []));
  return days.length === 0 ? null : Math.max(...days);
}

/**
 * Until when a person who looked saw nothing newer than a publication of this day: the end of the day of the check,
 * and not later than now. Null where nobody looked, or where somebody saw an older one as the last.
 */
export function silenceCheckedAt(checks: readonly Confirmation[], postDay: number, now: When): number | null {
  const check = checks.findLast((one) => isDate(one.lastPost));
  if (!isDate(check?.lastPost) || dayOfDate(check.lastPost) < postDay) return null;
  return endOfCheck(check, now);
}

/** Until when a person saw that nothing was ever published: no interface of some platforms says as much. */
export function neverCheckedAt(checks: readonly Confirmation[], now: When): number | null {
  const check = checks.findLast((one) => one.lastPost === 'never');
  return check === undefined ? null : endOfCheck(check, now);
}

/** What a person saw, in the form of a mark of the platform. */
export function markByHand<T>(value: T, check: Confirmation, clock: ZoneClock): Mark<T> {
  const night = dayOfDate(check.on);
  const onMs = clock.startOfDay(night);
  const when = { sinceMs: onMs, lastMs: onMs, nights: 1, countedNight: night, countedMs: onMs };
  return { value, ...when, evidence: [], seenNow: true, byPerson: true };
}

function endOfCheck(check: Confirmation, { atMs, clock }: When): number {
  return Math.min(clock.endOfDay(dayOfDate(check.on)), atMs);
}

/** The day that a person named, and not `never`. */
function isDate(lastPost: string | undefined): lastPost is string {
  return lastPost !== undefined && lastPost !== 'never';
}

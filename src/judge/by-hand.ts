import type { Confirmation } from '../model/account.ts';
import type { Mark } from '../model/rule.ts';
import { dayOfDate, type ZoneClock } from '../time/zone-clock.ts';
import { proofBy } from './registry-facts.ts';

interface When {
  readonly atMs: number;
  readonly clock: ZoneClock;
}

/** Until when a person saw something, and the picture that they took of it. */
export interface Checked {
  readonly atMs: number;
  readonly evidence: readonly string[];
}

/** The day of the newest publication that persons saw; days since 1970-01-01, null where none named one. */
export function lastPostByHand(checks: readonly Confirmation[]): { day: number; evidence: readonly string[] } | null {
  if (checks.length === 0) return null;
  const dated = checks.flatMap((one) => (isDate(one.lastPost) ? [{ day: dayOfDate(one.lastPost), check: one }] : []));
  if (dated.length === 0) return null;
  const day = Math.max(...dated.map((one) => one.day));
  return { day, evidence: dated.filter((one) => one.day === day).flatMap(({ check }) => proofBy(check)) };
}

/**
 * Until when a person who looked saw nothing newer than a publication of this day: the end of the day of the check,
 * and not later than now. Null where nobody looked, or where somebody saw an older one as the last.
 */
export function silenceCheckedAt(checks: readonly Confirmation[], postDay: number, now: When): Checked | null {
  const check = checks.findLast((one) => isDate(one.lastPost));
  if (!isDate(check?.lastPost) || dayOfDate(check.lastPost) < postDay) return null;
  return endOfCheck(check, now);
}

/** Until when a person saw that nothing was ever published: no interface of some platforms says as much. */
export function neverCheckedAt(checks: readonly Confirmation[], now: When): Checked | null {
  const check = checks.findLast((one) => one.lastPost === 'never');
  return check === undefined ? null : endOfCheck(check, now);
}

/** What a person saw, in the form of a mark of the platform. */
export function markByHand<T>(value: T, check: Confirmation, clock: ZoneClock): Mark<T> {
  const night = dayOfDate(check.on);
  const onMs = clock.startOfDay(night);
  const when = { sinceMs: onMs, lastMs: onMs, nights: 1, countedNight: night, countedMs: onMs };
  return { value, ...when, evidence: proofBy(check), seenNow: true, byPerson: true };
}

function endOfCheck(check: Confirmation, { atMs, clock }: When): Checked {
  return { atMs: Math.min(clock.endOfDay(dayOfDate(check.on)), atMs), evidence: proofBy(check) };
}

/** The day that a person named, and not `never`. */
function isDate(lastPost: string | undefined): lastPost is string {
  return lastPost !== undefined && lastPost !== 'never';
}

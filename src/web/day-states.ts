import type { AccountDays } from '../model/account-days.ts';
import type { AccountNight } from '../model/night.ts';
import { addWorkingDays, CalendarTooShort } from '../time/working-days.ts';
import { dayOfDate, ZoneClock } from '../time/zone-clock.ts';
import type { Snapshot } from './snapshot.ts';

export const DAY_STATES = ['posted', 'silent', 'breach', 'undetermined', 'unseen'] as const;
/** One day of one account; `breach`: proven silent beyond the limit that holds for the account. */
export type DayState = (typeof DAY_STATES)[number];

const PLAIN: Readonly<Record<string, DayState>> = { p: 'posted', s: 'silent', u: 'undetermined' };

/**
 * The days of an account from `firstDay` to the day of the monitoring point, oldest first. A day counts as breach only
 * when the whole of it lies beyond the limit; the last day follows tonight's finding.
 * @param firstDay days since 1970-01-01 in the zone
 */
export function dayStates(
  snapshot: Snapshot,
  night: AccountNight,
  days: AccountDays | null,
  firstDay: number,
  lastDay: number,
): DayState[] {
  const limit = limitOf(snapshot, night);
  let posted = lastPostBefore(snapshot, night, days, firstDay);
  const states: DayState[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const state = PLAIN[days?.marks[day - days.firstDay] ?? '.'] ?? 'unseen';
    if (state === 'posted') posted = day;
    const isBeyond = posted !== null && day > limit(posted);
    states.push(state === 'silent' && (isBeyond || night.neverPosted) ? 'breach' : state);
  }
  const isStale = (snapshot.findings.get(night.account.id) ?? []).some(
    ({ rule, verdict }) => rule === 'stale' && verdict === 'violation',
  );
  if (isStale && states.at(-1) === 'silent') states.splice(-1, 1, 'breach');
  return states;
}

/** The last day that lies within the limit, for a day of publication. */
function limitOf(snapshot: Snapshot, { account }: AccountNight): (postedDay: number) => number {
  // what counts as an update of an app is a version, and no rule asks for one every two weeks
  if (account.platform === 'app' || account.state !== 'running') return () => Number.POSITIVE_INFINITY;
  const { staleAfterDays, staleAfterWorkingDays } = snapshot.rulesOf(account).limits;
  if (staleAfterWorkingDays === null) return (day) => day + staleAfterDays;
  return (day) => {
    try {
      return addWorkingDays(day, staleAfterWorkingDays);
    } catch (error) {
      if (error instanceof CalendarTooShort) return Number.POSITIVE_INFINITY;
      throw error;
    }
  };
}

function lastPostBefore(snapshot: Snapshot, night: AccountNight, days: AccountDays | null, day: number): number | null {
  const marked = days === null ? -1 : days.marks.lastIndexOf('p', Math.max(0, day - days.firstDay) - 1);
  if (days !== null && marked >= 0 && days.firstDay + marked < day) return days.firstDay + marked;
  if (night.lastUpdate === null) return null;
  const last = new ZoneClock(snapshot.zone).dayOf(Date.parse(night.lastUpdate.at));
  return last < day ? last : null;
}

/** The day of the monitoring point, as days since 1970-01-01 in the zone. */
export function lastDayOf(snapshot: Snapshot): number {
  return dayOfDate(snapshot.judgement.at.slice(0, 10));
}

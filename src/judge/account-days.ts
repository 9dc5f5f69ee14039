import type { AccountDays, DayMark } from '../model/account-days.ts';
import type { Observation } from '../model/observation.ts';
import { AccountDayStore } from '../store/account-days.ts';
import type { Db } from '../store/database.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { lookOf } from './fold/look.ts';
import { seenPosts, whyUnproven } from './fold/posts.ts';

/** a year and the weeks that a quarter needs to look back */
const DAYS_KEPT = 400;
const WEIGHT: Readonly<Record<string, number>> = { '.': 0, u: 1, s: 2, p: 3 };

/** The days of an account after one more observation. Pure; the order of the observations does not matter. */
export function foldDays(before: AccountDays | null, observation: Observation, clock: ZoneClock): AccountDays {
  const look = lookOf(observation, clock);
  const seen = seenPosts(look, clock);
  const publishesUnpushed =
    (before?.publishesUnpushed ?? false) || (observation.posts ?? []).some((post) => post.pushed === false);
  const why = whyUnproven(look, seen, publishesUnpushed);
  const days = new Days(before, look.night);
  days.mark(look.night, observation.neverPosted && look.worked && seen.all.length === 0 ? 's' : 'u');
  for (const post of seen.all) days.mark(clock.dayOf(post.atMs), 'p');
  const newest = seen.all[0];
  if (why === null && newest !== undefined) {
    for (let day = Math.max(days.firstDay, clock.dayOf(newest.atMs) + 1); day <= look.night; day++) days.mark(day, 's');
  }
  return { firstDay: days.firstDay, marks: days.marks(), publishesUnpushed };
}

/** A window of days that ends with the latest look. */
class Days {
  readonly firstDay: number;
  readonly #marks: string[];

  constructor(before: AccountDays | null, lookDay: number) {
    const known = before?.marks ?? '';
    const knownFrom = before?.firstDay ?? lookDay;
    const lastDay = Math.max(lookDay, knownFrom + known.length - 1);
    this.firstDay = lastDay - DAYS_KEPT + 1;
    const skipped = this.firstDay - knownFrom;
    this.#marks = [...'.'.repeat(Math.max(0, -skipped)), ...known.slice(Math.max(0, skipped))];
    while (this.#marks.length < DAYS_KEPT) this.#marks.push('.');
  }

  mark(day: number, mark: DayMark): void {
    const known = this.#marks[day - this.firstDay];
    if (known !== undefined && (WEIGHT[mark] ?? 0) > (WEIGHT[known] ?? 0)) this.#marks[day - this.firstDay] = mark;
  }

  marks(): string {
    return this.#marks.join('');
  }
}

/** The store of days with the fold of this program. */
export function accountDayStore(db: Db, zone: string): AccountDayStore {
  const clock = new ZoneClock(zone);
  return new AccountDayStore(db, zone, (before, observation) => foldDays(before, observation, clock));
}

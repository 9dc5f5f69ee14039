import type { HostPace } from '../model/adapter.ts';
import { hostIsDeclared } from '../world/guard.ts';

const DAY_MS = 86_400_000;
/** nights to spare before a breach, for nights in which nothing can be seen */
const SPARE_NIGHTS = 2;
/** an account of which no dated post is known is seen again after this many nights */
const UNDATED_EVERY_NIGHTS = 3;

/** What the plan must know of one account. Moments are epoch milliseconds. */
export interface Plannable {
  readonly id: string;
  readonly platform: string;
  /** open case, complaint, never seen, or left over from the night before */
  readonly comesFirst: boolean;
  /** the last visit that saw anything; null: never */
  readonly visitedMs: number | null;
  /** until when the newest known post counts as made; null: no dated post is known */
  readonly postUntilMs: number | null;
  /** after so many days without a post it is a breach; null: no such limit is asked of this account */
  readonly limitDays: number | null;
  /** nights that a finding needs to be confirmed */
  readonly confirmNights: number;
}

/**
 * By when the account must be visited again: before its last proven update could turn into a breach, with the nights for
 * confirmation and some to spare. From then on it is due every night, until a newer post is seen or the breach is found.
 */
export function dueMs(one: Plannable): number {
  if (one.comesFirst || one.visitedMs === null) return Number.NEGATIVE_INFINITY;
  if (one.limitDays === null) return one.visitedMs;
  if (one.postUntilMs === null) return one.visitedMs + UNDATED_EVERY_NIGHTS * DAY_MS;
  return one.postUntilMs + (one.limitDays - one.confirmNights - SPARE_NIGHTS) * DAY_MS;
}

export interface Plan {
  /** the accounts to visit tonight, in order */
  readonly tonight: readonly string[];
  /** accounts that are due tonight and for which there is no time */
  readonly unmet: readonly string[];
  /** the time that no collector can do without, milliseconds: of the slowest platform */
  readonly boundMs: number;
}

/** What one account of a platform costs at the pace of its slowest host. */
export interface Cost {
  readonly ms: number;
  /** reckoned from an earlier night; else a guess, by which nobody is left out before the time is up */
  readonly isMeasured: boolean;
}

/**
 * Which accounts are visited tonight. Where the time is enough for everybody, everybody, in the given order but
 * those first that come first; else, platform by platform, the same and then by due date, as many as fit.
 *
 * @param windowMs how long the night may collect
 */
export function planVisits(
  accounts: readonly Plannable[],
  costOf: (platform: string) => Cost,
  windowMs: number,
  nowMs: number,
): Plan {
  const tonight: string[] = [];
  const unmet: string[] = [];
  let boundMs = 0;
  for (const [platform, members] of Map.groupBy(accounts, (one) => one.platform)) {
    const cost = costOf(platform);
    const fits = cost.ms === 0 ? members.length : Math.min(members.length, Math.floor(windowMs / cost.ms));
    const chosen = fits === members.length ? firstComersFirst(members) : byDueDate(members);
    tonight.push(...chosen.slice(0, cost.isMeasured ? fits : members.length).map((one) => one.id));
    const late = chosen.slice(fits).filter((one) => dueMs(one) <= nowMs);
    unmet.push(...late.map((one) => one.id));
    boundMs = Math.max(boundMs, fits * cost.ms);
  }
  return { tonight, unmet, boundMs };
}

function firstComersFirst(accounts: readonly Plannable[]): Plannable[] {
  return accounts.toSorted((a, b) => Number(b.comesFirst) - Number(a.comesFirst));
}

/** Earliest due date first; of those due at once, those unseen the longest. */
export function byDueDate(accounts: readonly Plannable[]): Plannable[] {
  const due = new Map(accounts.map((one) => [one.id, dueMs(one)]));
  const key = (one: Plannable) => due.get(one.id) ?? 0;
  return accounts.toSorted((a, b) => compare(key(a), key(b)) || compare(a.visitedMs ?? 0, b.visitedMs ?? 0));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * What one account of a platform costs: the slowest host decides, since the hosts are asked side by side.
 *
 * @param asked how often each host was asked in an earlier night, and for how many accounts; null: not known, so that one
 *   request to each host is reckoned with
 */
export function accountCost(
  paces: readonly HostPace[],
  asked: { readonly hosts: ReadonlyMap<string, number>; readonly accounts: number } | null,
): Cost {
  const meanMs = ({ spacingMs: [least, most] }: HostPace) => (least + most) / 2;
  if (asked === null) return { ms: Math.max(0, ...paces.map(meanMs)), isMeasured: false };
  const costs = [...asked.hosts].flatMap(([host, times]) => {
    const pace = paces.find((one) => hostIsDeclared(host, [one.host]));
    return pace ? [(times / asked.accounts) * meanMs(pace)] : [];
  });
  return { ms: Math.max(0, ...costs), isMeasured: true };
}

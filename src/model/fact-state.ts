import type { Reason } from './fact.ts';
import type { Observation } from './observation.ts';
import type { AccountStatus, InteractionKind, SubjectKind } from './sighting.ts';

/** Raised when the meaning of a member changes: states of another version are made again from all observations. */
export const FACT_STATE_VERSION = 4;

type Post = NonNullable<Observation['lastPost']>;

/**
 * What the history of one account comes to: everything that rules need, and nothing that they decide. Plain JSON.
 * It is folded from the observations in time order, and folding them all again gives the same. All moments (`…Ms`) are
 * epoch milliseconds; nights are calendar dates in the program's zone, as days since 1970-01-01.
 *
 * A hundred thousand of these are read each night, so they are kept small: `evidence` is missing where it is that of the
 * latest look (`latest.evidence`), and other optional members are missing where there is nothing to say.
 */
export interface FactState {
  readonly version: typeof FACT_STATE_VERSION;
  readonly latest: LatestNight;
  /** the newest believed publication; it only moves forward, and a deleted one stays known */
  readonly post: PostState | null;
  /** the latest proof that nothing newer than `newestMs` was published */
  readonly silence: SilenceState | null;
  readonly history: FactHistory;
  /** the platform's own word that nothing was ever published; withdrawn when a post is seen */
  readonly never: NeverState | null;
  readonly count: CountState | null;
  readonly backdated: readonly Backdated[];
  /** once true for ever: the account was seen to publish without pushing (发布), which bridges do not see */
  readonly publishesUnpushed: boolean;
  readonly status: Streak<Exclude<AccountStatus, 'unknown'>> | null;
  readonly name: Streak<string> | null;
  readonly subject: (Streak<SubjectKind> & { readonly label: string | null; readonly weak: boolean }) | null;
  readonly interaction: { readonly [K in InteractionKind]?: Answer };
  readonly stores: readonly StoreState[];
  /** problems that were seen and have ended, oldest first */
  readonly past: readonly PastProblem[];
  readonly page: string | null;
}

/** The longer part, for which few rules ask: the store keeps it apart, and a judgement reads it only where a rule asks. */
export interface FactHistory {
  /** proven stretches without a publication, oldest first; see Gap */
  readonly gaps: readonly Gap[];
  readonly rhythm: Rhythm;
  /** the highest count of looks in which two sources counted, or which do not say who counted */
  readonly borneOut: CountState | null;
}

/** The highest count of works that the platform showed: a lower one is a deletion, or an answer out of a cache. */
export interface CountState {
  readonly value: number;
  /** when it was first and when it was last seen */
  readonly sinceMs: number;
  readonly atMs: number;
}

export interface NeverState {
  readonly atMs: number;
  /** the same look proved that nothing is hidden: it was whole, and healthy */
  readonly proven: boolean;
  readonly evidence?: readonly string[];
}

/** The latest night in which somebody looked; several looks of one night count as one. */
export interface LatestNight {
  readonly atMs: number;
  readonly night: number;
  /** a view worked in one of the looks */
  readonly worked: boolean;
  /** why the absence of newer posts is not proven; null where it is */
  readonly why: Reason | null;
  /** for people, Chinese: what kept us from seeing more; null where nothing did */
  readonly trouble: string | null;
  /** of the latest look in which a view worked */
  readonly evidence: readonly string[];
}

export interface PostState {
  readonly atMs: number;
  readonly precision: Post['precision'];
  /** `exact` where the look that saw it says that nothing newer is hidden */
  readonly bound: Post['bound'];
  readonly url: string | null;
  /** not seen itself, but proven by a rise of the platform's count of works */
  readonly byCount: boolean;
  /**
   * By the count: the update is younger than this. It is the first sight of the earlier count where two sources bear the
   * rise out, and else the newest dated post: one channel alone may have told of the past. `atMs`, the last sight of the
   * earlier count, holds only where both answers were of their day and not out of a cache.
   */
  readonly surelyAfterMs?: number;
  readonly evidence?: readonly string[];
}

export interface SilenceState {
  readonly atMs: number;
  readonly night: number;
  /** the newest post of the list that proved it; older than the newest known post where posts were deleted or dropped */
  readonly newestMs: number;
  /** who proved it and who bears it out, as far as the observation says */
  readonly by: readonly string[];
  readonly evidence?: readonly string[];
}

/** Nothing was published after `fromMs` and before `toMs`: proven again and again until `toMs`. */
export interface Gap {
  /** until when the post before the gap counts as made */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Distinct moments of publication of the last weeks, in seconds, ascending; whole between `wholeFromMs` and `wholeUntilMs`. */
export interface Rhythm {
  readonly momentsS: readonly number[];
  readonly wholeFromMs: number | null;
  readonly wholeUntilMs: number | null;
}

/** A publication that first appeared after an observation had proven that there was none of that date. */
export interface Backdated {
  readonly statedMs: number;
  readonly firstSeenMs: number;
  /** the proof that it contradicts */
  readonly absentAtMs: number;
  readonly url: string | null;
  readonly evidence: readonly string[];
}

/** A value seen again and again, without another one in between; nights in which it could not be seen do not count. */
export interface Streak<T> {
  readonly value: T;
  readonly sinceMs: number;
  readonly lastMs: number;
  /** distinct nights that saw it, at least six hours apart; the latest of them and its moment */
  readonly nights: number;
  readonly countedNight: number;
  readonly countedMs: number;
  /** the sources that said so, where observations name them */
  readonly by?: readonly string[];
  /** the platform's words, where it used any */
  readonly text?: string;
  /** for a migrated account: the key of the new one, proposed and never adopted */
  readonly movedTo?: string;
  /** of the first and the latest sight; of the latest alone once there were many */
  readonly evidence?: readonly string[];
}

export interface Answer {
  readonly value: 'yes' | 'no';
  /** since when it is so without another answer in between */
  readonly sinceMs: number;
  /** when it was last seen to be so */
  readonly atMs: number;
  readonly evidence?: readonly string[];
}

/** One app in one store, over the nights. */
export interface StoreState {
  readonly store: string;
  readonly night: number;
  /** what the latest night came to */
  readonly answer: 'offered' | 'absent' | 'unknown';
  /** nights in a row that ended as absent, the latest included */
  readonly absentNights: number;
  /** the same before the latest night */
  readonly absentBefore: number;
  readonly absentSinceMs: number | null;
  /** when it was last seen to be offered; null: never */
  readonly offeredAtMs: number | null;
  /** it was seen to be absent since then */
  readonly absentSinceOffer: boolean;
  /** newest listed version */
  readonly version: string | null;
  readonly updatedMs: number | null;
  /** for people: why the answer is unknown or how it is absent */
  readonly reason: string | null;
  readonly evidence?: readonly string[];
}

export interface PastProblem {
  /** the rule under which it would have been found */
  readonly rule: string;
  readonly fromMs: number;
  readonly toMs: number;
}

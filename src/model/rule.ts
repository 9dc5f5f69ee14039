import type { Account } from './account.ts';
import type { Fact } from './fact.ts';
import type { Backdated, Gap, PastProblem, PostState, Rhythm, StoreState, Streak } from './fact-state.ts';
import type { Severity } from './finding.ts';
import type { Observation } from './observation.ts';
import type { AccountStatus, InteractionKind, SubjectKind, YesNo } from './sighting.ts';

/** The newest publication, with the moment until which it counts as made. */
export interface LastPost extends PostState {
  readonly countsUntilMs: number;
  /** days since 1970-01-01 of its date in the program's zone */
  readonly day: number;
}

/** How the latest looks went. */
export interface LookNow {
  /** a view worked in the latest night, and that night is recent enough to speak for now */
  readonly worked: boolean;
  readonly atMs: number;
  /** for people, Chinese: why nothing newer is proven */
  readonly trouble: string;
  /** the fault is ours, or we were kept out: nothing may be suspected of the account for it */
  readonly ours: boolean;
  readonly evidence: readonly string[];
}

/** A mark over the nights, and what a person said of it. */
export interface Mark<T> extends Streak<T> {
  /** seen in the latest night, not only carried from an earlier one */
  readonly seenNow: boolean;
  /** a person checked by hand and saw the same */
  readonly byPerson: boolean;
}

/** One store, with the evidence of its latest answer. */
export interface StoreNow extends Omit<StoreState, 'evidence'> {
  /** answered in the latest night, and that night is recent enough to speak for now */
  readonly seenNow: boolean;
  readonly evidence: readonly string[];
}

/**
 * Everything that rules may ask of one account at one monitoring point. A rule names what it reads in `needs`;
 * reading anything else does not compile. Moments (`…Ms`) are epoch milliseconds.
 */
export interface Facts {
  /** the registry's row */
  readonly account: Account;
  readonly look: LookNow;
  readonly lastPost: Fact<LastPost>;
  /** proven, and recent enough to speak for now: nothing newer than `lastPost` was published until `atMs` */
  readonly silence: Fact<{ readonly atMs: number }>;
  /** said by the platform, and recent enough: nothing was ever published; `proven` by a look that was whole and healthy */
  readonly neverPosted: Fact<{ readonly atMs: number; readonly proven: boolean }>;
  /** the latest positive mark of the platform; seen in the latest night or carried from an earlier one */
  readonly status: Fact<Mark<Exclude<AccountStatus, 'unknown'>>>;
  readonly displayName: Fact<Mark<string>>;
  readonly subject: Fact<Mark<SubjectKind> & { readonly label: string | null; readonly weak: boolean }>;
  /** each kind that somebody looked at, a person's check included */
  readonly interaction: Fact<Readonly<Partial<Record<InteractionKind, YesNo>>>>;
  /** the kinds that the account's platform has */
  readonly interactionKinds: readonly InteractionKind[];
  /** the stores that count: declared by the owner or once seen to list it */
  readonly stores: Fact<readonly StoreNow[]>;
  readonly rhythm: Rhythm;
  readonly backdated: readonly Backdated[];
  /** proven stretches without a publication, the present one last */
  readonly gaps: readonly Gap[];
  readonly past: readonly PastProblem[];
  /** other live accounts of the same owner on the same platform */
  readonly siblings: readonly Account[];
  /** names of the owner that hold at the monitoring point, the filed one first */
  readonly ownerNames: readonly string[];
  /** rules whose open case has passed the date by which the unit had to mend it */
  readonly overdue: readonly string[];
  /** rules of an earlier `order` that found a violation at this monitoring point */
  readonly violated: ReadonlySet<string>;
}
export type FactKey = keyof Facts;

/** What the settings of the place say for one account. */
export interface Limits {
  readonly staleAfterDays: number;
  /** set: counted in working days instead of `staleAfterDays` */
  readonly staleAfterWorkingDays: number | null;
  readonly edge: 'over' | 'reached';
  readonly staleLongAfterDays: number;
  readonly appZombieAfterDays: number;
  readonly minPostsPerWeek: number | null;
  readonly warnAtDays: readonly number[];
}

/** The monitoring point and the place; rules take no other time. */
export interface RuleContext {
  readonly atMs: number;
  /** days since 1970-01-01 of the monitoring point's date */
  readonly day: number;
  readonly limits: Limits;
  /** nights that must bear out what one look can get wrong: the settings' number, at least the rule's own */
  nights(own: number): number;
  dayOf(epochMs: number): number;
  startOfDay(day: number): number;
  endOfDay(day: number): number;
  /** ISO 8601 with the zone's offset */
  iso(epochMs: number): string;
}

/** What a finding says besides the rule's own words. */
export interface Found {
  /** the moment at which the limit was passed; null where none can be named */
  readonly sinceMs: number | null;
  /** plain JSON, for the finding's `facts` */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly evidence: readonly string[];
  /** for people, Chinese: why this verdict and not a stronger one */
  readonly reason?: string;
  /** where the official wording depends on a local limit */
  readonly wording?: string;
}

export type Verdict =
  | { readonly verdict: 'pass' | 'not-applicable' }
  | ({ readonly verdict: 'violation' | 'suspected' | 'warning' } & Found)
  /** a configured source should have told, and did not; `reason` is for people, Chinese */
  | { readonly verdict: 'undetermined'; readonly reason: string }
  /** no configured source can see it; shown, never counted */
  | { readonly verdict: 'not-examined'; readonly reason: string };
export type VerdictKind = Verdict['verdict'];

export interface Basis {
  /** document number and title: 国办秘函〔2019〕19号 */
  readonly document: string;
  readonly clause: string;
  /** the wording was seen in a copy of the document */
  readonly verified: boolean;
}

export interface Parameter {
  /** key under `judge` in the settings */
  readonly key: string;
  readonly unit: string;
  readonly standard: string;
  readonly meaning: string;
}

/** A case in words, and as observations that say the same; the tests judge it. */
export interface Example {
  /** Chinese */
  readonly words: string;
  /** the monitoring point, ISO 8601 with offset */
  readonly at: string;
  readonly account?: Partial<Account>;
  /** what differs from a healthy look that proves its newest post to be the last, in time order */
  readonly looks: readonly (Partial<Observation> & { readonly observedAt: string })[];
  /** other accounts of the registry */
  readonly others?: readonly Partial<Account>[];
  readonly limits?: Partial<Limits>;
  readonly expect: VerdictKind;
}

/** One rule, one file: `judge/rules/<id>.ts` exports it as default; the file's name is the id. Rules are pure. */
export interface Rule<Needs extends FactKey = FactKey> {
  readonly id: string;
  /** place in lists; a rule that reads `violated` comes after those that it asks about */
  readonly order: number;
  /** official wording */
  readonly wording: string;
  /** what it asks, for lists of what could not be decided, never the official wording: 更新情况 */
  readonly question: string;
  readonly basis: readonly Basis[];
  readonly severity: Severity;
  readonly parameters: readonly Parameter[];
  /** for the handbook, Chinese: what is found when, and what is not */
  readonly explanation: string;
  readonly needs: readonly Needs[];
  readonly examples: readonly Example[];
  judge(facts: Pick<Facts, Needs>, context: RuleContext): Verdict;
}

/** Checks the shape at compile time: `judge` sees the facts named in `needs` and no others. */
export function defineRule<const Needs extends FactKey>(rule: Rule<Needs>): Rule {
  return rule as unknown as Rule;
}

export const PASS: Verdict = { verdict: 'pass' };
export const NOT_APPLICABLE: Verdict = { verdict: 'not-applicable' };

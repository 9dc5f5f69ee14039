import type { Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';

export const ACCOUNT_STATUSES = [
  'normal',
  'frozen',
  'banned',
  'cancelled',
  'migrated',
  'migrating',
  'not-found',
  'private',
  'restricted',
  'unknown',
] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export const SUBJECT_KINDS = [
  'government',
  'institution',
  'organisation',
  'enterprise',
  'media',
  'personal',
  'unverified',
  'unknown',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Whose account it is, by the platform's own certification. */
export interface Subject {
  readonly kind: SubjectKind;
  /** the certification text as shown; null where none is shown */
  readonly label: string | null;
  /** weak: derived from wording or colour; it is confirmed before it counts */
  readonly strength?: 'strong' | 'weak';
}

export const PRECISIONS = ['second', 'minute', 'day'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** One dated publication of the account itself (not an advertisement, not deleted, not somebody else's). */
export interface Post {
  /** the moment of publication as the platform states it (never of an edit, never a ranking time) */
  readonly at: Temporal.Instant;
  /** what of `at` is known; for `day`, `at` is the start of that day in the program's zone */
  readonly precision: Precision;
  readonly url: string | null;
  readonly title: string | null;
  /** pushed to followers (群发), only published (发布), or not known */
  readonly pushed?: boolean;
  /** pinned to the top of the list by its owner */
  readonly pinned?: boolean;
  /** the moment that the id itself carries, an independent lower bound for `at` */
  readonly idTime?: Temporal.Instant;
}

export const INTERACTION_KINDS = ['comments', 'directMessage', 'menu', 'autoReply'] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];
export type YesNo = 'yes' | 'no';
/** only what was positively seen; a kind that is missing here is unknown */
export type Interaction = { readonly [K in InteractionKind]?: YesNo };

export const LISTINGS = ['listed', 'not-listed', 'package-mismatch', 'indeterminate'] as const;
export type Listing = (typeof LISTINGS)[number];
export const ARTIFACTS = ['verified', 'reachable', 'suspect', 'not-offered', 'indeterminate', 'skipped'] as const;
export type Artifact = (typeof ARTIFACTS)[number];

/** One app in one store. */
export interface StoreSighting {
  readonly store: string;
  readonly listing: Listing;
  readonly artifact: Artifact;
  /** why something is indeterminate: transport, rate_limited, blocked, region, schema_changed, … (platforms of app stores) */
  readonly reason: string | null;
  readonly version: string | null;
  readonly updatedAt: { readonly at: Temporal.Instant; readonly precision: Precision } | null;
  readonly developer: string | null;
}

/** A positive mark of the platform about the account's state. `normal` means: the profile itself was seen alive. */
export interface StatusMark {
  readonly status: Exclude<AccountStatus, 'unknown'>;
  /** the words or the field that say so */
  readonly text: string;
  /** for `migrated`: the permanent key of the new account, proposed and never adopted */
  readonly movedTo?: string;
}

/**
 * What one source saw of one account, and nothing about what it means. No threshold, no history, no opinion.
 * Members that are missing were not seen. An empty `posts` is no statement about the account.
 */
export interface Sighting {
  readonly outcome: Outcome;
  /** for people: what happened; required in words wherever the outcome is not `ok` */
  readonly detail: string;
  readonly httpStatus: number | null;
  /** everything that this source was asked for was seen, or only part of it (list empty though the count is not, only pins) */
  readonly coverage: 'complete' | 'partial' | 'none';
  /**
   * The list is whole for this account as far as this view goes: nothing newer than the newest of `posts` was published
   * before the answer was made. Whether that proves an absence is decided by the source's `view` and by canaries.
   */
  readonly listIsWhole: boolean;
  readonly posts: readonly Post[];
  readonly status?: StatusMark;
  readonly displayName?: string;
  readonly subject?: Subject;
  /** the platform's own count of published works */
  readonly postCount?: number;
  /** true only on the platform's own words or flag that nothing was ever published */
  readonly neverPosted?: boolean;
  readonly interaction?: Interaction;
  readonly stores?: readonly StoreSighting[];
  readonly evidence: readonly Evidence[];
}

/** A sighting that saw nothing, with the reason. */
export function nothingSeen(
  outcome: Exclude<Outcome, 'ok'>,
  detail: string,
  httpStatus: number | null = null,
  evidence: readonly Evidence[] = [],
): Sighting {
  return { outcome, detail, httpStatus, coverage: 'none', listIsWhole: false, posts: [], evidence };
}

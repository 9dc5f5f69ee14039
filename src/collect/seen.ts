import type { Account } from '../model/account.ts';
import type { View } from '../model/adapter.ts';
import type { Sighting } from '../model/sighting.ts';

/** What one source saw, and what its silence is worth tonight. */
export interface Seen {
  /** `weibo.mobile` */
  readonly sourceId: string;
  readonly view: View;
  readonly sighting: Sighting;
  /** of the source's canaries in this run; `none` where the platform names none */
  readonly canary: 'alive' | 'failed' | 'none';
  /** false: not even the file of a canary could be read tonight */
  readonly filesRead?: boolean;
  /** true: its canaries were shown in the future tonight; its dates are no dates of publication */
  readonly datesWrong?: boolean;
}

export interface MergeInput {
  readonly account: Account;
  readonly seen: readonly Seen[];
  readonly at: Temporal.Instant;
  readonly zone: string;
  /** whether a copy made by somebody else shows all posts of this platform, by its settings */
  readonly mirrorIsWhole: boolean;
  readonly page: string | null;
}

/** A count out of a channel that stands still is an old one; when it jumps later, that proves no update of that time. */
export function currentCounts(answered: readonly Seen[]): (number | undefined)[] {
  return answered.map(({ sighting, canary }) => (canary === 'failed' ? undefined : sighting.postCount));
}

export function maximum(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

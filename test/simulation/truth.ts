import type { Answered } from './channels.ts';
import { DAY_MS, type TruePost } from './rhythm.ts';

const LIMIT_MS = 14 * DAY_MS;

/** What is true of one account at one monitoring point, whatever anybody saw of it. */
export interface Truth {
  /** the newest publication that still stands; null: none does */
  readonly standingMs: number | null;
  /** the newest that was ever made, deleted ones included */
  readonly newestMs: number | null;
  /** nothing was published in the 14 days before, not even something deleted since */
  readonly isBreach: boolean;
  /** saying "no update in 14 days" would be false: something of that time stands */
  readonly isInnocent: boolean;
}

export function truthAt(posts: readonly TruePost[], atMs: number): Truth {
  let standingMs: number | null = null;
  let newestMs: number | null = null;
  for (const post of posts) {
    if (post.atMs > atMs) break;
    newestMs = post.atMs;
    if (post.deletedMs > atMs) standingMs = post.atMs;
  }
  return {
    standingMs,
    newestMs,
    isBreach: newestMs === null || atMs - newestMs > LIMIT_MS,
    isInnocent: standingMs !== null && atMs - standingMs <= LIMIT_MS,
  };
}

/**
 * Whether a breach could be proven tonight, from what the channels truly did and not from what the program made of it:
 * the owner's own interface was read and was sound; or a channel that is whole was read and was sound, its canaries
 * lived, and a second channel, sound too, showed the same newest publication.
 *
 * @param living kinds of channels whose canaries were shown alive, in truth
 */
export function isProvable(truth: Truth, answers: readonly Answered[], living: ReadonlySet<string>): boolean {
  const shows = (one: Answered) =>
    one.isSound && (truth.standingMs === null ? one.saidNever : one.newestMs === truth.standingMs);
  if (answers.some((one) => one.view === 'authorised' && shows(one))) return true;
  const whole = answers.find((one) => one.view === 'complete' && shows(one) && living.has(one.kind));
  return answers.some(
    (one) => one !== whole && whole !== undefined && one.view !== 'hint' && shows(one) && living.has(one.kind),
  );
}

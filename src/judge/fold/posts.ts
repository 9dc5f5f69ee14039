import type { Reason } from '../../model/fact.ts';
import type { CountState, FactState, PostState, SilenceState } from '../../model/fact-state.ts';
import type { Observation } from '../../model/observation.ts';
import type { ZoneClock } from '../../time/zone-clock.ts';
import { type Look, statedReason } from './look.ts';

/** Clocks of platforms and of this machine may differ by so much; what lies further ahead is not believed. */
const TOLERATED_FUTURE_MS = 5 * 60_000;

/** One dated publication of this look that may be believed. */
export interface SeenPost {
  readonly atMs: number;
  readonly precision: PostState['precision'];
  readonly url: string | null;
  /** until when it counts as made */
  readonly countsUntilMs: number;
}

export interface SeenPosts {
  /** believed ones, newest first */
  readonly all: readonly SeenPost[];
  /** the newest of the answers lies in the future: something is there that cannot be dated */
  readonly hasFuture: boolean;
}

export function seenPosts(look: Look, clock: ZoneClock): SeenPosts {
  const { lastPost, posts = [] } = look.observation;
  const stated = lastPost === null ? posts : [{ ...lastPost, url: lastPost.url ?? null }, ...posts];
  const all: SeenPost[] = [];
  let hasFuture = false;
  for (const { at, precision, url } of stated) {
    const atMs = Date.parse(at);
    if (atMs > look.atMs + TOLERATED_FUTURE_MS) {
      hasFuture = true;
    } else if (!all.some((known) => known.atMs === atMs && known.precision === precision)) {
      all.push({ atMs, precision, url, countsUntilMs: clock.countsUntil(atMs, precision) });
    }
  }
  all.sort((a, b) => b.countsUntilMs - a.countsUntilMs);
  return { all, hasFuture };
}

/**
 * Moves only forward. A rise of the platform's count proves an update after the moment of the earlier count, unless the
 * list explains it. It must be borne out by two sources: one channel may answer out of a cache, from the time before a
 * deletion, and so count more than the highest count that was ever seen.
 *
 * @param isProven this look proves its newest post to be the last
 */
export function foldPost(
  before: FactState | null,
  look: Look,
  seen: SeenPosts,
  isProven: boolean,
  clock: ZoneClock,
): PostState | null {
  const post = datedPost(before?.post ?? null, look, seen, isProven, clock);
  const borneOut = before?.history.borneOut ?? null;
  const counted = leastByTwo(look.observation);
  // what one channel counted before, and its list explained, is no news when a second counts it too
  const isNews = (counted ?? 0) > (before?.count?.value ?? 0) || post?.byCount === true;
  if (isNews && isUnseenRise(before, borneOut, counted, seen)) return risen(post, borneOut, look, clock);
  // of an update that one channel alone counts, and nobody saw, nothing is known but that it may be there
  if (post === null || !hasUnseenRise(before, look, seen)) return post;
  const doubted = risen(post, before?.count ?? null, look, clock);
  if (doubted === post || doubted === null) return post;
  return { ...doubted, surelyAfterMs: post.surelyAfterMs ?? clock.countsUntil(post.atMs, post.precision) };
}

/** The update that a rise above this count tells of, unless a younger one is known. */
function risen(post: PostState | null, earlier: CountState | null, look: Look, clock: ZoneClock): PostState | null {
  if (earlier === null) return post;
  const { atMs, sinceMs: surelyAfterMs } = earlier;
  const { evidence } = look;
  const update = { precision: 'second', bound: 'lower', url: null, byCount: true, surelyAfterMs, evidence } as const;
  const known = post === null ? Number.NEGATIVE_INFINITY : clock.countsUntil(post.atMs, post.precision);
  if (atMs > known) return { atMs, ...update };
  const isSurer = post?.surelyAfterMs !== undefined && post.surelyAfterMs < surelyAfterMs;
  return isSurer ? { ...post, surelyAfterMs, evidence } : post;
}

/**
 * Where two sources counted, one of them may be wrong, and nobody knows which: there were at least as many works as the
 * lower count says, and at most as many as the higher. A look that does not say who counted is taken at its word.
 */
function leastByTwo({ countByTwo, postCount }: Observation): number | null {
  return countByTwo === undefined ? (postCount ?? null) : countByTwo;
}
export function mostByTwo({ countByTwo, postCount }: Observation): number | null {
  return countByTwo === null ? null : (postCount ?? null);
}

/**
 * The newest dated post. A post that is already known stays what it is: stated under a later date it is no update, and
 * stated under an earlier one it was no later (copies get zones wrong, or give the moment of their own fetch); what a
 * whole and healthy list says of it is its date.
 */
function datedPost(
  known: PostState | null,
  look: Look,
  seen: SeenPosts,
  isProven: boolean,
  clock: ZoneClock,
): PostState | null {
  const newest = seen.all[0];
  if (newest === undefined) return known;
  const knownUntilMs = known === null ? Number.NEGATIVE_INFINITY : clock.countsUntil(known.atMs, known.precision);
  const isSameDate = known !== null && known.atMs === newest.atMs && known.precision === newest.precision;
  const isSamePost = known !== null && known.url !== null && known.url === newest.url;
  const counts = isSamePost ? isProven || newest.countsUntilMs < knownUntilMs : newest.countsUntilMs > knownUntilMs;
  if (known?.surelyAfterMs !== undefined && !counts && newest.countsUntilMs > known.surelyAfterMs) {
    return { ...known, surelyAfterMs: newest.countsUntilMs };
  }
  if (!counts && !isSameDate) return known;
  return {
    atMs: newest.atMs,
    precision: newest.precision,
    bound: seen.hasFuture ? 'lower' : (look.observation.lastPost?.bound ?? 'lower'),
    url: newest.url ?? (isSameDate ? (known?.url ?? null) : null),
    byCount: false,
    evidence: look.evidence,
  };
}

/**
 * Whether the count rose by more than the posts that this look shows for the first time. An answer out of a cache carries
 * an old count; when the channel recovers, the count jumps, and the posts that explain the jump stand in the list with
 * their own, earlier dates.
 */
export function hasUnseenRise(before: FactState | null, look: Look, seen: SeenPosts): boolean {
  return isUnseenRise(before, before?.count ?? null, look.observation.postCount ?? null, seen);
}

function isUnseenRise(
  before: FactState | null,
  earlier: CountState | null,
  count: number | null,
  seen: SeenPosts,
): boolean {
  if (count === null || before === null || earlier === null || count <= earlier.value) return false;
  const newestBefore = before.post?.atMs ?? Number.NEGATIVE_INFINITY;
  const fresh = seen.all.filter((post) => post.atMs > newestBefore).length;
  const allAreFresh = seen.all.length > 0 && fresh === seen.all.length;
  return !allAreFresh && fresh < count - earlier.value;
}

/** @param value what this look counts; null: nothing */
export function foldCount(known: CountState | null, look: Look, value: number | null): CountState | null {
  // a later rise from a lower count would prove nothing
  if (value === null || (known !== null && value < known.value)) return known;
  const { atMs } = look;
  return { value, sinceMs: known?.value === value ? known.sinceMs : atMs, atMs };
}

/** Why this look does not prove that nothing newer than its newest post was published; null where it does. */
export function whyUnproven(look: Look, seen: SeenPosts, publishesUnpushed: boolean): Reason | null {
  const { observation } = look;
  if (!look.worked) return statedReason(observation) ?? (observation.coverage === 'blocked' ? 'kept-out' : 'failed');
  if (seen.hasFuture) return 'contradiction';
  if (observation.canAssertNoUpdate && observation.lastPost?.bound === 'exact') {
    return publishesUnpushed && onlyMirrorsProve(observation) ? 'unpushed' : null;
  }
  const stated = statedReason(observation);
  if (stated !== null) return stated;
  return observation.lastPost === null || observation.lastPost.bound === 'lower' ? 'lower-bound' : 'unconfirmed';
}

/** Copies made by others see the pushed posts alone; they prove nothing about an account that publishes without pushing. */
function onlyMirrorsProve(observation: Observation): boolean {
  const provers = observation.absence?.by ?? [];
  const asked = observation.sources.filter((source) =>
    provers.length > 0 ? provers.includes(source.source) : source.outcome === 'ok',
  );
  return asked.length > 0 && asked.every((source) => source.view === 'mirror');
}

export function foldSilence(
  before: SilenceState | null,
  look: Look,
  seen: SeenPosts,
  why: Reason | null,
): SilenceState | null {
  const newest = seen.all[0];
  if (why !== null || newest === undefined) return before;
  const { by = [], with: others = [] } = look.observation.absence ?? {};
  return {
    atMs: look.atMs,
    night: look.night,
    newestMs: newest.countsUntilMs,
    by: [...by, ...others],
    evidence: look.evidence,
  };
}

export function foldNever(before: FactState | null, look: Look, post: PostState | null): FactState['never'] {
  const { neverPosted, postCount } = look.observation;
  if (post !== null || (postCount ?? 0) > 0) return null;
  if (!neverPosted || !look.worked) return before?.never ?? null;
  return { atMs: look.atMs, proven: look.observation.canAssertNoUpdate, evidence: look.evidence };
}

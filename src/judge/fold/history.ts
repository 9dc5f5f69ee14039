import type { Backdated, FactState, Gap, PostState, Rhythm } from '../../model/fact-state.ts';
import type { ZoneClock } from '../../time/zone-clock.ts';
import type { Look } from './look.ts';
import type { SeenPosts } from './posts.ts';

const DAY_MS = 86_400_000;
/** No place calls an account stale after less than this; shorter gaps are forgotten. */
const SHORTEST_GAP_MS = 3 * DAY_MS;
const GAPS_KEPT = 12;
/** Lists lag behind by hours, bridges by a day; a post that turns up later than that was dated back. */
const LAG_MS = 2 * DAY_MS;
const BACKDATED_KEPT = 10;
const RHYTHM_WINDOW_S = 35 * 86_400;
const MOMENTS_KEPT = 64;
/** No platform pins more posts than this to the top of a list. */
const PINNED_AT_MOST = 3;

/** @param proven this look proves that nothing newer than its newest post was published */
export function foldGaps(
  before: readonly Gap[],
  look: Look,
  post: PostState | null,
  proven: boolean,
  clock: ZoneClock,
) {
  if (!proven || post === null) return before;
  const fromMs = clock.countsUntil(post.atMs, post.precision);
  if (look.atMs <= fromMs) return before;
  const last = before.at(-1);
  if (last?.fromMs === fromMs) return [...before.slice(0, -1), { fromMs, toMs: look.atMs }];
  const long = before.filter((gap) => gap.toMs - gap.fromMs >= SHORTEST_GAP_MS);
  return [...long, { fromMs, toMs: look.atMs }].slice(-GAPS_KEPT);
}

/** Publications of this look whose stated date lies where an earlier look had proven that there was none. */
export function foldBackdated(before: FactState | null, look: Look, seen: SeenPosts): readonly Backdated[] {
  let marks = before?.backdated ?? [];
  for (const post of seen.all) {
    const gap = before?.history.gaps.find((one) => post.atMs > one.fromMs && post.countsUntilMs + LAG_MS < one.toMs);
    if (gap === undefined || marks.some((mark) => mark.statedMs === post.atMs)) continue;
    const mark = {
      statedMs: post.atMs,
      firstSeenMs: look.atMs,
      absentAtMs: gap.toMs,
      url: post.url,
      evidence: look.evidence,
    };
    marks = [...marks, mark].slice(-BACKDATED_KEPT);
  }
  return marks;
}

/** @param proven as in foldGaps: the list of this look is whole as far back as it goes */
export function foldRhythm(before: Rhythm | null, look: Look, seen: SeenPosts, proven: boolean): Rhythm {
  const since = Math.floor(look.atMs / 1000) - RHYTHM_WINDOW_S;
  const known = before?.momentsS ?? [];
  const fresh = seen.all.map((post) => Math.floor(post.atMs / 1000)).filter((at) => !known.includes(at));
  let { wholeFromMs, wholeUntilMs } = before ?? { wholeFromMs: null, wholeUntilMs: null };
  if (proven) {
    const reachesMs = reachOf(look, seen);
    const joins = wholeUntilMs !== null && wholeFromMs !== null && reachesMs <= wholeUntilMs;
    wholeFromMs = joins ? Math.min(wholeFromMs ?? reachesMs, reachesMs) : reachesMs;
    wholeUntilMs = look.atMs;
  }
  let momentsS = known;
  if (fresh.length > 0 || (known[0] ?? since) < since) {
    momentsS = [...new Set([...known, ...fresh])].sort((a, b) => a - b).filter((at) => at >= since);
  }
  const dropped = momentsS.length - MOMENTS_KEPT;
  if (dropped > 0) {
    momentsS = momentsS.slice(dropped);
    const oldestMs = (momentsS[0] ?? 0) * 1000;
    if (wholeFromMs !== null && wholeFromMs < oldestMs) wholeFromMs = oldestMs;
  }
  return { momentsS, wholeFromMs, wholeUntilMs };
}

/**
 * How far back the list of this look is whole. Its oldest entries may be pinned ones, far older than the list reaches;
 * they are left out, and of a short list nothing is claimed beyond its newest.
 */
function reachOf(look: Look, seen: SeenPosts): number {
  const surest = seen.all.at(-1 - PINNED_AT_MOST) ?? seen.all[0];
  return surest?.atMs ?? look.atMs;
}

import type { CanaryLook, CanaryMemory } from '../model/canary-memory.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Fewer nights say nothing of a canary's habits. */
const NIGHTS_AT_LEAST = 3;
/** A canary that is older than ever by more than a quarter and an hour stands still. */
const FACTOR = 1.25;
const MARGIN_MS = HOUR_MS;
/** A run that begins a little earlier than another began at the same hour. */
const SAME_HOUR_MS = 30 * 60_000;

export const noMemory: CanaryMemory = { earlier: () => [], keep: () => {} };

/**
 * How old a canary's newest post may be, by its own habits; null: too little is known of them. Who looks later in the day
 * than on an earlier night may find the same post older by that time.
 * @returns milliseconds
 */
export function oldestByHabit(lookedMs: number, earlier: readonly CanaryLook[]): number | null {
  if (earlier.length < NIGHTS_AT_LEAST) return null;
  const ages = earlier.map((one) => one.lookedMs - one.newestMs + laterInTheDay(lookedMs, one.lookedMs));
  return Math.max(...ages) * FACTOR + MARGIN_MS;
}

function laterInTheDay(lookedMs: number, earlierMs: number): number {
  const laterMs = (((lookedMs - earlierMs) % DAY_MS) + DAY_MS) % DAY_MS;
  return laterMs >= DAY_MS - SAME_HOUR_MS ? 0 : laterMs;
}

import type { Gap } from '../model/fact-state.ts';

/** Lists lag behind by a night or two; pauses that lie further apart have other publications between them. */
const NEXT_TO_MS = 2 * 86_400_000;
const PAUSES_AT_MOST = 5;
const PAUSES_AT_LEAST = 2;

/**
 * The usual pause between two publications lately, milliseconds: the middle one of the last pauses that were proven to
 * follow each other. Null where fewer than two are known.
 * @param gaps proven stretches without a publication, oldest first
 * @param lastMs until when the newest publication counts as made
 */
export function usualPauseMs(gaps: readonly Gap[], lastMs: number): number | null {
  const before = gaps.filter((gap) => gap.fromMs < lastMs);
  const pauses: number[] = [];
  let nextMs = lastMs;
  for (const { fromMs, toMs } of before.toReversed()) {
    if (nextMs - toMs > NEXT_TO_MS || pauses.length === PAUSES_AT_MOST) break;
    pauses.push(nextMs - fromMs);
    nextMs = fromMs;
  }
  if (pauses.length < PAUSES_AT_LEAST) return null;
  pauses.sort((a, b) => a - b);
  return pauses[Math.floor((pauses.length - 1) / 2)] ?? null;
}

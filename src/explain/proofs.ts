import type { Observation } from '../model/observation.ts';
import type { Screenshot } from '../store/screenshots.ts';

/** One piece of evidence, as far as it is still known. */
export interface Proof {
  readonly hash: string;
  /** `weibo.mobile`, or `screenshot` for a picture of the page; null for a file that a person handed in */
  readonly source: string | null;
  readonly url: string | null;
  /** when the answer came, ISO 8601 */
  readonly fetchedAt: string | null;
  readonly excerpt: string | null;
  /** the whole answer is still kept */
  readonly kept: boolean;
}

/**
 * @param pictures of the account's page
 * @param isKept whether the body of a hash is still kept
 */
export function proofsOf(
  hashes: ReadonlySet<string>,
  observations: readonly Observation[],
  pictures: readonly Screenshot[],
  isKept: (hash: string) => boolean,
): Proof[] {
  const known = new Map<string, Omit<Proof, 'kept'>>();
  for (const { observedAt, sources } of observations) {
    for (const { source, evidence, proofs = [] } of sources) {
      for (const { hash, url, fetchedAt, excerpt } of proofs)
        known.set(hash, { hash, source, url, fetchedAt, excerpt });
      if (typeof evidence === 'string' && !known.has(evidence)) {
        known.set(evidence, { hash: evidence, source, url: null, fetchedAt: observedAt, excerpt: null });
      }
    }
  }
  for (const { hash, url, takenAt } of pictures) {
    if (hash !== null) known.set(hash, { hash, source: 'screenshot', url, fetchedAt: takenAt, excerpt: null });
  }
  return [...hashes].map((hash) => {
    const proof = known.get(hash) ?? { hash, source: null, url: null, fetchedAt: null, excerpt: null };
    return { ...proof, kept: isKept(hash) };
  });
}

import type { Observation } from '../model/observation.ts';

/** What stayed the same from one look to another. Moments are ISO 8601 with offset. */
export interface Stretch {
  readonly value: string;
  readonly from: string;
  readonly until: string;
}

export type SeenPost = NonNullable<Observation['posts']>[number] & { readonly firstSeen: string };
export type Proof = NonNullable<Observation['sources'][number]['proofs']>[number] & { readonly source: string };

/**
 * The stretches of one value over the looks of an account, the newest first; looks that did not show it are passed over.
 * @param newestFirst as the store gives them
 */
export function stretches(
  newestFirst: readonly Observation[],
  read: (observation: Observation) => string | null,
): Stretch[] {
  const found: { value: string; from: string; until: string }[] = [];
  for (const observation of newestFirst) {
    const value = read(observation);
    if (value === null) continue;
    const last = found.at(-1);
    if (last?.value === value) last.from = observation.observedAt;
    else found.push({ value, from: observation.observedAt, until: observation.observedAt });
  }
  return found;
}

/** Publications as the looks showed them, the newest first; one that several looks showed stands once. */
export function postsSeen(newestFirst: readonly Observation[], limit: number): SeenPost[] {
  const posts = new Map<string, SeenPost>();
  for (const { observedAt, posts: seen = [] } of newestFirst) {
    for (const post of seen) posts.set(post.url ?? `${post.at} ${post.title}`, { ...post, firstSeen: observedAt });
  }
  return [...posts.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, limit);
}

/** Everything that was received, by its hash; the latest look that brought it tells the rest. */
export function proofsOf(newestFirst: readonly Observation[]): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  for (const { sources } of newestFirst) {
    for (const { source, proofs: own = [] } of sources) {
      for (const proof of own) if (!proofs.has(proof.hash)) proofs.set(proof.hash, { ...proof, source });
    }
  }
  return proofs;
}

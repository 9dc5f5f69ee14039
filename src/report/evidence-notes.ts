import type { Observation } from '../model/observation.ts';
import type { EvidenceNote } from './quarter.ts';

/**
 * What is known of each piece of evidence, read from the observations of one account that it came with.
 * @param hashes as findings name them; an observation that holds none of those still sought is looked over quickly
 * @param observations asked one by one until everything is found
 */
export function evidenceNotes(
  hashes: Iterable<string>,
  observations: Iterable<Observation>,
): ReadonlyMap<string, EvidenceNote> {
  const sought = new Set(hashes);
  const notes = new Map<string, EvidenceNote>();
  if (sought.size === 0) return notes;
  for (const observation of observations) {
    for (const { source, evidence, proofs = [] } of observation.sources) {
      for (const { hash, fetchedAt, url, excerpt } of proofs) {
        if (sought.delete(hash)) notes.set(hash, { source, fetchedAt, url, excerpt });
      }
      if (typeof evidence === 'string' && sought.delete(evidence)) {
        notes.set(evidence, { source, fetchedAt: observation.observedAt, url: null, excerpt: null });
      }
    }
    if (sought.size === 0) break;
  }
  return notes;
}

import type { FactState } from '../../model/fact-state.ts';
import { INTERACTION_KINDS } from '../../model/sighting.ts';
import type { ZoneClock } from '../../time/zone-clock.ts';
import type { Look } from './look.ts';

/** The latest answer for each kind; a `no` does not undo a `yes` of the same night, and `unknown` undoes nothing. */
export function foldInteraction(before: FactState | null, look: Look, clock: ZoneClock): FactState['interaction'] {
  const earlier = before?.interaction ?? {};
  let after = earlier;
  for (const kind of INTERACTION_KINDS) {
    const value = look.observation.interaction[kind];
    if (value === 'unknown' || !look.worked) continue;
    const known = earlier[kind];
    if (value === 'no' && known?.value === 'yes' && clock.dayOf(known.atMs) === look.night) continue;
    const sinceMs = known?.value === value ? known.sinceMs : look.atMs;
    after = { ...after, [kind]: { value, sinceMs, atMs: look.atMs, evidence: look.evidence } };
  }
  return after;
}

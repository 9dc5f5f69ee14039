import type { FactState } from '../../model/fact-state.ts';

interface Proven {
  readonly evidence?: readonly string[];
}

/**
 * Evidence of the latest look is written once, in `latest`. Before the next look is folded it is put back where it was
 * left out, because from then on it is no longer that of the latest look.
 */
export function withEvidence(state: FactState): FactState {
  const { evidence } = state.latest;
  const fill = <T extends Proven>(fact: T): T => (fact.evidence === undefined ? { ...fact, evidence } : fact);
  return mapProven(state, fill);
}

/** Leaves out what `withEvidence` puts back. */
export function withoutRepetition(state: FactState): FactState {
  const shared = state.latest.evidence;
  const strip = <T extends Proven>(fact: T): T => {
    const { evidence, ...rest } = fact;
    return evidence !== undefined && isSame(evidence, shared) ? (rest as T) : fact;
  };
  return mapProven(state, strip);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((hash, index) => hash === b[index]));
}

function mapProven(state: FactState, change: <T extends Proven>(fact: T) => T): FactState {
  const maybe = <T extends Proven>(fact: T | null): T | null => (fact === null ? null : change(fact));
  const interaction = Object.entries(state.interaction).map(([kind, answer]) => [kind, change(answer)] as const);
  return {
    ...state,
    post: maybe(state.post),
    silence: maybe(state.silence),
    never: maybe(state.never),
    status: maybe(state.status),
    name: maybe(state.name),
    subject: maybe(state.subject),
    interaction: Object.fromEntries(interaction),
    stores: state.stores.map(change),
  };
}

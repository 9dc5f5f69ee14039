import { OUTCOME_WORDS } from '../judge/fold/look.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ZoneClock } from '../time/zone-clock.ts';

/** One look at the account, with every source that was asked. */
export interface AskedNight {
  /** ISO 8601 with offset */
  readonly observedAt: string;
  readonly coverage: Observation['coverage'];
  readonly sources: readonly AskedSource[];
}

interface AskedSource {
  readonly source: string;
  readonly view: string | null;
  readonly outcome: Outcome;
  /** for people, Chinese */
  readonly words: string;
  readonly httpStatus: number | null;
  readonly answers: readonly Answer[];
}

interface Answer {
  readonly hash: string;
  readonly url: string | null;
  readonly fetchedAt: string | null;
  readonly excerpt: string | null;
}

/** The looks of the latest night. */
export function askedOn(observations: readonly Observation[], clock: ZoneClock): AskedNight[] {
  const nightOf = (one: Observation) => clock.dayOf(Date.parse(one.observedAt));
  const latest = observations.at(-1);
  if (latest === undefined) return [];
  return observations
    .filter((one) => nightOf(one) === nightOf(latest))
    .map(({ observedAt, coverage, sources }) => ({ observedAt, coverage, sources: sources.map(askedSource) }));
}

function askedSource(one: Observation['sources'][number]): AskedSource {
  const { source, view, outcome, detail, httpStatus, evidence, proofs } = one;
  const words = outcome === 'ok' ? '有答复' : OUTCOME_WORDS[outcome];
  const bare = typeof evidence === 'string' ? [{ hash: evidence, url: null, fetchedAt: null, excerpt: null }] : [];
  return {
    source,
    view: view ?? null,
    outcome,
    words: detail ? `${words}：${detail}` : words,
    httpStatus: httpStatus ?? null,
    answers:
      proofs === undefined
        ? bare
        : proofs.map(({ hash, url, fetchedAt, excerpt }) => ({ hash, url, fetchedAt, excerpt })),
  };
}

import { advanceCases, openCaseKeys, overdueRules } from '../judge/cases.ts';
import { RULES } from '../judge/catalogue.ts';
import { type Judged, judge } from '../judge/engine.ts';
import { foldObservation } from '../judge/facts.ts';
import type { NightInput } from '../judge/night.ts';
import { withConfirmations } from '../judge/registry-facts.ts';
import { standingByHand } from '../judge/standing-by-hand.ts';
import type { Case } from '../model/case.ts';
import type { FactState } from '../model/fact-state.ts';
import type { Finding, Summary } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { CaseStore } from '../store/cases.ts';
import { ConfirmationStore } from '../store/confirmations.ts';
import type { Db } from '../store/database.ts';
import { ObservationStore } from '../store/observations.ts';
import { RunStore } from '../store/runs.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { type Stood, standingThen } from './history.ts';

/** What one stored night would have come to under today's rules and settings. */
export interface ReplayedNight {
  /** calendar date of the run */
  readonly date: string;
  /** its monitoring point, ISO 8601 with offset */
  readonly at: string;
  readonly summary: { readonly was: Summary; readonly now: Summary };
  /** would stand under today's rules, and did not */
  readonly added: readonly Stood[];
  /** stood, and would not */
  readonly dropped: readonly Stood[];
}

export interface Replay {
  readonly from: string;
  readonly to: string;
  readonly nights: readonly ReplayedNight[];
  /** nights on which anything would differ */
  readonly changed: number;
}

/**
 * Judges each finished night of the window again, at its own monitoring point, and compares what would stand then with
 * what stood. Cases live on from the first night of all as they would have, since a problem may have begun before the
 * window; what people dismissed stays dismissed. The history of an account is folded once, however many nights there are.
 * Writes nothing.
 * @param from first calendar date, YYYY-MM-DD
 * @param to last calendar date, included
 */
export function replay(db: Db, input: NightInput, from: string, to: string): Replay {
  const nights = new RunStore(db).judgedNights(to);
  const stored = new CaseStore(db).all();
  const registry = withConfirmations(input.registry, new ConfirmationStore(db).all());
  const clock = new ZoneClock(input.zone);
  const known = new Known(db, nights.at(-1)?.at, clock);
  const platforms = new Map(input.adapters.map((adapter) => [adapter.id, adapter]));
  let cases: readonly Case[] = [];
  const again = ({ date, at: monitoredAt, summary }: (typeof nights)[number]): ReplayedNight => {
    const at = Temporal.Instant.from(monitoredAt);
    known.foldUntil(at);
    const dismissed = dismissedThen(stored, at);
    const judged = judge({
      registry,
      settings: input.settings.judge,
      zone: input.zone,
      at,
      states: (accountId) => known.states.get(accountId),
      platforms,
      rules: RULES,
      openCases: openCaseKeys(cases),
      isDismissed: (finding) => dismissed.has(keyOf(finding)),
      overdue: overdueRules(cases, at, input.zone),
      byHand: standingByHand(stored, at, clock),
    });
    cases = advanceCases({ cases, judged, zone: input.zone }).cases;
    const [was, now] = [standingThen(stored, at), standing(judged, cases, dismissed)];
    return {
      date,
      at: judged.judgement.at,
      summary: { was: summary, now: judged.judgement.summary },
      added: without(now, was),
      dropped: without(was, now),
    };
  };
  const replayed: ReplayedNight[] = [];
  try {
    for (const night of nights) {
      const one = again(night);
      if (night.date >= from) replayed.push(one);
    }
  } finally {
    known.end();
  }
  return { from, to, nights: replayed, changed: replayed.filter(isChanged).length };
}

function isChanged({ added, dropped, summary }: ReplayedNight): boolean {
  return added.length + dropped.length > 0 || JSON.stringify(summary.was) !== JSON.stringify(summary.now);
}

/** States folded forward in time, from one moment to the next. */
class Known {
  readonly states = new Map<string, FactState>();
  readonly #clock: ZoneClock;
  readonly #observations: Iterator<Observation>;
  #next: Observation | undefined;

  constructor(db: Db, until: string | undefined, clock: ZoneClock) {
    this.#clock = clock;
    const last = until === undefined ? Temporal.Instant.fromEpochMilliseconds(0) : Temporal.Instant.from(until);
    this.#observations = new ObservationStore(db).inTimeOrder(last);
    this.#next = this.#read();
  }

  foldUntil(at: Temporal.Instant): void {
    for (;;) {
      const next = this.#next;
      if (next === undefined || Date.parse(next.observedAt) > at.epochMilliseconds) return;
      this.states.set(next.accountId, foldObservation(this.states.get(next.accountId) ?? null, next, this.#clock));
      this.#next = this.#read();
    }
  }

  /** the database cannot be closed while something is still being read from it */
  end(): void {
    this.#observations.return?.();
  }

  #read(): Observation | undefined {
    const read = this.#observations.next();
    return read.done === true ? undefined : read.value;
  }
}

/** Findings that a person had dismissed by then. */
function dismissedThen(cases: readonly Case[], at: Temporal.Instant): ReadonlySet<string> {
  const atMs = at.epochMilliseconds;
  const dismissed = cases.filter((one) => {
    const turns = one.events.filter(
      ({ kind, at: moment }) => (kind === 'dismissed' || kind === 'reopened') && Date.parse(moment) <= atMs,
    );
    return turns.at(-1)?.kind === 'dismissed';
  });
  return new Set(dismissed.map(keyOf));
}

/** What stands by today's rules: open cases, for a night that cannot tell does not end a problem. */
function standing(judged: Judged, cases: readonly Case[], dismissed: ReadonlySet<string>): Stood[] {
  const isKnown = (one: Case) => judged.accounts.has(one.accountId) && !dismissed.has(keyOf(one));
  return cases.filter((one) => one.state === 'open' && isKnown(one)).map(stood);
}

function stood({ accountId, rule, verdict, wording }: Case): Stood {
  return { accountId, rule, verdict: verdict === 'violation' ? 'violation' : 'suspected', wording };
}

function without(ones: readonly Stood[], others: readonly Stood[]): Stood[] {
  const known = new Set(others.map((one) => `${keyOf(one)} ${one.verdict}`));
  return ones.filter((one) => !known.has(`${keyOf(one)} ${one.verdict}`));
}

function keyOf({ accountId, rule }: Pick<Finding, 'accountId' | 'rule'>): string {
  return `${accountId} ${rule}`;
}

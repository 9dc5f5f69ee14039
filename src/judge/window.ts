import type { Registry } from '../model/account.ts';
import type { Case } from '../model/case.ts';
import type { FactState } from '../model/fact-state.ts';
import type { Observation } from '../model/observation.ts';
import { endOfDay } from '../time/calendar.ts';
import { dateOfDay, ZoneClock } from '../time/zone-clock.ts';
import { advanceCases, openCaseKeys } from './cases.ts';
import { RULES } from './catalogue.ts';
import { type Judged, judge } from './engine.ts';
import { foldObservation } from './facts.ts';
import type { NightInput } from './night.ts';
import { siblingKey } from './registry-facts.ts';

export interface WindowInput extends NightInput {
  readonly observations: readonly Observation[];
  /** first calendar date, YYYY-MM-DD, whose findings count */
  readonly from: string;
  /** the monitoring point; what was observed later is left out */
  readonly at: Temporal.Instant;
}

export interface JudgedWindow {
  /** at the monitoring point */
  readonly judged: Judged;
  /** the life of every finding of the window up to the monitoring point; their ids are not unique */
  readonly cases: readonly Case[];
}

/**
 * Replays observations that no store holds: as if a run had ended at the end of each day on which something was observed.
 * A day costs only what was observed on it, so one look at each account costs little more than one judgement. Pure.
 */
export function judgeWindow(input: WindowInput): JudgedWindow {
  const { registry, zone, at } = input;
  const clock = new ZoneClock(zone);
  const days = Map.groupBy(inTime(input.observations, at), ({ atMs }) => clock.dayOf(atMs));
  const states = new Map<string, FactState>();
  const cases = new Map<string, readonly Case[]>();
  const siblings = Map.groupBy(registry.accounts, siblingKey);
  const known = new Map(registry.accounts.map((account) => [account.id, account]));
  const lastDay = clock.dayOf(at.epochMilliseconds);
  for (const [day, seen] of days) {
    for (const { observation } of seen) {
      const { accountId } = observation;
      states.set(accountId, foldObservation(states.get(accountId) ?? null, observation, clock));
    }
    const date = dateOfDay(day);
    if (date < input.from || day >= lastDay) continue;
    // accounts that rules compare with each other are judged together
    const touched = new Set(seen.flatMap(({ observation }) => known.get(observation.accountId) ?? []).map(siblingKey));
    const part = { units: registry.units, accounts: [...touched].flatMap((key) => siblings.get(key) ?? []) };
    advance(input, part, states, cases, endOfDay(zone, date).subtract({ milliseconds: 1 }));
  }
  const judged = advance(input, registry, states, cases, at);
  return { judged, cases: [...cases.values()].flat() };
}

function inTime(observations: readonly Observation[], at: Temporal.Instant) {
  return observations
    .map((observation) => ({ observation, atMs: Date.parse(observation.observedAt) }))
    .filter(({ atMs }) => atMs <= at.epochMilliseconds)
    .sort((a, b) => a.atMs - b.atMs);
}

/** Judges a part of the registry at a moment and lets the cases of its accounts live on. */
function advance(
  input: WindowInput,
  part: Registry,
  states: ReadonlyMap<string, FactState>,
  cases: Map<string, readonly Case[]>,
  at: Temporal.Instant,
): Judged {
  const before = part.accounts.flatMap(({ id }) => cases.get(id) ?? []);
  const judged = judge({
    registry: part,
    settings: input.settings.judge,
    zone: input.zone,
    at,
    states: (accountId) => states.get(accountId),
    platforms: new Map(input.adapters.map((adapter) => [adapter.id, adapter])),
    rules: RULES,
    openCases: openCaseKeys(before),
  });
  const after = advanceCases({ cases: before, judged, zone: input.zone }).cases;
  for (const [accountId, own] of Map.groupBy(after, (one) => one.accountId)) cases.set(accountId, own);
  return judged;
}

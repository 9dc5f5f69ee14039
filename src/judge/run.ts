import type { Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Case } from '../model/case.ts';
import type { FactState } from '../model/fact-state.ts';
import type { Settings } from '../settings/schema.ts';
import { CaseStore } from '../store/cases.ts';
import { ConfirmationStore } from '../store/confirmations.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { FactStore } from '../store/facts.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { dismissedBy, overdueRules } from './cases.ts';
import { RULES } from './catalogue.ts';
import { type Judged, type JudgeInput, judge } from './engine.ts';
import { foldObservation } from './facts.ts';
import { readObservations } from './observations-file.ts';
import { withConfirmations } from './registry-facts.ts';
import { standingByHand } from './standing-by-hand.ts';

export interface JudgeCommandInput {
  /** the database with the stored observations; asked where no file is named */
  readonly databaseFile: string;
  readonly at: Temporal.Instant;
  readonly observationsFile?: string | undefined;
  readonly settings: Pick<Settings, 'timezone' | 'judge'>;
  readonly registry: Registry;
  readonly adapters: readonly Pick<Adapter, 'id' | 'interactionKinds'>[];
}

/**
 * Judges the stored observations with what people entered, or the observations of a file alone, by all rules; asks no
 * network and sends nothing.
 * Observations made after the monitoring point are left out.
 * @throws BadObservations, DatabaseUnusable
 */
export function judgeStored(input: JudgeCommandInput): Judged {
  const { settings, registry, at } = input;
  const judgeBy = (known: Pick<JudgeInput, 'registry' | 'states' | 'isDismissed' | 'overdue' | 'byHand'>) =>
    judge({
      ...known,
      settings: settings.judge,
      zone: settings.timezone,
      at,
      platforms: new Map(input.adapters.map((adapter) => [adapter.id, adapter])),
      rules: RULES,
    });
  if (input.observationsFile !== undefined) {
    const states = statesOfFile(input.observationsFile, settings.timezone, at);
    return judgeBy({ registry, states: (accountId) => states.get(accountId) });
  }
  const db = openDatabase(input.databaseFile);
  try {
    const facts = factStore(db, settings.timezone);
    facts.catchUp();
    const states = facts.asOf(at, idsOf(registry));
    return judgeBy({ ...enteredByPeople(db, registry, settings.timezone, at), states });
  } finally {
    db.close();
  }
}

/** What people entered, as a judgement of the store takes it: checks by hand, findings by hand, dismissals, deadlines. */
export function enteredByPeople(
  db: Db,
  registry: Registry,
  zone: string,
  at: Temporal.Instant,
  cases: readonly Case[] = new CaseStore(db).all(),
): Required<Pick<JudgeInput, 'registry' | 'isDismissed' | 'overdue' | 'byHand'>> {
  return {
    registry: withConfirmations(registry, new ConfirmationStore(db).all()),
    isDismissed: dismissedBy(cases),
    overdue: overdueRules(cases, at, zone),
    byHand: standingByHand(cases, at, new ZoneClock(zone)),
  };
}

/** In the order in which a judgement asks for them. */
export function idsOf(registry: Registry): readonly string[] {
  return registry.accounts.map((account) => account.id);
}

/** The store of facts with the fold of this program. */
export function factStore(db: Db, zone: string): FactStore {
  const clock = new ZoneClock(zone);
  return new FactStore(db, zone, (before, observation) => foldObservation(before, observation, clock));
}

/** What the observations of a file come to, account by account; those made after the moment are left out. */
export function statesOfFile(file: string, zone: string, at: Temporal.Instant): ReadonlyMap<string, FactState> {
  const clock = new ZoneClock(zone);
  const states = new Map<string, FactState>();
  const inTime = readObservations(file)
    .map((observation) => ({ observation, atMs: Date.parse(observation.observedAt) }))
    .filter(({ atMs }) => atMs <= at.epochMilliseconds)
    .sort((a, b) => a.atMs - b.atMs);
  for (const { observation } of inTime) {
    const { accountId } = observation;
    states.set(accountId, foldObservation(states.get(accountId) ?? null, observation, clock));
  }
  return states;
}

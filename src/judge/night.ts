import type { Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Case, CaseChanges } from '../model/case.ts';
import type { Settings } from '../settings/schema.ts';
import { CaseStore } from '../store/cases.ts';
import type { Db } from '../store/database.ts';
import { RunStore } from '../store/runs.ts';
import { notified } from './case-actions.ts';
import { advanceCases, changesOf, openCaseKeys } from './cases.ts';
import { RULES } from './catalogue.ts';
import { type Judged, judge } from './engine.ts';
import { enteredByPeople, factStore, idsOf } from './run.ts';

export interface JudgedNight {
  readonly judged: Judged;
  /** all cases as they were stored */
  readonly before: readonly Case[];
  /** all cases after the night; those that did not change are the same objects */
  readonly cases: readonly Case[];
  readonly changes: CaseChanges;
}

export interface NightInput {
  readonly settings: Settings;
  readonly registry: Registry;
  readonly adapters: readonly Pick<Adapter, 'id' | 'interactionKinds'>[];
  readonly zone: string;
}

/**
 * Judges everything stored up to the monitoring point and lets the cases live on. Stores nothing but the facts, which can
 * be made again at any time.
 */
export function judgeNight(db: Db, input: NightInput, at: Temporal.Instant): JudgedNight {
  const { settings, registry, adapters, zone } = input;
  const before = new CaseStore(db).all();
  const facts = factStore(db, zone);
  facts.catchUp();
  const judged = judge({
    ...enteredByPeople(db, registry, zone, at, before),
    settings: settings.judge,
    zone,
    at,
    states: facts.asOf(at, idsOf(registry)),
    platforms: new Map(adapters.map((adapter) => [adapter.id, adapter])),
    rules: RULES,
    openCases: openCaseKeys(before),
  });
  const since = new RunStore(db).judgedBefore(at);
  const advanced = advanceCases({ cases: before, judged, zone, since });
  const told = settings.mail.to.length > 0 || settings.mail.routes.units !== 'off';
  if (!told) return { judged, before, cases: advanced.cases, changes: advanced.changes };
  // the mail that tells of a violation names the date by which it must be mended, so the date is set before the mail is written
  const actor = { at, zone, by: 'xuncha' };
  const cases = advanced.cases.map((one) =>
    one.verdict === 'violation' ? notified(one, actor, settings.judge.rectifyWithinWorkingDays) : one,
  );
  return { judged, before, cases, changes: changesOf(cases, judged.judgement, since) };
}

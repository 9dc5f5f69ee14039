import type { Observation } from '../model/observation.ts';
import { dateIn, instantOf } from '../time/calendar.ts';
import { CaseStore } from './cases.ts';
import { ConfirmationStore } from './confirmations.ts';
import type { Db } from './database.ts';
import { ObservationStore } from './observations.ts';
import { ScreenshotStore } from './screenshots.ts';

/** Every hash that an observation, a case, a picture or the present state of knowledge refers to. */
export interface EvidenceUse {
  /** bodies that stay for good: of findings, of changes, of what is believed today */
  readonly forGood: ReadonlySet<string>;
  /** the others → the latest night that refers to them, YYYY-MM-DD */
  readonly lastNight: ReadonlyMap<string, string>;
}

/** Reads everything that is stored once; some seconds for a million observations. */
export function evidenceUse(db: Db, zone: string): EvidenceUse {
  const forGood = new Set([...new ScreenshotStore(db).hashes(), ...statedEvidence(db)]);
  for (const hash of enteredByPeople(db)) forGood.add(hash);
  const lastNight = new Map<string, string>();
  const before = new Map<string, { readonly marks: string; readonly hashes: readonly string[] }>();
  for (const observation of new ObservationStore(db).all()) {
    const night = dateIn(zone, instantOf(observation.observedAt)).toString();
    const hashes = hashesOf(observation);
    for (const hash of hashes) {
      const known = lastNight.get(hash);
      if (known === undefined || known < night) lastNight.set(hash, night);
    }
    const marks = marksOf(observation);
    if (marks === null) continue;
    const earlier = before.get(observation.accountId);
    if (earlier !== undefined && earlier.marks !== marks) {
      for (const hash of [...earlier.hashes, ...hashes]) forGood.add(hash);
    }
    before.set(observation.accountId, { marks, hashes });
  }
  return { forGood, lastNight };
}

export function hashesOf(observation: Observation): string[] {
  const proofs = observation.sources.flatMap((source) => [
    ...(source.evidence ? [source.evidence] : []),
    ...(source.proofs ?? []).map((proof) => proof.hash),
  ]);
  return [...new Set(proofs)];
}

/** What counts as a change of an account when it is different; a new post is no change. Null: this visit saw nothing. */
function marksOf(observation: Observation): string | null {
  if (observation.coverage === 'blocked' || observation.coverage === 'failed') return null;
  const { status, displayName, subject, neverPosted, interaction, app } = observation;
  const stores = app?.stores.map(({ store, listing, artifact }) => [store, listing, artifact]) ?? null;
  return JSON.stringify([status, displayName, subject.kind, subject.label, neverPosted, interaction, stores]);
}

/** What cases rest on, and every file that a person handed in: pictures of findings and of checks, replies of units. */
function enteredByPeople(db: Db): string[] {
  const cases = new CaseStore(db).all();
  const checks = [...new ConfirmationStore(db).all().values()].flat();
  return [
    ...cases.flatMap((one) => one.evidence),
    ...cases.flatMap((one) => one.events.flatMap((event) => hashesIn(event.text))),
    ...checks.flatMap((check) => hashesIn(check.screenshot ?? '')),
  ];
}

/** What the present facts rest on: every `sha256:…` in the states. */
function statedEvidence(db: Db): string[] {
  const states = db.prepare<[], string>('SELECT state FROM fact_state').pluck().iterate() as Iterable<string>;
  const hashes: string[] = [];
  for (const state of states) hashes.push(...hashesIn(state));
  return hashes;
}

function hashesIn(text: string): readonly string[] {
  return text.match(/sha256:[0-9a-f]{64}/g) ?? [];
}

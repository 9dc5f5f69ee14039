import { beforeEach, describe, expect, test } from 'vitest';
import { factStore } from '../../src/judge/run.ts';
import type { Observation } from '../../src/model/observation.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { fold, look, post, ZONE } from '../judge/accounts.ts';

let db: Db;
beforeEach(() => {
  db = openDatabase(':memory:');
  db.exec("INSERT INTO run (id, business_date, kind, started_at) VALUES (1, '2026-09-25', 'check', '')");
});
function store(...looks: readonly Observation[]): void {
  const observations = new ObservationStore(db);
  for (const one of looks) observations.add(1, one);
}
const nights = [20, 21, 22, 23].map((day) =>
  look(`2026-09-${day}T01:00:00+08:00`, { lastPost: post(`2026-09-${day - 1}T08:00:00+08:00`) }),
);

describe('stored facts', () => {
  test('are those of all observations, however they were caught up with', () => {
    const facts = factStore(db, ZONE);
    store(...nights.slice(0, 1));
    facts.catchUp();
    store(...nights.slice(1, 3));
    facts.catchUp();
    facts.catchUp();
    store(...nights.slice(3));
    facts.catchUp();
    expect(facts.of('a1')).toEqual(fold(nights));
  });
  test('rebuilding them from all observations gives the same', () => {
    store(...nights);
    const facts = factStore(db, ZONE);
    facts.catchUp();
    const before = facts.of('a1');
    facts.rebuild();
    expect(facts.of('a1')).toEqual(before);
  });
  test('an observation that was made earlier than the last is put in its place', () => {
    const facts = factStore(db, ZONE);
    store(...nights.slice(1));
    facts.catchUp();
    store(...nights.slice(0, 1));
    facts.catchUp();
    expect(facts.of('a1')).toEqual(fold(nights));
  });
  test('as of an earlier moment later observations are left out', () => {
    store(...nights);
    const facts = factStore(db, ZONE);
    facts.catchUp();
    const known = facts.asOf(Temporal.Instant.from('2026-09-21T12:00:00+08:00'));
    expect(known('a1')).toEqual(fold(nights.slice(0, 2)));
    expect(facts.asOf(Temporal.Instant.from('2026-09-01T12:00:00+08:00'))('a1')).toBeUndefined();
  });
  test('are the same in whatever order they are asked for, with all their history', () => {
    const ids = Array.from({ length: 1001 }, (_, index) => `n${index}`);
    store(...ids.flatMap((accountId) => nights.slice(0, 2).map((one) => ({ ...one, accountId }))));
    const facts = factStore(db, ZONE);
    facts.catchUp();
    const known = facts.asOf(Temporal.Instant.from('2026-09-25T01:00:00+08:00'), ['nobody', ...ids]);
    const expected = JSON.parse(JSON.stringify(fold(nights.slice(0, 2))));
    // the pause before it was shorter than any limit, and is forgotten
    const gap = { fromMs: Date.parse('2026-09-20T08:00:00+08:00'), toMs: Date.parse('2026-09-21T01:00:00+08:00') };
    expect(known('nobody')).toBeUndefined();
    for (const id of [...ids, 'n0', 'n1000', 'n500']) {
      const state = known(id);
      expect(JSON.parse(JSON.stringify(state)), id).toEqual(expected);
      expect(state?.history.gaps, id).toEqual([gap]);
    }
  });
  test('are made again when nights are counted in another zone', () => {
    store(...nights);
    factStore(db, ZONE).catchUp();
    const moved = factStore(db, 'America/Santiago');
    moved.catchUp();
    expect(moved.of('a1')).toEqual(fold(nights, 'America/Santiago'));
    expect(moved.of('a1')).not.toEqual(fold(nights));
  });
  test('keep nothing of a transaction that failed', () => {
    const facts = factStore(db, ZONE);
    const failing = db.transaction(() => {
      store(...nights);
      facts.catchUp();
      throw new Error('the disk is full');
    });
    expect(failing).toThrow('the disk is full');
    expect(facts.of('a1')).toBeUndefined();
    store(...nights);
    facts.catchUp();
    expect(facts.of('a1')).toEqual(fold(nights));
  });
});

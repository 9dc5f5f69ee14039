import { expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { BodyStore } from '../../src/store/bodies.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationWriter } from '../../src/store/observation-writer.ts';
import { RunStore } from '../../src/store/runs.ts';
import { GatheredEvidence, hashOf } from '../../src/world/evidence.ts';

const observation = (accountId: string) =>
  ({ accountId, observedAt: '2026-09-15T18:00:00+08:00' }) as unknown as Observation;

function office() {
  const db = openDatabase(':memory:');
  const run = new RunStore(db).night('2026-09-15', Temporal.Instant.from('2026-09-15T10:00:00Z'));
  const stored = () => db.prepare('SELECT account_id FROM observation ORDER BY id').pluck().all();
  const evidence = new GatheredEvidence();
  return { db, evidence, bodies: new BodyStore(db), writer: new ObservationWriter(db, run.id, evidence), stored };
}

test('an observation that is said to be stored is there', async () => {
  const { writer, stored } = office();
  await writer.add(observation('one'));
  expect(stored()).toEqual(['one']);
});

test('observations of the same moment are stored together, in their order', async () => {
  const { writer, stored } = office();
  await Promise.all(['one', 'two', 'three'].map((id) => writer.add(observation(id))));
  expect(stored()).toEqual(['one', 'two', 'three']);
  await writer.add(observation('four'));
  expect(stored()).toEqual(['one', 'two', 'three', 'four']);
});

test('when the disk refuses, each of them hears of it and none is there', async () => {
  const { db, writer, stored } = office();
  db.exec(
    "CREATE TRIGGER refuse BEFORE INSERT ON observation WHEN new.account_id = 'two' BEGIN SELECT raise(FAIL, 'full'); END",
  );
  const results = await Promise.allSettled(['one', 'two'].map((id) => writer.add(observation(id))));
  expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(stored()).toEqual([]);
});

test('the answers that an observation rests on are stored with it, each once', async () => {
  const { evidence, bodies, writer } = office();
  const hash = evidence.keep(Buffer.from('an answer'));
  expect(evidence.keep(Buffer.from('an answer'))).toBe(hash);
  expect(bodies.has(hash)).toBe(false);
  await writer.add(observation('one'));
  expect(bodies.read(hash)?.toString()).toBe('an answer');
  evidence.keep(Buffer.from('an answer'));
  await writer.add(observation('two'));
  expect([...bodies.packs()].flatMap((pack) => pack.bodies)).toHaveLength(1);
});

test('answers that could not be stored wait for the next observation', async () => {
  const { db, evidence, bodies, writer } = office();
  db.exec("CREATE TRIGGER refuse BEFORE INSERT ON observation BEGIN SELECT raise(FAIL, 'full'); END");
  const hash = evidence.keep(Buffer.from('an answer'));
  await expect(writer.add(observation('one'))).rejects.toThrow('full');
  expect(bodies.has(hash)).toBe(false);
  db.exec('DROP TRIGGER refuse');
  await writer.add(observation('two'));
  expect(bodies.has(hash)).toBe(true);
});

test('an answer that was pruned while the observation was being made is stored again', async () => {
  const { evidence, bodies, writer } = office();
  const bytes = Buffer.from('an answer');
  bodies.add([{ hash: hashOf(bytes), bytes }]);
  const hash = evidence.keep(bytes);
  for (const pack of [...bodies.packs()]) bodies.keepOnly(pack, new Set());
  await writer.add(observation('one'));
  expect(bodies.read(hash)).toEqual(bytes);
});

import { expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationWriter } from '../../src/store/observation-writer.ts';
import { RunStore } from '../../src/store/runs.ts';

const observation = (accountId: string) =>
  ({ accountId, observedAt: '2026-09-15T18:00:00+08:00' }) as unknown as Observation;

function office() {
  const db = openDatabase(':memory:');
  const run = new RunStore(db).night('2026-09-15', Temporal.Instant.from('2026-09-15T10:00:00Z'));
  const stored = () => db.prepare('SELECT account_id FROM observation ORDER BY id').pluck().all();
  return { db, writer: new ObservationWriter(db, run.id), stored };
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

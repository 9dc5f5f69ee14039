import { expect, test } from 'vitest';
import { accountDayStore } from '../../src/judge/account-days.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { look, post, ZONE } from '../judge/accounts.ts';

test('a reader gets the same days before, between and after catching up', () => {
  const db = openDatabase(':memory:');
  const run = new RunStore(db).night('2020-09-10', Temporal.Instant.from('2020-09-10T00:00:00Z'));
  const observations = new ObservationStore(db);
  const days = accountDayStore(db, ZONE);
  const add = (at: string, last: string) => observations.add(run.id, look(at, { lastPost: post(last) }));

  add('2020-09-08T20:00:00+08:00', '2020-09-05T09:00:00+08:00');
  const [early] = days.of(['a1']);
  days.catchUp();
  expect(days.of(['a1'])).toEqual([early]);

  add('2020-09-10T20:00:00+08:00', '2020-09-09T09:00:00+08:00');
  const [late] = days.of(['a1']);
  expect(late?.marks.slice(-6)).toBe('psssps');
  days.catchUp();
  expect(days.of(['a1', 'nobody'])).toEqual([late, null]);
  db.close();
});

test('days that were counted in another zone are counted again', () => {
  const db = openDatabase(':memory:');
  const run = new RunStore(db).night('2020-09-10', Temporal.Instant.from('2020-09-10T00:00:00Z'));
  const seen = look('2020-09-08T12:00:00Z', { lastPost: post('2020-09-06T17:30:00Z') });
  new ObservationStore(db).add(run.id, seen);
  accountDayStore(db, 'UTC').catchUp();
  const china = accountDayStore(db, ZONE);
  expect(china.of(['a1'])[0]?.marks.slice(-2)).toBe('ps');
  china.catchUp();
  expect(china.of(['a1'])[0]?.marks.slice(-2)).toBe('ps');
  expect(accountDayStore(db, 'UTC').of(['a1'])[0]?.marks.slice(-3)).toBe('pss');
  db.close();
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BackupUnusable, backUp, restore } from '../../src/store/backup.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { RunStore } from '../../src/store/runs.ts';

const NOW = Temporal.Instant.from('2026-09-15T10:00:00Z');
let folder: string;
let file: string;
let db: Db;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-backup-'));
  file = join(folder, 'xuncha.db');
  db = openDatabase(file);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function observe(run: number, account: string): void {
  db.prepare('INSERT INTO observation (run_id, account_id, observed_at_ms, line) VALUES (?, ?, 0, ?)').run(
    run,
    account,
    '{}',
  );
}
const accountsIn = (name: string) => {
  const copy = openDatabase(name);
  try {
    return copy.prepare('SELECT account_id FROM observation ORDER BY id').pluck().all();
  } finally {
    copy.close();
  }
};

test('a backup holds what was committed and nothing of a transaction that is still open', async () => {
  const run = new RunStore(db).night('2026-09-15', NOW);
  observe(run.id, 'stored');
  db.exec('BEGIN IMMEDIATE');
  observe(run.id, 'under-way');
  const report = await backUp(file, join(folder, 'copy.db'));
  db.exec('COMMIT');
  expect(report).toMatchObject({ observations: 1, newestNight: '2026-09-15' });
  expect(accountsIn(join(folder, 'copy.db'))).toEqual(['stored']);
});

test('while somebody writes all the time, a backup is still whole', async () => {
  const run = new RunStore(db).night('2026-09-15', NOW);
  let going = true;
  let written = 0;
  const writing = (async () => {
    while (going) {
      observe(run.id, `a${written++}`);
      await new Promise((next) => setImmediate(next));
    }
  })();
  const report = await backUp(file, join(folder, 'copy.db'));
  going = false;
  await writing;
  const copied = accountsIn(join(folder, 'copy.db'));
  expect(copied).toHaveLength(report.observations);
  expect(copied).toEqual(Array.from({ length: copied.length }, (_, n) => `a${n}`));
});

test('an earlier backup of the same name is replaced only by a whole one, and nothing half is left', async () => {
  writeFileSync(join(folder, 'copy.db'), 'earlier');
  await expect(backUp(join(folder, 'missing.db'), join(folder, 'copy.db'))).rejects.toThrow(BackupUnusable);
  expect(readFileSync(join(folder, 'copy.db'), 'utf8')).toBe('earlier');
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
});

test('restoring brings the backup back and keeps the database that was there beside it', async () => {
  const run = new RunStore(db).night('2026-09-15', NOW);
  observe(run.id, 'old');
  await backUp(file, join(folder, 'copy.db'));
  observe(run.id, 'new');
  db.close();
  await restore(join(folder, 'copy.db'), file, `${file}.beside`);
  expect(accountsIn(file)).toEqual(['old']);
  expect(accountsIn(`${file}.beside`)).toEqual(['old', 'new']);
});

test('a damaged database is replaced as well, and kept', async () => {
  const run = new RunStore(db).night('2026-09-15', NOW);
  observe(run.id, 'old');
  await backUp(file, join(folder, 'copy.db'));
  db.close();
  writeFileSync(file, 'not a database at all, but something that was there');
  await restore(join(folder, 'copy.db'), file, `${file}.beside`);
  expect(accountsIn(file)).toEqual(['old']);
  expect(readFileSync(`${file}.beside`, 'utf8')).toContain('something that was there');
});

test.each([
  ['no database', () => Buffer.from('this is a letter, not a database, and long enough to be read as one')],
  ['cut in the middle', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2))],
  [
    'overwritten in places',
    (whole: Buffer) => Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192, 7)]),
  ],
])('a backup that is %s is refused before anything is changed', async (_, damage) => {
  const run = new RunStore(db).night('2026-09-15', NOW);
  observe(run.id, 'old');
  await backUp(file, join(folder, 'copy.db'));
  writeFileSync(join(folder, 'bad.db'), damage(readFileSync(join(folder, 'copy.db'))));
  await expect(restore(join(folder, 'bad.db'), file, `${file}.beside`)).rejects.toThrow(BackupUnusable);
  expect(existsSync(`${file}.beside`)).toBe(false);
  expect(accountsIn(file)).toEqual(['old']);
});

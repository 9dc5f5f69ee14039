import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseUnusable, openDatabase } from '../../src/store/database.ts';
import { RunStore } from '../../src/store/runs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a night is one run, however often it is started', () => {
  const file = join(folder, 'data', 'xuncha.db');
  const at = Temporal.Instant.from('2026-09-25T01:00:00+08:00');
  const first = openDatabase(file);
  const run = new RunStore(first).night('2026-09-25', at);
  first.close();
  const second = openDatabase(file);
  expect(new RunStore(second).night('2026-09-25', at.add({ hours: 1 })).id).toBe(run.id);
  expect(new RunStore(second).night('2026-09-26', at.add({ hours: 24 })).id).not.toBe(run.id);
  second.close();
});

test('a damaged file is named, with what to do', () => {
  const file = join(folder, 'xuncha.db');
  writeFileSync(file, 'this was a database once'.repeat(400));
  expect(() => openDatabase(file)).toThrow(DatabaseUnusable);
  expect(() => openDatabase(file)).toThrow(/已损坏/);
});

test('a database of a newer version is left alone', () => {
  const file = join(folder, 'xuncha.db');
  const db = openDatabase(file);
  db.pragma('user_version = 999');
  db.close();
  expect(() => openDatabase(file)).toThrow(/更新版本/);
});

test('no two migrations have one number: the second would be left out of a database that has the first', () => {
  const numbers = readdirSync(join(import.meta.dirname, '../../src/store/migrations')).map((name) => name.slice(0, 3));
  expect(new Set(numbers).size).toBe(numbers.length);
});

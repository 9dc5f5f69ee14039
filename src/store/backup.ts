import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { openDatabase } from './database.ts';

/** The copy is not one of this program's databases, or is damaged; `message` says which. */
export class BackupUnusable extends Error {}

export interface BackupReport {
  readonly file: string;
  readonly observations: number;
  /** calendar date of the newest night; null where there is none */
  readonly newestNight: string | null;
}

/**
 * Copies a consistent state of the database while others may be writing to it. The copy is checked before it gets its
 * name, so that a file of this name is always a whole backup.
 *
 * @throws BackupUnusable
 */
export async function backUp(databaseFile: string, to: string): Promise<BackupReport> {
  if (!existsSync(databaseFile)) throw new BackupUnusable(`还没有数据库：${databaseFile}`);
  mkdirSync(dirname(to), { recursive: true });
  const unfinished = `${to}.${process.pid}.part`;
  try {
    const db = openDatabase(databaseFile, { readonly: true });
    try {
      await db.backup(unfinished);
    } finally {
      db.close();
    }
    const report = inspect(unfinished);
    sync(unfinished);
    renameSync(unfinished, to);
    sync(dirname(to));
    return { ...report, file: to };
  } finally {
    removeDatabase(unfinished);
  }
}

/**
 * Puts a backup in the place of the database and keeps the old one beside it. The caller holds the run's lock.
 *
 * @param beside name under which the database that was there is kept
 * @throws BackupUnusable before anything is changed
 */
export async function restore(from: string, databaseFile: string, beside: string): Promise<BackupReport> {
  if (!existsSync(from)) throw new BackupUnusable(`没有这个文件：${from}`);
  inspect(from);
  mkdirSync(dirname(databaseFile), { recursive: true });
  const incoming = `${databaseFile}.${process.pid}.part`;
  try {
    const source = new Database(from, { readonly: true });
    try {
      await source.backup(incoming);
    } finally {
      source.close();
    }
    const report = inspect(incoming);
    sync(incoming);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(databaseFile + suffix)) renameSync(databaseFile + suffix, beside + suffix);
    }
    renameSync(incoming, databaseFile);
    sync(dirname(databaseFile));
    // brings a backup of an older version up to date
    openDatabase(databaseFile).close();
    return { ...report, file: databaseFile };
  } finally {
    removeDatabase(incoming);
  }
}

function inspect(file: string): Omit<BackupReport, 'file'> {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    const check = db.pragma('integrity_check', { simple: true });
    if (check !== 'ok') throw new BackupUnusable(`备份 ${file} 已损坏：${String(check)}`);
    const observations = db.prepare('SELECT count(*) FROM observation').pluck().get() as number;
    const newestNight = db.prepare("SELECT max(business_date) FROM run WHERE kind = 'night'").pluck().get() as
      | string
      | null;
    return { observations, newestNight };
  } catch (error) {
    if (error instanceof BackupUnusable) throw error;
    throw new BackupUnusable(`${file} 不是巡查的备份，或已损坏：${error instanceof Error ? error.message : error}`);
  } finally {
    db?.close();
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}

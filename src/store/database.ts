import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { diskTroubleWords } from './disk-trouble.ts';

export type Db = Database.Database;

const MIGRATIONS = join(import.meta.dirname, 'migrations');

/** The database was made by a newer version of the program, or is damaged; `message` says what to do. */
export class DatabaseUnusable extends Error {}

/**
 * Opens the database, creating folder, file and tables where they are missing. Pragmas are chosen for one writer on a
 * local disk that must not lose a commit: WAL, synchronous=FULL, foreign keys on. `busy_timeout` comes first because
 * switching to WAL itself needs the lock.
 *
 * @param file path of the database, or ':memory:'
 * @throws DatabaseUnusable
 */
export function openDatabase(file: string, options: { readonly readonly?: boolean } = {}): Db {
  if (file !== ':memory:' && !options.readonly) mkdirSync(dirname(file), { recursive: true });
  let db: Db;
  try {
    db = new Database(file, { readonly: options.readonly ?? false });
    db.pragma('busy_timeout = 5000');
    if (!options.readonly) {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
    }
    db.pragma('foreign_keys = ON');
    if (!options.readonly) migrate(db, file);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(explain(file, error), { cause: error });
  }
  return db;
}

/**
 * A database that is opened read-only keeps the tables that it has; who needs those of this version asks here.
 * @throws DatabaseUnusable
 */
export function mustBeCurrent(db: Db, file: string): void {
  if ((db.pragma('user_version', { simple: true }) as number) >= newestMigration()) return;
  throw new DatabaseUnusable(`数据库 ${file} 由较旧版本的巡查写成。请先运行一次 xuncha judge，它会补上缺少的表。`);
}

function migrations(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => /^\d{3}-[a-z-]+\.sql$/.test(name))
    .sort();
}

function newestMigration(): number {
  return Number(migrations().at(-1)?.slice(0, 3) ?? 0);
}

/** Files `NNN-name.sql` run in order, each in one transaction with the number that it leaves in `user_version`. */
function migrate(db: Db, file: string): void {
  const newest = newestMigration();
  const at = db.pragma('user_version', { simple: true }) as number;
  if (at > newest) {
    throw new DatabaseUnusable(
      `数据库 ${file} 由更新版本的巡查写成（版本 ${at}，本程序只到 ${newest}）。请升级程序，或用 --home 指向别的目录。`,
    );
  }
  for (const name of migrations()) {
    const number = Number(name.slice(0, 3));
    if (number <= at) continue;
    db.transaction(() => {
      db.exec(readFileSync(join(MIGRATIONS, name), 'utf8'));
      db.pragma(`user_version = ${number}`);
    })();
  }
}

function explain(file: string, error: unknown): string {
  const words = diskTroubleWords(error) ?? (error instanceof Error ? error.message : String(error));
  return `无法打开数据库 ${file}：${words}`;
}

import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { EXIT, Stop } from '../exit.ts';
import type { Home } from '../home.ts';
import type { Actor, HandedIn } from '../judge/case-actions.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { takeLock } from '../store/lock.ts';
import { EvidenceFolder } from '../world/evidence.ts';

/** A screenshot or a unit's reply is a page or two; more is a mistake. */
const LARGEST_FILE_BYTES = 50 * 1024 * 1024;

/** Reads the database without keeping a night from its work. */
export function reading<T>(home: Home, read: (db: Db) => T): T {
  const db = openDatabase(join(home.data, 'xuncha.db'));
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/**
 * Changes the database while no night is under way: a night and a person never write at once, so that a night does not
 * save over what a person has just entered.
 * @throws Stop with status 4 while a night holds the lock
 */
export function writing<T>(home: Home, write: (db: Db) => T): T {
  const lock = takeLock(join(home.data, 'run.lock'));
  if (!lock) throw new Stop(EXIT.locked, '巡查正在进行，这一次没有记下任何内容。请等它结束后再输入同一条命令。');
  try {
    return reading(home, (db) => db.transaction(write)(db));
  } finally {
    lock.release();
  }
}

/** @param by a name; missing: the user of this machine */
export function actorOf(home: Home, by: string | undefined): Actor {
  return { at: home.now(), zone: home.zone, by: by ?? userInfo().username };
}

/**
 * Keeps a file that a person hands in, under the hash of its content.
 * @throws Stop with status 2 where it cannot be read
 */
export function keepFile(home: Home, file: string): HandedIn {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    throw new Stop(EXIT.usage, `文件不能读取：${file}（${error instanceof Error ? error.message : String(error)}）`);
  }
  if (content.length === 0) throw new Stop(EXIT.usage, `文件是空的：${file}`);
  if (content.length > LARGEST_FILE_BYTES) throw new Stop(EXIT.usage, `文件超过 50 MB：${file}。请换一份较小的。`);
  return { name: basename(file), hash: new EvidenceFolder(home.data).keep(content) };
}

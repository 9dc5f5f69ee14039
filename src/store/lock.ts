import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** Held until released or until the process is gone. */
export interface Lock {
  release(): void;
}

/**
 * One run at a time. The lock is a transaction on a file of its own: the operating system ends it with the process, however
 * that ends, so a dead process holds nothing.
 *
 * @returns null where another process holds it
 */
export function takeLock(file: string): Lock | null {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}

const POLL_MS = 100;

/** The same, asked again until it is free. @returns null where another process holds it for longer than `waitMs` */
export async function waitForLock(file: string, waitMs: number): Promise<Lock | null> {
  const end = performance.now() + waitMs;
  for (;;) {
    const lock = takeLock(file);
    if (lock !== null || performance.now() >= end) return lock;
    await pause(POLL_MS);
  }
}

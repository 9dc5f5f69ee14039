import type { Db } from './database.ts';

/** One attempt to take a picture of an account's page; it has a hash or the reason why there is no picture. */
export interface Screenshot {
  readonly accountId: string;
  readonly url: string;
  /** ISO 8601, UTC */
  readonly takenAt: string;
  /** of the PNG among the evidence */
  readonly hash: string | null;
  /** for people, Chinese */
  readonly trouble: string | null;
}

const COLUMNS = 'account_id AS accountId, url, taken_at AS takenAt, hash, trouble';

export class ScreenshotStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  add(runId: number, { accountId, url, takenAt, hash, trouble }: Screenshot): void {
    this.#db
      .prepare(
        'INSERT INTO screenshot (run_id, account_id, url, taken_at, hash, trouble) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(runId, accountId, url, takenAt, hash, trouble);
  }

  ofRun(runId: number): Screenshot[] {
    return this.#db
      .prepare<[number], Screenshot>(`SELECT ${COLUMNS} FROM screenshot WHERE run_id = ? ORDER BY account_id`)
      .all(runId);
  }

  /** pictures that exist, oldest first */
  ofAccount(accountId: string): Screenshot[] {
    return this.#db
      .prepare<[string], Screenshot>(
        `SELECT ${COLUMNS} FROM screenshot WHERE account_id = ? AND hash IS NOT NULL ORDER BY taken_at`,
      )
      .all(accountId);
  }

  /** hashes of all pictures */
  hashes(): string[] {
    return this.#db.prepare<[], string>('SELECT hash FROM screenshot WHERE hash IS NOT NULL').pluck().all() as string[];
  }
}

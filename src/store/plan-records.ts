import type { Db } from './database.ts';

/** What one night leaves to the plan of the next. */
export class PlanRecords {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adds to what earlier processes of the same run asked. */
  addAsked(runId: number, asked: ReadonlyMap<string, number>): void {
    const put = this.#db.prepare(
      'INSERT INTO host_asked (run_id, host, asked) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET asked = asked + excluded.asked',
    );
    this.#db.transaction(() => {
      for (const [host, times] of asked) put.run(runId, host, times);
    })();
  }

  /** Replaces what the run left; an empty list where it reached everybody. */
  saveLeft(runId: number, accountIds: readonly string[]): void {
    const put = this.#db.prepare('INSERT INTO left_over (run_id, account_id) VALUES (?, ?)');
    this.#db.transaction(() => {
      this.#db.prepare('DELETE FROM left_over WHERE run_id = ?').run(runId);
      for (const id of accountIds) put.run(runId, id);
    })();
  }

  leftBy(runId: number): ReadonlySet<string> {
    const ids = this.#db.prepare<[number], string>('SELECT account_id FROM left_over WHERE run_id = ?').pluck();
    return new Set(ids.all(runId) as string[]);
  }

  /** the newest night before this one that asked anything; null: there is none */
  lastNight(runId: number): number | null {
    const row = this.#db
      .prepare<[number], { id: number | null }>(
        "SELECT max(r.id) AS id FROM run r WHERE r.kind = 'night' AND r.id < ? AND EXISTS (SELECT 1 FROM host_asked h WHERE h.run_id = r.id)",
      )
      .get(runId);
    return row?.id ?? null;
  }

  askedIn(runId: number): ReadonlyMap<string, number> {
    const rows = this.#db
      .prepare<[number], { host: string; asked: number }>('SELECT host, asked FROM host_asked WHERE run_id = ?')
      .all(runId);
    return new Map(rows.map((row) => [row.host, row.asked]));
  }

  /** accounts that the run observed */
  visitedIn(runId: number): ReadonlySet<string> {
    const ids = this.#db
      .prepare<[number], string>('SELECT DISTINCT account_id FROM observation WHERE run_id = ?')
      .pluck();
    return new Set(ids.all(runId) as string[]);
  }
}

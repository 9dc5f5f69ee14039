import type { Db } from './database.ts';

/** Hosts that a run must not ask again tonight, so that a run which is started again does not either. */
export class RestingHosts {
  readonly #db: Db;
  readonly #runId: number;

  constructor(db: Db, runId: number) {
    this.#db = db;
    this.#runId = runId;
  }

  add(host: string, because: string): void {
    this.#db
      .prepare('INSERT INTO resting_host (run_id, host, because) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(this.#runId, host, because);
  }

  all(): { readonly host: string; readonly because: string }[] {
    return this.#db
      .prepare<[number], { host: string; because: string }>('SELECT host, because FROM resting_host WHERE run_id = ?')
      .all(this.#runId);
  }
}

import type { Observation } from '../model/observation.ts';
import type { Db } from './database.ts';

/** Observations in the order in which they were made. They are written once and never changed. */
export class ObservationStore {
  readonly #insert;
  readonly #ofRun;
  readonly #coverages;
  readonly #ofAccount;
  readonly #newestFirst;
  readonly #since;
  readonly #inTime;

  constructor(db: Db) {
    this.#insert = db.prepare<[number, string, number, string]>(
      'INSERT INTO observation (run_id, account_id, observed_at_ms, line) VALUES (?, ?, ?, ?)',
    );
    this.#ofRun = db.prepare<[number], { account_id: string }>(
      'SELECT DISTINCT account_id FROM observation WHERE run_id = ?',
    );
    this.#coverages = db.prepare<[number], { account_id: string; coverage: Observation['coverage'] }>(
      "SELECT account_id, line ->> 'coverage' AS coverage FROM observation WHERE run_id = ? ORDER BY id",
    );
    this.#ofAccount = db.prepare<[string], { line: string }>(
      'SELECT line FROM observation WHERE account_id = ? ORDER BY observed_at_ms, id',
    );
    this.#newestFirst = db.prepare<[string, number], { line: string }>(
      'SELECT line FROM observation WHERE account_id = ? AND observed_at_ms <= ? ORDER BY observed_at_ms DESC, id DESC',
    );
    this.#since = db.prepare<[number, number], { id: number; line: string }>(
      'SELECT id, line FROM observation WHERE id > ? ORDER BY id LIMIT ?',
    );
    this.#inTime = db.prepare<[number], { line: string }>(
      'SELECT line FROM observation WHERE observed_at_ms <= ? ORDER BY observed_at_ms, id',
    );
  }

  add(runId: number, observation: Observation): number {
    const at = Date.parse(observation.observedAt);
    const added = this.#insert.run(runId, observation.accountId, at, JSON.stringify(observation));
    return Number(added.lastInsertRowid);
  }

  /** ids of the accounts that this run has already observed */
  observedIn(runId: number): ReadonlySet<string> {
    return new Set(this.#ofRun.all(runId).map((row) => row.account_id));
  }

  /** how much of each account this run saw; of several observations the last */
  coveragesOf(runId: number): ReadonlyMap<string, Observation['coverage']> {
    const rows = this.#coverages.all(runId);
    return new Map(rows.map((row) => [row.account_id, row.coverage]));
  }

  /** in time order */
  ofAccount(accountId: string): Observation[] {
    return this.#ofAccount.all(accountId).map((row) => JSON.parse(row.line) as Observation);
  }

  /** all accounts' observations up to a moment, in time order; read one by one, so the caller may hold few at once */
  *inTimeOrder(until: Temporal.Instant): Generator<Observation> {
    for (const row of this.#inTime.iterate(until.epochMilliseconds)) yield JSON.parse(row.line) as Observation;
  }

  /** the newest first, none made after the moment; read one by one, so that a caller may stop early */
  *newestFirst(accountId: string, at: Temporal.Instant): Generator<Observation> {
    for (const row of this.#newestFirst.iterate(accountId, at.epochMilliseconds)) {
      yield JSON.parse(row.line) as Observation;
    }
  }

  /** every observation that was ever stored, in the order in which they were stored */
  *all(): Generator<Observation> {
    for (let from = 0; ; ) {
      const batch = this.after(from, 1000);
      for (const { observation } of batch) yield observation;
      const last = batch.at(-1);
      if (last === undefined) return;
      from = last.id;
    }
  }

  /** up to `limit` observations that were stored after the one with this id, in the order in which they were stored */
  after(id: number, limit: number): { readonly id: number; readonly observation: Observation }[] {
    return this.#since.all(id, limit).map((row) => ({ id: row.id, observation: JSON.parse(row.line) as Observation }));
  }
}

import type { Observation } from '../model/observation.ts';
import type { Db } from './database.ts';
import { type DownSources, downSources, withoutProofOf } from './down-sources.ts';

/** A stored line, and the run that it belongs to. */
interface Stored {
  readonly run_id: number;
  readonly line: string;
}

/**
 * Observations in the order in which they were made. They are written once and never changed; read, they prove nothing by
 * a source that was down in their run.
 */
export class ObservationStore {
  readonly #insert;
  readonly #ofRun;
  readonly #coverages;
  readonly #ofAccount;
  readonly #newestFirst;
  readonly #since;
  readonly #inTime;
  readonly #wholeRun;
  readonly #ofAccountAfter;
  readonly #down;

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
    this.#ofAccount = db.prepare<[string], Stored>(
      'SELECT run_id, line FROM observation WHERE account_id = ? ORDER BY observed_at_ms, id',
    );
    this.#newestFirst = db.prepare<[string, number], Stored>(
      'SELECT run_id, line FROM observation WHERE account_id = ? AND observed_at_ms <= ? ORDER BY observed_at_ms DESC, id DESC',
    );
    this.#since = db.prepare<[number, number], Stored & { id: number }>(
      'SELECT id, run_id, line FROM observation WHERE id > ? ORDER BY id LIMIT ?',
    );
    this.#inTime = db.prepare<[number], Stored>(
      'SELECT run_id, line FROM observation WHERE observed_at_ms <= ? ORDER BY observed_at_ms, id',
    );
    this.#wholeRun = db.prepare<[number], Stored>('SELECT run_id, line FROM observation WHERE run_id = ? ORDER BY id');
    this.#ofAccountAfter = db.prepare<[string, number], Stored>(
      'SELECT run_id, line FROM observation WHERE account_id = ? AND id > ? ORDER BY observed_at_ms, id',
    );
    this.#down = downSources(db);
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
    const down = this.#down();
    return this.#ofAccount.all(accountId).map((row) => read(row, down));
  }

  /** those that were stored after the one with this id, in time order */
  ofAccountAfter(accountId: string, id: number): Observation[] {
    const down = this.#down();
    return this.#ofAccountAfter.all(accountId, id).map((row) => read(row, down));
  }

  /** all accounts' observations up to a moment, in time order; read one by one, so the caller may hold few at once */
  *inTimeOrder(until: Temporal.Instant): Generator<Observation> {
    const down = this.#down();
    for (const row of this.#inTime.iterate(until.epochMilliseconds)) yield read(row, down);
  }

  /** the newest first, none made after the moment; read one by one, so that a caller may stop early */
  *newestFirst(accountId: string, at: Temporal.Instant): Generator<Observation> {
    const down = this.#down();
    for (const row of this.#newestFirst.iterate(accountId, at.epochMilliseconds)) yield read(row, down);
  }

  /** all of one run, in the order in which they were stored; read one by one */
  *ofRun(runId: number): Generator<Observation> {
    const down = this.#down();
    for (const row of this.#wholeRun.iterate(runId)) yield read(row, down);
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
    const down = this.#down();
    return this.#since.all(id, limit).map((row) => ({ id: row.id, observation: read(row, down) }));
  }
}

function read({ run_id, line }: Stored, down: DownSources): Observation {
  return withoutProofOf(JSON.parse(line) as Observation, down.get(run_id));
}

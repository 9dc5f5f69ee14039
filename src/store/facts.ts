import { FACT_STATE_VERSION, type FactState } from '../model/fact-state.ts';
import type { Observation } from '../model/observation.ts';
import { DatabaseUnusable, type Db } from './database.ts';
import { type FactRow, rowOf, rowReader, rowsInOrder, stateToJudge, wholeState } from './fact-rows.ts';
import { ObservationStore } from './observations.ts';

const BATCH = 2000;

/** Folds one more observation into what is known of its account; see judge/facts.ts. */
export type Fold = (before: FactState | null, observation: Observation) => FactState;

interface Progress {
  readonly observation_id: number;
  readonly zone: string;
  readonly version: number;
}

/**
 * The facts of all accounts, kept up to date as observations arrive. They hold nothing that the observations do not:
 * `rebuild` makes them again. All functions may run inside the caller's transaction.
 */
export class FactStore {
  readonly #db: Db;
  readonly #observations: ObservationStore;
  readonly #fold: Fold;
  readonly #zone: string;
  readonly #read;
  readonly #put;

  /** @param zone the zone in which `fold` counts nights; states made in another zone are made again */
  constructor(db: Db, zone: string, fold: Fold) {
    this.#db = db;
    this.#zone = zone;
    this.#fold = fold;
    this.#observations = new ObservationStore(db);
    this.#read = rowReader(db);
    this.#put = db.prepare<[FactRow]>(
      'INSERT OR REPLACE INTO fact_state (account_id, latest_ms, state, history) VALUES (@account_id, @latest_ms, @state, @history)',
    );
  }

  /**
   * Folds all observations that were stored since the last time. One that is older than what its account already holds
   * (a check with an earlier `--at`) makes that account's facts again from the beginning. In a database that is opened
   * read-only, what the last run left is taken as it is.
   * @throws DatabaseUnusable where what it left cannot be used and nothing may be written
   */
  catchUp(): void {
    if (this.#db.readonly) {
      this.#mustBeUsable();
      return;
    }
    this.#db.transaction(() => {
      const progress = this.#progress();
      if (progress.zone !== this.#zone || progress.version !== FACT_STATE_VERSION) this.#forget();
      let from = this.#progress().observation_id;
      const outOfOrder = new Set<string>();
      for (;;) {
        const batch = this.#observations.after(from, BATCH);
        if (batch.length === 0) break;
        this.#foldBatch(batch, outOfOrder);
        from = batch.at(-1)?.id ?? from;
      }
      for (const id of outOfOrder) this.#refold(id);
      this.#keepProgress(from);
    })();
  }

  /** Makes all facts again from all observations. */
  rebuild(): void {
    this.#db.transaction(() => {
      this.#forget();
      this.catchUp();
    })();
  }

  of(accountId: string): FactState | undefined {
    const row = this.#read(accountId);
    return row === undefined ? undefined : wholeState(row);
  }

  /**
   * What was known at a moment, read account by account; observations made later are left out.
   * @param accountIds the order in which most of the accounts will be asked for: they are then read many at a time
   */
  asOf(at: Temporal.Instant, accountIds: readonly string[] = []): (accountId: string) => FactState | undefined {
    const untilMs = at.epochMilliseconds;
    const read = rowsInOrder(this.#db, accountIds);
    return (accountId) => {
      const row = read(accountId);
      if (row === undefined) return undefined;
      return row.latest_ms > untilMs ? (this.#foldAll(accountId, untilMs) ?? undefined) : stateToJudge(row);
    };
  }

  /** Stores what a fold has come to, in place of what is stored of the account. */
  put(accountId: string, state: FactState): void {
    this.#put.run(rowOf(accountId, state));
  }

  #foldBatch(batch: ReturnType<ObservationStore['after']>, outOfOrder: Set<string>): void {
    const states = new Map<string, FactState>();
    for (const { observation } of batch) {
      const { accountId } = observation;
      if (outOfOrder.has(accountId)) continue;
      const before = states.get(accountId) ?? this.of(accountId) ?? null;
      if (before !== null && Date.parse(observation.observedAt) < before.latest.atMs) {
        outOfOrder.add(accountId);
        states.delete(accountId);
      } else {
        states.set(accountId, this.#fold(before, observation));
      }
    }
    for (const [id, state] of states) this.put(id, state);
  }

  #refold(accountId: string): void {
    const state = this.#foldAll(accountId, Number.POSITIVE_INFINITY);
    if (state !== null) this.put(accountId, state);
  }

  #foldAll(accountId: string, untilMs: number): FactState | null {
    let state: FactState | null = null;
    for (const observation of this.#observations.ofAccount(accountId)) {
      if (Date.parse(observation.observedAt) <= untilMs) state = this.#fold(state, observation);
    }
    return state;
  }

  #mustBeUsable(): void {
    const { zone, version } = this.#progress();
    if (zone === this.#zone && version === FACT_STATE_VERSION) return;
    throw new DatabaseUnusable('历史数据是按另一时区或另一版本整理的，只读打开时不能重做。请先运行一次 xuncha judge。');
  }

  #progress(): Progress {
    const row = this.#db
      .prepare<[], Progress>('SELECT observation_id, zone, version FROM fact_progress WHERE only_row = 1')
      .get();
    return row ?? { observation_id: 0, zone: this.#zone, version: FACT_STATE_VERSION };
  }

  #keepProgress(observationId: number): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO fact_progress (only_row, observation_id, zone, version) VALUES (1, ?, ?, ?)')
      .run(observationId, this.#zone, FACT_STATE_VERSION);
  }

  #forget(): void {
    this.#db.exec('DELETE FROM fact_state; DELETE FROM fact_progress;');
  }
}

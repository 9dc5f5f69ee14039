import type { HeldTurnout, Turnout } from '../model/turnout.ts';
import type { Db } from './database.ts';

const NIGHTS = 14;

/** What each source showed of all accounts, night by night. */
export class Turnouts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Nights of the two weeks before a calendar date on which the source was not down. */
  earlier(source: string, businessDate: string): Turnout[] {
    const first = Temporal.PlainDate.from(businessDate).subtract({ days: NIGHTS }).toString();
    return this.#db
      .prepare<[string, string, string], Turnout>(
        `SELECT t.source, t.answered, t.shown, t.fresh FROM source_turnout t JOIN run r ON r.id = t.run_id
         WHERE r.kind = 'night' AND t.source = ? AND r.business_date >= ? AND r.business_date < ? AND t.why IS NULL`,
      )
      .all(source, first, businessDate);
  }

  /**
   * Keeps what a run came to. Where that changes which of its sources were down, what was folded from its observations is
   * made again at the next catching up.
   */
  keep(runId: number, turnouts: readonly HeldTurnout[]): void {
    const put = this.#db.prepare<[number, string, number, number, number, string | null]>(
      'INSERT INTO source_turnout (run_id, source, answered, shown, fresh, why) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#db.transaction(() => {
      const before = this.#down(runId);
      this.#db.prepare<[number]>('DELETE FROM source_turnout WHERE run_id = ?').run(runId);
      for (const { source, answered, shown, fresh, why } of turnouts) {
        put.run(runId, source, answered, shown, fresh, why);
      }
      if (this.#down(runId) !== before && this.#isFolded(runId)) {
        this.#db.exec('DELETE FROM fact_progress; DELETE FROM fact_state; DELETE FROM account_days_progress;');
      }
    })();
  }

  #down(runId: number): string {
    return this.#db
      .prepare<[number], string>(
        'SELECT source FROM source_turnout WHERE run_id = ? AND why IS NOT NULL ORDER BY source',
      )
      .pluck()
      .all(runId)
      .join('\n');
  }

  #isFolded(runId: number): boolean {
    const folded = this.#db.prepare(
      `SELECT 1 FROM observation WHERE run_id = ? AND id <= max(
         coalesce((SELECT max(observation_id) FROM fact_progress), 0),
         coalesce((SELECT max(observation_id) FROM account_days_progress), 0)) LIMIT 1`,
    );
    return folded.get(runId) !== undefined;
  }
}

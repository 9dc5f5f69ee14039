import type { Summary } from '../model/finding.ts';
import type { SourceHealth } from '../model/night.ts';
import type { Db } from './database.ts';

/** A night that was judged to its end. */
export interface FinishedNight {
  readonly runId: number;
  /** YYYY-MM-DD in the configured zone */
  readonly date: string;
  /** the monitoring point (监测时间点) */
  readonly at: Temporal.Instant;
}

interface Row {
  readonly id: number;
  readonly business_date: string;
  readonly monitored_at: string;
}

const FINISHED = "kind = 'night' AND finished_at IS NOT NULL AND monitored_at IS NOT NULL AND business_date <= ?";

/** What past nights came to, for pages; reads only. Dates are calendar dates in the configured zone. */
export class NightHistory {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  latest(date: string): FinishedNight | null {
    const row = this.#db
      .prepare<[string], Row>(
        `SELECT id, business_date, monitored_at FROM run WHERE ${FINISHED} ORDER BY business_date DESC LIMIT 1`,
      )
      .get(date);
    return row === undefined ? null : nightOf(row);
  }

  /** date of the first night; null where there was none */
  firstDate(): string | null {
    const row = this.#db
      .prepare<[], { first: string | null }>("SELECT min(business_date) AS first FROM run WHERE kind = 'night'")
      .get();
    return row?.first ?? null;
  }

  /** when any run last ended, as stored; it changes whenever there may be something new to show */
  lastFinish(): string | null {
    const row = this.#db.prepare<[], { last: string | null }>('SELECT max(finished_at) AS last FROM run').get();
    return row?.last ?? null;
  }

  /** the whole registry's counts of the nights up to a date, oldest first */
  summaries(date: string, limit: number): { readonly date: string; readonly counts: Omit<Summary, 'units'> }[] {
    return this.#db
      .prepare<[string, number], { business_date: string } & Omit<Summary, 'units'>>(
        `SELECT business_date, summary ->> 'running' AS running, summary ->> 'checked' AS checked,
           summary ->> 'failed' AS failed, summary ->> 'undetermined' AS undetermined, summary ->> 'passRate' AS passRate
         FROM run WHERE ${FINISHED} AND summary IS NOT NULL ORDER BY business_date DESC LIMIT ?`,
      )
      .all(date, limit)
      .reverse()
      .map(({ business_date, ...counts }) => ({ date: business_date, counts }));
  }

  /** how each source did in the nights up to a date, oldest first */
  health(date: string, limit: number): { readonly date: string; readonly sources: SourceHealth[] }[] {
    const nights = this.#db
      .prepare<[string, number], Row>(
        `SELECT id, business_date, monitored_at FROM run WHERE ${FINISHED} ORDER BY business_date DESC LIMIT ?`,
      )
      .all(date, limit)
      .reverse();
    const ofRun = this.#db.prepare<[number], { health: string }>(
      'SELECT health FROM source_health WHERE run_id = ? ORDER BY source',
    );
    return nights.map((night) => ({
      date: night.business_date,
      sources: ofRun.all(night.id).map((row) => JSON.parse(row.health) as SourceHealth),
    }));
  }
}

function nightOf(row: Row): FinishedNight {
  return { runId: row.id, date: row.business_date, at: Temporal.Instant.from(row.monitored_at) };
}

import type { Summary } from '../model/finding.ts';
import type { SourceHealth } from '../model/night.ts';
import type { Db } from './database.ts';

export interface Run {
  readonly id: number;
  /** YYYY-MM-DD in the configured zone */
  readonly businessDate: string;
  readonly startedAt: string;
  /** the monitoring point (监测时间点): when collecting ended; null while it goes on */
  readonly monitoredAt: string | null;
  readonly finishedAt: string | null;
}

interface Row {
  id: number;
  business_date: string;
  started_at: string;
  monitored_at: string | null;
  finished_at: string | null;
}

/** how far back the night before is looked for: nights that did not end lie between */
const FEW_NIGHTS = 30;

/** Runs of the nightly job (one a calendar date) and of `check` (as many as wanted). */
export class RunStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The night of this date, made where it is missing; an unfinished one is resumed. */
  night(businessDate: string, at: Temporal.Instant): Run {
    const insert = 'INSERT INTO run (business_date, kind, started_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
    this.#db.prepare(insert).run(businessDate, 'night', at.toString());
    const row = this.#db
      .prepare<[string], Row>("SELECT * FROM run WHERE business_date = ? AND kind = 'night'")
      .get(businessDate);
    if (!row) throw new Error(`no run of ${businessDate} after it was made`);
    return runOf(row);
  }

  check(businessDate: string, at: Temporal.Instant): Run {
    const row = this.#db
      .prepare<[string, string, string], Row>(
        'INSERT INTO run (business_date, kind, started_at) VALUES (?, ?, ?) RETURNING *',
      )
      .get(businessDate, 'check', at.toString());
    if (!row) throw new Error('the run was not stored');
    return runOf(row);
  }

  /** Sets the monitoring point; a run that has one keeps it. */
  monitored(id: number, at: Temporal.Instant): void {
    this.#db.prepare('UPDATE run SET monitored_at = coalesce(monitored_at, ?) WHERE id = ?').run(at.toString(), id);
  }

  finish(id: number, at: Temporal.Instant, summary: Summary | null): void {
    this.#db
      .prepare('UPDATE run SET finished_at = ?, summary = ? WHERE id = ?')
      .run(at.toString(), JSON.stringify(summary), id);
  }

  /** nights in order of date, newest first */
  nights(limit: number): Run[] {
    return this.#db
      .prepare<[number], Row>("SELECT * FROM run WHERE kind = 'night' ORDER BY business_date DESC LIMIT ?")
      .all(limit)
      .map(runOf);
  }

  /** finished nights up to this calendar date, oldest first, with what they came to */
  judgedNights(to: string): { readonly date: string; readonly at: string; readonly summary: Summary }[] {
    return this.#db
      .prepare<[string], { business_date: string; monitored_at: string; summary: string }>(
        `SELECT business_date, monitored_at, summary FROM run
         WHERE kind = 'night' AND monitored_at IS NOT NULL AND summary IS NOT NULL AND summary <> 'null'
           AND business_date <= ? ORDER BY business_date`,
      )
      .all(to)
      .map((row) => ({ date: row.business_date, at: row.monitored_at, summary: JSON.parse(row.summary) as Summary }));
  }

  /** the monitoring point of the last finished night before a moment, ISO 8601 in UTC; null: there was none */
  judgedBefore(at: Temporal.Instant): string | null {
    const before = this.nights(FEW_NIGHTS).find(
      ({ monitoredAt, finishedAt }) =>
        finishedAt !== null && monitoredAt !== null && Temporal.Instant.compare(monitoredAt, at) < 0,
    );
    return before?.monitoredAt ?? null;
  }

  /** the units' results of finished nights before this date, oldest first, at most four weeks */
  earlierSummaries(businessDate: string): { readonly date: string; readonly units: Summary['units'] }[] {
    return this.#db
      .prepare<[string], { business_date: string; summary: string }>(
        `SELECT business_date, summary FROM run WHERE kind = 'night' AND summary IS NOT NULL AND business_date < ?
         ORDER BY business_date DESC LIMIT 28`,
      )
      .all(businessDate)
      .reverse()
      .map((row) => ({ date: row.business_date, units: (JSON.parse(row.summary) as Summary).units }));
  }

  saveHealth(runId: number, health: readonly SourceHealth[]): void {
    const save = this.#db.prepare(
      'INSERT INTO source_health (run_id, source, health) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET health = excluded.health',
    );
    this.#db.transaction(() => {
      for (const one of health) save.run(runId, one.source, JSON.stringify(one));
    })();
  }

  healthOf(runId: number): SourceHealth[] {
    return this.#db
      .prepare<[number], { health: string }>('SELECT health FROM source_health WHERE run_id = ? ORDER BY source')
      .all(runId)
      .map((row) => JSON.parse(row.health) as SourceHealth);
  }
}

function runOf(row: Row): Run {
  return {
    id: row.id,
    businessDate: row.business_date,
    startedAt: row.started_at,
    monitoredAt: row.monitored_at,
    finishedAt: row.finished_at,
  };
}

import { type CanaryLook, type CanaryMemory, NIGHTS_REMEMBERED } from '../model/canary-memory.ts';
import { dateIn } from '../time/calendar.ts';
import type { Db } from './database.ts';

/** How fresh the canaries were in earlier nights; kept for two weeks. */
export class CanaryLooks implements CanaryMemory {
  readonly #tonight: string;
  readonly #first: string;
  readonly #earlier;
  readonly #keep;

  /** @param zone in which nights are counted, IANA name */
  constructor(db: Db, zone: string, now: Temporal.Instant) {
    const tonight = dateIn(zone, now);
    this.#tonight = tonight.toString();
    this.#first = tonight.subtract({ days: NIGHTS_REMEMBERED }).toString();
    this.#earlier = db.prepare<[string, string, string, string], { looked_ms: number; newest_ms: number }>(
      `SELECT looked_ms, newest_ms FROM canary_look
       WHERE source = ? AND canary = ? AND night >= ? AND night < ? ORDER BY night`,
    );
    this.#keep = db.prepare<[string, string, string, number, number]>(
      'INSERT INTO canary_look (source, canary, night, looked_ms, newest_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    db.prepare<[string]>('DELETE FROM canary_look WHERE night < ?').run(this.#first);
  }

  earlier(source: string, canary: string): CanaryLook[] {
    const rows = this.#earlier.all(source, canary, this.#first, this.#tonight);
    return rows.map((row) => ({ lookedMs: row.looked_ms, newestMs: row.newest_ms }));
  }

  keep(source: string, canary: string, { lookedMs, newestMs }: CanaryLook): void {
    this.#keep.run(source, canary, this.#tonight, lookedMs, newestMs);
  }
}

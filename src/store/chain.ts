import { createHash } from 'node:crypto';
import type { Db } from './database.ts';

export interface ChainLink {
  readonly id: number;
  readonly businessDate: string;
  readonly lastObservation: number;
  readonly observations: number;
  /** `sha256:…` */
  readonly hash: string;
}

/** What the link before the first one is taken for. */
const BEGINNING = 'sha256:';

/**
 * The chain that binds each night to the one before. The hash of a link is SHA-256 over the hash of the link before, a
 * newline, and for each observation its id, a space, its line and a newline; so nothing can be changed, removed or put in
 * between later without breaking every link that follows.
 */
export class Chain {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Binds everything that was stored since the last link; nothing new, no link. May run inside the caller's transaction. */
  bind(runId: number, at: Temporal.Instant): void {
    const last = this.links().at(-1);
    const from = last?.lastObservation ?? 0;
    const upTo = this.#db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM observation').get()?.id ?? 0;
    if (upTo <= from) return;
    const { hash, observations } = this.#hash(last?.hash ?? BEGINNING, from, upTo);
    this.#db
      .prepare(
        'INSERT INTO chain_link (run_id, last_observation, observations, hash, linked_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(runId, upTo, observations, hash, at.toString());
  }

  links(): ChainLink[] {
    return this.#db
      .prepare<[], ChainLink>(
        `SELECT l.id, r.business_date AS businessDate, l.last_observation AS lastObservation, l.observations, l.hash
         FROM chain_link l JOIN run r ON r.id = l.run_id ORDER BY l.id`,
      )
      .all();
  }

  /** Makes every link again; the links that are not what they were. */
  broken(): ChainLink[] {
    let from = 0;
    let before = BEGINNING;
    return this.links().filter((link) => {
      const { hash } = this.#hash(before, from, link.lastObservation);
      from = link.lastObservation;
      before = link.hash;
      return hash !== link.hash;
    });
  }

  #hash(before: string, from: number, upTo: number): { hash: string; observations: number } {
    const hash = createHash('sha256').update(`${before}\n`);
    let observations = 0;
    const lines = this.#db
      .prepare<[number, number], { id: number; line: string }>(
        'SELECT id, line FROM observation WHERE id > ? AND id <= ? ORDER BY id',
      )
      .iterate(from, upTo);
    for (const { id, line } of lines) {
      hash.update(`${id} ${line}\n`);
      observations++;
    }
    return { hash: `sha256:${hash.digest('hex')}`, observations };
  }
}

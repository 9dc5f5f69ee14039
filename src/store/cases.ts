import type { Case, CaseEvent } from '../model/case.ts';
import type { Db } from './database.ts';

interface CaseRow {
  readonly id: number;
  readonly account_id: string;
  readonly rule: string;
  readonly state: Case['state'];
  readonly by_hand: number;
  readonly body: string;
}
interface EventRow {
  readonly case_id: number;
  readonly at: string;
  readonly kind: CaseEvent['kind'];
  readonly who: string;
  readonly text: string;
}
type Body = Omit<Case, 'id' | 'accountId' | 'rule' | 'state' | 'byHand' | 'events'>;

const CASES = 'SELECT id, account_id, rule, state, by_hand, body FROM case_file';
const EVENTS = 'SELECT case_id, at, kind, who, text FROM case_event';

/** Cases with their events. Events are only ever added. All functions may run inside the caller's transaction. */
export class CaseStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** every case that was ever opened, by id */
  all(): Case[] {
    const events = Map.groupBy(this.#db.prepare<[], EventRow>(`${EVENTS} ORDER BY id`).all(), (event) => event.case_id);
    return this.#db
      .prepare<[], CaseRow>(`${CASES} ORDER BY id`)
      .all()
      .map((row) => caseOf(row, events.get(row.id) ?? []));
  }

  of(id: number): Case | undefined {
    const row = this.#db.prepare<[number], CaseRow>(`${CASES} WHERE id = ?`).get(id);
    if (row === undefined) return undefined;
    return caseOf(row, this.#db.prepare<[number], EventRow>(`${EVENTS} WHERE case_id = ? ORDER BY id`).all(id));
  }

  nextId(): number {
    const row = this.#db.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) + 1 AS id FROM case_file').get();
    return row?.id ?? 1;
  }

  /**
   * Writes the cases that are not the same objects as before, and of their events those that are new.
   * @param before as they were read
   */
  save(before: readonly Case[], after: readonly Case[]): void {
    const known = new Map(before.map((one) => [one.id, one]));
    const put = this.#db.prepare<[number, string, string, string, number, string]>(
      `INSERT INTO case_file (id, account_id, rule, state, by_hand, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`,
    );
    const addEvent = this.#db.prepare<[number, string, string, string, string]>(
      'INSERT INTO case_event (case_id, at, kind, who, text) VALUES (?, ?, ?, ?, ?)',
    );
    this.#db.transaction(() => {
      for (const one of after) {
        const earlier = known.get(one.id);
        if (earlier === one) continue;
        const { id, accountId, rule, state, byHand, events, ...body } = one;
        put.run(id, accountId, rule, state, byHand ? 1 : 0, JSON.stringify(body satisfies Body));
        for (const { at, kind, by, text } of events.slice(earlier?.events.length ?? 0)) {
          addEvent.run(id, at, kind, by, text);
        }
      }
    })();
  }
}

function caseOf(row: CaseRow, events: readonly EventRow[]): Case {
  return {
    id: row.id,
    accountId: row.account_id,
    rule: row.rule,
    state: row.state,
    byHand: row.by_hand === 1,
    ...(JSON.parse(row.body) as Body),
    events: events.map(({ at, kind, who, text }) => ({ at, kind, by: who, text })),
  };
}

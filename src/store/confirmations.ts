import type { Confirmation } from '../model/account.ts';
import type { Db } from './database.ts';

interface Row {
  readonly account_id: string;
  readonly body: string;
}

/** What people checked by hand and entered at the command line; the registry's own `confirmed` entries stand beside it. */
export class ConfirmationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param enteredAt ISO 8601 with offset */
  add(accountId: string, confirmation: Confirmation, enteredAt: string): void {
    this.#db
      .prepare('INSERT INTO confirmation (account_id, entered_at, body) VALUES (?, ?, ?)')
      .run(accountId, enteredAt, JSON.stringify(confirmation));
  }

  /** by account, in the order in which they were entered */
  all(): ReadonlyMap<string, readonly Confirmation[]> {
    const rows = this.#db.prepare<[], Row>('SELECT account_id, body FROM confirmation ORDER BY id').all();
    const byAccount = Map.groupBy(rows, (row) => row.account_id);
    return new Map(
      [...byAccount].map(([accountId, own]) => [accountId, own.map((row) => JSON.parse(row.body) as Confirmation)]),
    );
  }
}

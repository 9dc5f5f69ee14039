import type { AccountDays } from '../model/account-days.ts';
import type { Observation } from '../model/observation.ts';
import type { Db } from './database.ts';
import { ObservationStore } from './observations.ts';

const BATCH = 2000;

type Fold = (before: AccountDays | null, observation: Observation) => AccountDays;
interface Row {
  readonly first_day: number;
  readonly marks: string;
  readonly unpushed: number;
}

/**
 * The days of all accounts. A reader gets them whole even where nobody has caught up yet: what is missing is folded while
 * reading, which is slower and needs no writing.
 */
export class AccountDayStore {
  readonly #db: Db;
  readonly #zone: string;
  readonly #fold: Fold;
  readonly #observations: ObservationStore;

  /** @param zone the zone in which `fold` counts days; days of another zone are made again */
  constructor(db: Db, zone: string, fold: Fold) {
    this.#db = db;
    this.#zone = zone;
    this.#fold = fold;
    this.#observations = new ObservationStore(db);
  }

  /** Folds all observations that were stored since the last time; call it where writing is allowed, once a night. */
  catchUp(): void {
    const put = this.#db.prepare<[string, number, string, number]>(
      `INSERT INTO account_days (account_id, first_day, marks, unpushed) VALUES (?, ?, ?, ?)
       ON CONFLICT (account_id) DO UPDATE
       SET first_day = excluded.first_day, marks = excluded.marks, unpushed = excluded.unpushed`,
    );
    const observations = this.#observations;
    this.#db.transaction(() => {
      if (this.#throughId() === 0) this.#db.exec('DELETE FROM account_days');
      for (let through = this.#throughId(); ; ) {
        const batch = observations.after(through, BATCH);
        const last = batch.at(-1);
        if (last === undefined) break;
        const days = new Map<string, AccountDays>();
        for (const { observation } of batch) {
          const { accountId } = observation;
          days.set(accountId, this.#fold(days.get(accountId) ?? this.#kept(accountId), observation));
        }
        for (const [id, { firstDay, marks, publishesUnpushed }] of days) {
          put.run(id, firstDay, marks, publishesUnpushed ? 1 : 0);
        }
        through = last.id;
        this.#db
          .prepare('INSERT OR REPLACE INTO account_days_progress (only_row, observation_id, zone) VALUES (1, ?, ?)')
          .run(through, this.#zone);
      }
    })();
  }

  /** Of several accounts at once; null where one was never looked at. */
  of(accountIds: readonly string[]): (AccountDays | null)[] {
    const through = this.#throughId();
    return accountIds.map((id) => {
      let days = through === 0 ? null : this.#kept(id);
      for (const observation of this.#observations.ofAccountAfter(id, through)) days = this.#fold(days, observation);
      return days;
    });
  }

  #kept(accountId: string): AccountDays | null {
    const row = this.#db
      .prepare<[string], Row>('SELECT first_day, marks, unpushed FROM account_days WHERE account_id = ?')
      .get(accountId);
    return row === undefined
      ? null
      : { firstDay: row.first_day, marks: row.marks, publishesUnpushed: row.unpushed === 1 };
  }

  /** the id up to which observations are folded; 0 where none are, or in another zone */
  #throughId(): number {
    const row = this.#db
      .prepare<[], { observation_id: number; zone: string }>(
        'SELECT observation_id, zone FROM account_days_progress WHERE only_row = 1',
      )
      .get();
    return row?.zone === this.#zone ? row.observation_id : 0;
  }
}

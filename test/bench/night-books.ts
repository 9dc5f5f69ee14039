import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeptEvidence } from '../../src/kept-evidence.ts';
import type { Observation } from '../../src/model/observation.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { hashesOf } from '../../src/store/evidence-use.ts';
import type { Parcel } from '../mail/post-office.ts';

export interface Faults {
  lost: number;
  doubled: number;
  /**
   * mails that never came because the process died between the end of the text and the server's answer, and of which the
   * outbox says so: SMTP cannot promise more without sending some mails twice (docs/decisions/0003-outbox.md)
   */
  uncertain: number;
  readonly words: string[];
}

/** What the database of a home holds, read again and again, so that nothing that was once stored can go unnoticed. */
export class NightBooks {
  readonly #file: string;
  readonly #accounts: readonly string[];
  readonly #faults: Faults;
  /** observation id → line */
  readonly #seen = new Map<number, string>();

  constructor(home: string, accounts: readonly string[], faults: Faults) {
    this.#file = join(home, 'data', 'xuncha.db');
    this.#accounts = accounts;
    this.#faults = faults;
  }

  /** Accounts that the night of this date has stored. Compares everything stored with what was there before. */
  observed(date: string): ReadonlySet<string> {
    if (!existsSync(this.#file)) return new Set();
    return this.#read((db) => {
      const rows = db
        .prepare<[], { id: number; account_id: string; line: string; business_date: string }>(
          'SELECT o.id, o.account_id, o.line, r.business_date FROM observation o JOIN run r ON r.id = o.run_id',
        )
        .all();
      const there = new Map(rows.map((row) => [row.id, row.line]));
      for (const [id, line] of this.#seen) {
        if (there.get(id) !== line) this.#lost(`observation ${id} vanished or changed`);
      }
      const kept = new KeptEvidence(db, dirname(this.#file));
      for (const [id, line] of there) {
        if (this.#seen.has(id)) continue;
        this.#seen.set(id, line);
        const gone = hashesOf(JSON.parse(line) as Observation).filter((hash) => !kept.has(hash));
        if (gone.length > 0) this.#lost(`observation ${id} rests on ${gone.length} answers that are not kept`);
      }
      return new Set(rows.filter((row) => row.business_date === date).map((row) => row.account_id));
    });
  }

  /** Accounts whose page the night of this date took a picture of, or tried to: after the observation, so they are asked once more. */
  pictured(date: string): ReadonlySet<string> {
    return this.#read((db) => {
      const rows = db
        .prepare<[string], { account_id: string }>(
          'SELECT s.account_id FROM screenshot s JOIN run r ON r.id = s.run_id WHERE r.business_date = ?',
        )
        .all(date);
      return new Set(rows.map((row) => row.account_id));
    });
  }

  /** Every account once, an end, and one mail to each recipient. */
  checkNight(date: string, recipients: readonly string[], taken: readonly Parcel[]): void {
    this.observed(date);
    this.#read((db) => {
      const counts = new Map(
        db
          .prepare<[string], { account_id: string; times: number }>(
            `SELECT o.account_id, count(*) AS times FROM observation o JOIN run r ON r.id = o.run_id
             WHERE r.business_date = ? GROUP BY o.account_id`,
          )
          .all(date)
          .map((row) => [row.account_id, row.times]),
      );
      for (const id of this.#accounts) {
        const times = counts.get(id) ?? 0;
        if (times === 0) this.#lost(`${date}: ${id} was not observed`);
        if (times > 1) this.#doubled(`${date}: ${id} was observed ${times} times`);
      }
      const ended = db.prepare('SELECT finished_at FROM run WHERE business_date = ?').pluck().get(date);
      if (!ended) this.#lost(`${date}: the night has no end`);
      const mails = db
        .prepare<[string], { recipient: string; message_id: string; state: string }>(
          'SELECT recipient, message_id, state FROM outbox WHERE business_date = ?',
        )
        .all(date);
      for (const recipient of recipients) {
        const own = mails.filter((mail) => mail.recipient === recipient);
        const came = taken.filter(
          (parcel) => parcel.to.includes(recipient) && own.some((mail) => namesMail(parcel, mail.message_id)),
        );
        if (own.length > 1) this.#doubled(`${date}: ${own.length} mails for ${recipient}`);
        if (came.length > 1) this.#doubled(`${date}: the mail for ${recipient} came ${came.length} times`);
        if (came.length > 0) continue;
        if (own.some((mail) => mail.state === 'uncertain')) this.#faults.uncertain++;
        else this.#lost(`${date}: no mail for ${recipient} (${own.map((one) => one.state)})`);
      }
    });
  }

  /** One account has one case for one rule. */
  checkCases(): void {
    this.#read((db) => {
      const twice = db
        .prepare<[], { account_id: string; rule: string }>(
          'SELECT account_id, rule FROM case_file GROUP BY account_id, rule HAVING count(*) > 1',
        )
        .all();
      for (const { account_id, rule } of twice) this.#doubled(`${account_id} has two cases of ${rule}`);
      if (db.pragma('integrity_check', { simple: true }) !== 'ok') this.#lost('the database is damaged');
    });
  }

  #read<T>(read: (db: Db) => T): T {
    const db = openDatabase(this.#file);
    try {
      return read(db);
    } finally {
      db.close();
    }
  }

  #lost(words: string): void {
    this.#faults.lost++;
    this.#faults.words.push(words);
  }

  #doubled(words: string): void {
    this.#faults.doubled++;
    this.#faults.words.push(words);
  }
}

function namesMail(parcel: Parcel, messageId: string): boolean {
  return parcel.raw.subarray(0, 4000).toString('latin1').includes(messageId);
}

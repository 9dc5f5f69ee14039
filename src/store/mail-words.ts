import type { Db } from './database.ts';

/** What a person who asked the recipient knows, or decides, of a mail that nobody can be sure of. */
export type MailWord = 'arrived' | 'send-again';

export interface SpokenMailWord {
  readonly mailId: number;
  /** milliseconds of the program's clock */
  readonly atMs: number;
  readonly by: string;
  readonly word: MailWord;
}

/** From which states a word leads, and to which. A mail that was given up did not arrive: it can only be sent again. */
const LEADS = {
  arrived: { from: ['uncertain'], to: 'sent', words: '确认已收到' },
  'send-again': { from: ['uncertain', 'dead'], to: 'queued', words: '要求重新发送' },
} as const;

/** Why a word cannot be taken; nothing was changed. */
export type MailWordRefusal = 'no-such-mail' | 'not-open' | 'content-pruned';

/** What people said of mails; each stays, however the mail goes on. */
export class MailWords {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  all(): SpokenMailWord[] {
    return this.#db
      .prepare<[], SpokenMailWord>(
        'SELECT outbox_id AS mailId, at_ms AS atMs, by, word FROM outbox_word ORDER BY at_ms, rowid',
      )
      .all();
  }

  /**
   * Settles the mail, or puts it back among those that are due, with the Message-ID that it has. A round of sending that is
   * under way does not disturb this: it touches only mails that are queued or being sent.
   *
   * @returns null where it was taken
   */
  say({ mailId, atMs, by, word }: SpokenMailWord): MailWordRefusal | null {
    const { from, to, words } = LEADS[word];
    return this.#db
      .transaction((): MailWordRefusal | null => {
        const mail = this.#db
          .prepare<[number], { state: string; prunedAtMs: number | null }>(
            `SELECT outbox.state, mail_content.pruned_at_ms AS prunedAtMs
           FROM outbox JOIN mail_content ON mail_content.id = outbox.content_id WHERE outbox.id = ?`,
          )
          .get(mailId);
        if (!mail) return 'no-such-mail';
        if (!from.some((state) => state === mail.state)) return 'not-open';
        if (word === 'send-again' && mail.prunedAtMs !== null) return 'content-pruned';
        this.#db
          .prepare('INSERT INTO outbox_word (outbox_id, at_ms, by, word) VALUES (?, ?, ?, ?)')
          .run(mailId, atMs, by, word);
        const answer = `${by}${words}`;
        if (to === 'sent') {
          this.#db
            .prepare(`UPDATE outbox SET state = 'sent', settled_at_ms = ?, last_answer = ? WHERE id = ?`)
            .run(atMs, answer, mailId);
        } else {
          this.#db
            .prepare(
              `UPDATE outbox SET state = 'queued', settled_at_ms = NULL, due_at_ms = ?, released_at_ms = ?, last_answer = ?
             WHERE id = ?`,
            )
            .run(atMs, atMs, answer, mailId);
        }
        return null;
      })
      .immediate();
  }
}

import { createHash } from 'node:crypto';
import type { Db } from './database.ts';

/** A file that goes with a mail. */
export interface Annex {
  readonly name: string;
  /** media type */
  readonly type: string;
  readonly bytes: Buffer;
}

/** One mail to one or more people; each gets a copy of their own. */
export interface OutgoingMail {
  /** the run's calendar date, YYYY-MM-DD */
  readonly date: string;
  /** `supervisors`, `unit:衡阳市` */
  readonly kind: string;
  /** 1: the mail of the date; 2, 3 …: supplements */
  readonly part: number;
  /** `名称 <name@host>` or `name@host` */
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly annexes: readonly Annex[];
}

export type OutboxState = 'queued' | 'sending' | 'sent' | 'dead' | 'uncertain';

/** One row of the outbox: one mail to one recipient. */
export interface OutboxRow {
  readonly id: number;
  readonly dedupe: string;
  readonly date: string;
  readonly kind: string;
  readonly part: number;
  readonly contentId: number;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly createdAtMs: number;
  /** since when it is being tried: when it was written, or when a person last let it go again */
  readonly triedSinceMs: number;
  readonly state: OutboxState;
  /** `connecting`: the server cannot have the mail; `ending`: it may have it. Null unless sending */
  readonly phase: 'connecting' | 'ending' | null;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly lastAnswer: string | null;
}

/** A mail that did not reach its recipient, or of which nobody can say. */
export type LostMail = Pick<OutboxRow, 'id' | 'date' | 'to' | 'lastAnswer'> & { readonly state: 'dead' | 'uncertain' };

const COLUMNS = `id, dedupe, business_date AS date, kind, part, content_id AS contentId, message_id AS messageId,
  sender AS "from", recipient AS "to", created_at_ms AS createdAtMs,
  coalesce(released_at_ms, created_at_ms) AS triedSinceMs, state, phase, attempts, due_at_ms AS dueAtMs,
  last_answer AS lastAnswer`;

/** An address that no mail server would take, or that would change the message's headers. */
export class AddressUnusable extends Error {}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/**
 * Reads `名称 <name@host>` or `name@host`.
 * @throws AddressUnusable
 */
export function readAddress(written: string): MailAddress {
  const match = /^(?:([^<>]*)<([^<>]+)>|([^<>]+))$/u.exec(written.trim());
  const address = (match?.[2] ?? match?.[3] ?? '').trim();
  const name = (match?.[1] ?? '').trim().replace(/^"(.*)"$/u, '$1');
  if (!/^[^\s<>@"(),:;\\[\]\p{Cc}]+@[^\s<>@"(),:;\\[\]\p{Cc}]+$/u.test(address) || /\p{Cc}/u.test(name)) {
    throw new AddressUnusable(`邮件地址“${written}”不可用，应写作 name@host 或 名称 <name@host>。`);
  }
  return { name, address };
}

/**
 * Stores a mail for each recipient, once: what was stored under the same date, kind, recipient and part before is left as
 * it is. Call it inside the transaction that changes the cases, so that neither exists without the other.
 *
 * @param now by the program's clock
 * @returns how many rows are new
 * @throws AddressUnusable before anything is written
 */
export function enqueue(db: Db, mail: OutgoingMail, now: Temporal.Instant): number {
  const senderHost = readAddress(mail.from).address.split('@')[1];
  const recipients = mail.to.map((to) => ({ to, key: dedupeKey(mail, readAddress(to).address) }));
  const known = db.prepare<[string], { id: number }>('SELECT id FROM outbox WHERE dedupe = ?');
  const insert = db.prepare(
    `INSERT INTO outbox (dedupe, business_date, kind, part, content_id, message_id, sender, recipient, created_at_ms, due_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return db.transaction(() => {
    let contentId: number | undefined;
    let added = 0;
    for (const { to, key } of recipients) {
      if (known.get(key)) continue;
      contentId ??= storeContent(db, mail);
      const at = now.epochMilliseconds;
      const messageId = `<${createHash('sha256').update(`${key}\n${at}`).digest('hex').slice(0, 32)}@${senderHost}>`;
      insert.run(key, mail.date, mail.kind, mail.part, contentId, messageId, mail.from, to, at, at);
      added += 1;
    }
    return added;
  })();
}

function dedupeKey(mail: OutgoingMail, address: string): string {
  const first = `${mail.date}/${mail.kind}/${address.toLowerCase()}`;
  return mail.part === 1 ? first : `${first}/${mail.part}`;
}

function storeContent(db: Db, mail: OutgoingMail): number {
  const content = db
    .prepare('INSERT INTO mail_content (subject, html, text) VALUES (?, ?, ?)')
    .run(mail.subject, mail.html, mail.text);
  const contentId = Number(content.lastInsertRowid);
  const insert = db.prepare('INSERT INTO mail_annex (content_id, name, type, bytes) VALUES (?, ?, ?, ?)');
  for (const annex of mail.annexes) insert.run(contentId, annex.name, annex.type, annex.bytes);
  return contentId;
}

/** The outbox as the sender and the commands see it. Times are milliseconds of the program's clock. */
export class OutboxStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** number of the newest part that exists for a date and kind; 0: no mail yet */
  lastPart(date: string, kind: string): number {
    const row = this.#db
      .prepare<[string, string], { part: number | null }>(
        'SELECT max(part) AS part FROM outbox WHERE business_date = ? AND kind = ?',
      )
      .get(date, kind);
    return row?.part ?? 0;
  }

  all(): OutboxRow[] {
    return this.#db.prepare<[], OutboxRow>(`SELECT ${COLUMNS} FROM outbox ORDER BY id`).all();
  }

  inState(state: OutboxState): OutboxRow[] {
    return this.#db
      .prepare<[string], OutboxRow>(`SELECT ${COLUMNS} FROM outbox WHERE state = ? ORDER BY id`)
      .all(state);
  }

  /**
   * Mails that were given up or became uncertain since the newest mail of a kind was written, that one among them; where
   * there is none of the kind yet, ever.
   */
  lostSinceLast(kind: string): LostMail[] {
    return this.#db
      .prepare<[string], LostMail>(
        `SELECT id, business_date AS date, recipient AS "to", last_answer AS lastAnswer, state FROM outbox
         WHERE state IN ('dead', 'uncertain')
           AND settled_at_ms >= coalesce((SELECT max(created_at_ms) FROM outbox WHERE kind = ?), 0)
         ORDER BY settled_at_ms, id`,
      )
      .all(kind);
  }

  due(nowMs: number): OutboxRow[] {
    return this.#db
      .prepare<[number], OutboxRow>(
        `SELECT ${COLUMNS} FROM outbox WHERE state = 'queued' AND due_at_ms <= ? ORDER BY due_at_ms, id`,
      )
      .all(nowMs);
  }

  /** Of a mail that is still to be sent; old ones have been emptied. */
  content(contentId: number): Pick<OutgoingMail, 'subject' | 'html' | 'text' | 'annexes'> {
    const content = this.#db
      .prepare<[number], { subject: string; html: string; text: string }>(
        'SELECT subject, html, text FROM mail_content WHERE id = ? AND pruned_at_ms IS NULL',
      )
      .get(contentId);
    if (!content) throw new Error(`mail content ${contentId} is missing`);
    const annexes = this.#db
      .prepare<[number], Annex>('SELECT name, type, bytes FROM mail_annex WHERE content_id = ? ORDER BY rowid')
      .all(contentId);
    return { ...content, annexes };
  }

  /** The server cannot have the mail from here until `markEnding`. */
  markConnecting(id: number): void {
    this.#db
      .prepare(`UPDATE outbox SET state = 'sending', phase = 'connecting', attempts = attempts + 1 WHERE id = ?`)
      .run(id);
  }

  /** Durable before the last byte of the mail leaves: from here on the server may have it. */
  markEnding(id: number): void {
    this.#db.prepare(`UPDATE outbox SET phase = 'ending' WHERE id = ? AND state = 'sending'`).run(id);
  }

  settle(id: number, state: 'sent' | 'dead' | 'uncertain', atMs: number, answer: string): void {
    this.#db
      .prepare('UPDATE outbox SET state = ?, phase = NULL, settled_at_ms = ?, last_answer = ? WHERE id = ?')
      .run(state, atMs, answer, id);
  }

  postpone(id: number, dueAtMs: number, answer: string): void {
    this.#db
      .prepare(`UPDATE outbox SET state = 'queued', phase = NULL, due_at_ms = ?, last_answer = ? WHERE id = ?`)
      .run(dueAtMs, answer, id);
  }
}

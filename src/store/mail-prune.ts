import { createHash } from 'node:crypto';
import type { Db } from './database.ts';

export interface PrunedMails {
  /** contents that were emptied; each had gone to one or more people */
  readonly mails: number;
  readonly mailBytes: number;
}

/**
 * Empties the contents of mails whose night lies before a date, and leaves the SHA-256 of each part. Only those of which
 * every copy was sent or given up: what may still have to be sent is kept however old it is. The outbox keeps its rows, so
 * that nothing is written or sent a second time.
 *
 * @param before calendar date, YYYY-MM-DD; this date itself is kept
 * @param nowMs by the program's clock
 */
export function pruneMails(db: Db, before: string, nowMs: number): PrunedMails {
  // at once: nobody lets a mail go again between the list and the emptying
  return db.transaction(() => emptyAll(db, before, nowMs)).immediate();
}

function emptyAll(db: Db, before: string, nowMs: number): PrunedMails {
  const old = db
    .prepare<[string], { id: number }>(
      `SELECT id FROM mail_content
       WHERE pruned_at_ms IS NULL
         AND EXISTS (SELECT 1 FROM outbox WHERE content_id = mail_content.id)
         AND NOT EXISTS (
           SELECT 1 FROM outbox WHERE content_id = mail_content.id
             AND (business_date >= ? OR state NOT IN ('sent', 'dead')))`,
    )
    .all(before);
  const report = { mails: 0, mailBytes: 0 };
  for (const { id } of old) {
    report.mailBytes += emptyContent(db, id, nowMs);
    report.mails++;
  }
  return report;
}

/** @returns the bytes that are no longer kept */
function emptyContent(db: Db, id: number, nowMs: number): number {
  const { html, text } = db
    .prepare<[number], { html: string; text: string }>('SELECT html, text FROM mail_content WHERE id = ?')
    .get(id) ?? { html: '', text: '' };
  const annexes = db
    .prepare<[number], { name: string; bytes: Buffer }>('SELECT name, bytes FROM mail_annex WHERE content_id = ?')
    .all(id);
  const emptyAnnex = db.prepare(`UPDATE mail_annex SET bytes = x'', sha256 = ? WHERE content_id = ? AND name = ?`);
  for (const { name, bytes } of annexes) emptyAnnex.run(sha256(bytes), id, name);
  db.prepare(
    `UPDATE mail_content SET html = '', text = '', html_sha256 = ?, text_sha256 = ?, pruned_at_ms = ? WHERE id = ?`,
  ).run(sha256(html), sha256(text), nowMs, id);
  return [html, text, ...annexes.map(({ bytes }) => bytes)].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

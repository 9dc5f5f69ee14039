import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { pruneMails } from '../../src/store/mail-prune.ts';
import { MailWords } from '../../src/store/mail-words.ts';
import { enqueue, OutboxStore } from '../../src/store/outbox.ts';

const BYTES = Buffer.from([0, 255, 10, 7]);
const NOW_MS = Temporal.Instant.from('2026-09-20T02:00:00Z').epochMilliseconds;

function database(): Db {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  return db;
}

/** One mail to two people; both copies came into this state. */
function mailOf(
  db: Db,
  date: string,
  state: 'sent' | 'dead' | 'uncertain' | 'queued',
  to = ['a@example.cn', 'b@example.cn'],
) {
  const annexes = [{ name: '明细.xlsx', type: 'application/octet-stream', bytes: BYTES }];
  const letter = { subject: '[巡查] 示例', html: '<p>示例</p>', text: '示例', annexes };
  enqueue(
    db,
    { date, kind: 'supervisors', part: 1, from: 'x@example.cn', to, ...letter },
    Temporal.Instant.from(`${date}T02:00:00Z`),
  );
  const store = new OutboxStore(db);
  const rows = store.all().filter((row) => row.date === date);
  if (state !== 'queued') for (const { id } of rows) store.settle(id, state, NOW_MS, 'as it came');
  return rows;
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

test('an old mail that was sent is emptied, and the outbox still knows who got it, when, and the hash of each part', () => {
  const db = database();
  mailOf(db, '2026-09-01', 'sent');
  const before = new OutboxStore(db).all();
  // 15 bytes of html, 6 of text, 4 of the annex; a Chinese character has three
  const parts = Buffer.byteLength('<p>示例</p>') + 6 + 4;
  expect(pruneMails(db, '2026-09-10', NOW_MS)).toEqual({ mails: 1, mailBytes: parts });
  expect(new OutboxStore(db).all()).toEqual(before);
  expect(
    db.prepare('SELECT subject, html, text, html_sha256, text_sha256, pruned_at_ms FROM mail_content').get(),
  ).toEqual({
    subject: '[巡查] 示例',
    html: '',
    text: '',
    html_sha256: sha256('<p>示例</p>'),
    text_sha256: sha256('示例'),
    pruned_at_ms: NOW_MS,
  });
  expect(db.prepare('SELECT name, length(bytes) AS bytes, sha256 FROM mail_annex').all()).toEqual([
    { name: '明细.xlsx', bytes: 0, sha256: sha256(BYTES) },
  ]);
});

test('nothing is written or emptied a second time', () => {
  const db = database();
  mailOf(db, '2026-09-01', 'sent');
  pruneMails(db, '2026-09-10', NOW_MS);
  expect(pruneMails(db, '2026-09-10', NOW_MS + 1)).toEqual({ mails: 0, mailBytes: 0 });
  mailOf(db, '2026-09-01', 'queued');
  expect(new OutboxStore(db).inState('queued')).toEqual([]);
});

test('mails of the first night that is kept, and later ones, stay whole', () => {
  const db = database();
  const [row] = mailOf(db, '2026-09-10', 'sent');
  expect(pruneMails(db, '2026-09-10', NOW_MS).mails).toBe(0);
  expect(new OutboxStore(db).content(row?.contentId ?? 0).annexes[0]?.bytes).toEqual(BYTES);
});

test.each(['queued', 'uncertain'] as const)('a mail of which one copy is %s stays whole however old it is', (state) => {
  const db = database();
  const [first] = mailOf(db, '2026-09-01', state);
  new OutboxStore(db).settle(first?.id ?? 0, 'sent', NOW_MS, '');
  expect(pruneMails(db, '2026-09-10', NOW_MS).mails).toBe(0);
  expect(new OutboxStore(db).content(first?.contentId ?? 0).text).toBe('示例');
});

test('a mail that was given up and has been emptied cannot be sent again', () => {
  const db = database();
  const [row] = mailOf(db, '2026-09-01', 'dead');
  pruneMails(db, '2026-09-10', NOW_MS);
  const word = { mailId: row?.id ?? 0, atMs: NOW_MS, by: '张三', word: 'send-again' } as const;
  expect(new MailWords(db).say(word)).toBe('content-pruned');
  expect(new OutboxStore(db).inState('dead')).toHaveLength(2);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { mailRemarks } from '../src/remarks.ts';
import { openDatabase } from '../src/store/database.ts';
import { enqueue, OutboxStore } from '../src/store/outbox.ts';
import { littleOffice } from './nightly/little-office.ts';

test('a lost mail is told by date, recipient and reason; of an uncertain one it is said that nobody knows', () => {
  expect(
    mailRemarks([
      {
        id: 11,
        state: 'dead',
        date: '2026-09-14',
        to: 'a@example.cn',
        lastAnswer: '邮件服务器拒收：550 no such mailbox',
      },
      { id: 12, state: 'uncertain', date: '2026-09-14', to: 'b@example.cn', lastAnswer: '程序在等待服务器答复时中断' },
    ]),
  ).toEqual([
    '2026-09-14 致 a@example.cn 的邮件没有送到，已不再发送（邮件服务器拒收：550 no such mailbox），请核对地址并另行告知。',
    '2026-09-14 致 b@example.cn 的邮件不能确定是否送达，为避免重复不再自动发送，请向收件人核实，再用 xuncha mail settle 12 说明结果。',
  ]);
});

test('of many lost mails twenty are named and the others counted', () => {
  const lost = Array.from({ length: 23 }, (_, at) => ({
    id: at + 1,
    state: 'dead' as const,
    date: '2026-09-14',
    to: `${at}@example.cn`,
    lastAnswer: null,
  }));
  const remarks = mailRemarks(lost);
  expect(remarks).toHaveLength(21);
  expect(remarks[20]).toContain('另有 3 封');
});

test('lost counts from when the newest mail of the kind was written, that one included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-lost-'));
  const db = openDatabase(join(folder, 'xuncha.db'));
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const store = new OutboxStore(db);
  const mail = { part: 1, from: 'x@example.cn', to: ['a@example.cn'], subject: '', html: '', text: '', annexes: [] };
  const settle = (state: 'dead' | 'uncertain' | 'sent', atMs: number) =>
    store.settle(store.all().at(-1)?.id ?? 0, state, atMs, '');
  const write = (date: string, kind: string, atMs: number) =>
    enqueue(db, { ...mail, date, kind }, Temporal.Instant.fromEpochMilliseconds(atMs));
  write('2026-09-14', 'supervisors', 1000);
  settle('dead', 1000);
  expect(store.lostSinceLast('supervisors').map(({ date, state }) => [date, state])).toEqual([['2026-09-14', 'dead']]);
  write('2026-09-15', 'supervisors', 2000);
  settle('sent', 2000);
  expect(store.lostSinceLast('supervisors')).toEqual([]);
  write('2026-09-15', 'unit:示例市', 2000);
  settle('uncertain', 2500);
  expect(store.lostSinceLast('supervisors')).toMatchObject([{ state: 'uncertain' }]);
});

test('a mail that was refused is told in the mail of the next night, and not again in the one after', async () => {
  const { night, office } = await littleOffice({ weibo: 1 });
  office.manners.recipient = (address) =>
    address === 'a@example.gov.cn' ? { code: 550, words: 'no such mailbox' } : null;
  expect((await night('2026-09-15T18:00:00+08:00'))?.mail).toMatchObject({ sent: 0, dead: 1 });
  office.manners.recipient = () => null;
  await night('2026-09-16T18:00:00+08:00');
  await night('2026-09-17T18:00:00+08:00');
  const texts = await Promise.all(office.taken.map(async ({ raw }) => (await PostalMime.parse(raw)).text));
  expect(texts).toHaveLength(2);
  expect(texts[0]).toContain('2026-09-15 致 a@example.gov.cn 的邮件没有送到');
  expect(texts[1]).not.toContain('没有送到');
});

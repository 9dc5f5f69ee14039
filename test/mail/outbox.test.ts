import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SendReport, sendDue } from '../../src/mail/outbox.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { MailWords } from '../../src/store/mail-words.ts';
import { AddressUnusable, enqueue, OutboxStore, type OutgoingMail } from '../../src/store/outbox.ts';
import { type Manners, mailSettings, PostOffice } from './post-office.ts';

const NIGHT = Temporal.Instant.from('2020-09-17T10:00:00Z');

let folder: string;
let db: Db;
let store: OutboxStore;
let office: PostOffice;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-outbox-'));
  db = openDatabase(join(folder, 'xuncha.db'));
  store = new OutboxStore(db);
  office = await new PostOffice().open();
});
afterEach(async () => {
  await office.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function mail(more: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    date: '2020-09-17',
    kind: 'supervisors',
    part: 1,
    from: '巡查 <xuncha@example.gov.cn>',
    to: ['supervisor@example.gov.cn'],
    subject: '[巡查] 9月17日：新增 1',
    html: '<p>示例甲号</p>',
    text: '示例甲号',
    annexes: [],
    ...more,
  };
}

function send(minutesLater: number, port = office.port): Promise<SendReport> {
  const now = NIGHT.add({ seconds: minutesLater * 60 });
  return sendDue(db, mailSettings({ host: '127.0.0.1', port }), { now: () => now, env: {} });
}

const be = (manners: Manners) => Object.assign(office.manners, manners);
const states = () => store.all().map((row) => row.state);
const idsOf = async (raws: readonly { raw: Buffer }[]) =>
  Promise.all(raws.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));

describe('storing', () => {
  it('keeps one row for one date, kind and recipient, however often it is stored', () => {
    expect(enqueue(db, mail({ to: ['a@example.cn', '处长 <b@example.cn>'] }), NIGHT)).toBe(2);
    expect(enqueue(db, mail({ to: ['A@example.cn', 'b@example.cn'] }), NIGHT.add({ hours: 1 }))).toBe(0);
    expect(store.all().map((row) => row.dedupe)).toEqual([
      '2020-09-17/supervisors/a@example.cn',
      '2020-09-17/supervisors/b@example.cn',
    ]);
  });

  it('counts a supplement as a mail of its own', () => {
    enqueue(db, mail(), NIGHT);
    expect(store.lastPart('2020-09-17', 'supervisors')).toBe(1);
    expect(enqueue(db, mail({ part: 2 }), NIGHT)).toBe(1);
    expect(store.all().at(-1)?.dedupe).toBe('2020-09-17/supervisors/supervisor@example.gov.cn/2');
    expect(store.lastPart('2020-09-17', 'supervisors')).toBe(2);
  });

  it('vanishes with the transaction in which it was stored', () => {
    const failing = db.transaction(() => {
      enqueue(db, mail(), NIGHT);
      throw new Error('the disk is full');
    });
    expect(failing).toThrow('the disk is full');
    expect(store.all()).toEqual([]);
  });

  it.each(['a@b@example.cn', 'a b@example.cn', 'a@example.cn\r\nBcc: x@example.cn', 'nobody', '', '<a@example.cn'])(
    'refuses the address %j before anything is written',
    (address) => {
      expect(() => enqueue(db, mail({ to: ['good@example.cn', address] }), NIGHT)).toThrow(AddressUnusable);
      expect(store.all()).toEqual([]);
    },
  );
});

describe('sending', () => {
  it('sends each recipient a mail of their own, and nothing the second time', async () => {
    enqueue(db, mail({ to: ['a@example.cn', '处长 <b@example.cn>'] }), NIGHT);
    expect(await send(0)).toEqual({ sent: 2, queued: 0, dead: 0, uncertain: 0, troubles: [] });
    expect(await send(120)).toMatchObject({ sent: 0, queued: 0 });
    expect(office.taken.map((parcel) => parcel.to)).toEqual([['a@example.cn'], ['b@example.cn']]);
  });

  it('carries subject, both parts and the annex whole', async () => {
    const annex = {
      name: '巡查明细-2020-09-17.xlsx',
      type: 'application/octet-stream',
      bytes: Buffer.from([0, 255, 10]),
    };
    enqueue(db, mail({ to: ['处长 <b@example.cn>'], annexes: [annex] }), NIGHT);
    await send(0);
    const raw = office.taken[0]?.raw ?? Buffer.alloc(0);
    const read = await PostalMime.parse(raw);
    expect(read.subject).toBe('[巡查] 9月17日：新增 1');
    expect(read.from).toMatchObject({ name: '巡查', address: 'xuncha@example.gov.cn' });
    expect(read.to).toMatchObject([{ name: '处长', address: 'b@example.cn' }]);
    expect(read.html?.trim()).toBe('<p>示例甲号</p>');
    expect(read.text?.trim()).toBe('示例甲号');
    expect(read.date).toBe('2020-09-17T10:00:00.000Z');
    expect(read.attachments[0]?.filename).toBe('巡查明细-2020-09-17.xlsx');
    expect(Buffer.from(read.attachments[0]?.content as ArrayBuffer)).toEqual(annex.bytes);
    const longest = Math.max(
      ...raw
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(998);
  });

  it('waits for a mail server that is down, 1, 2, 4 … 60 minutes, and sends once when it is back', async () => {
    const { port } = office;
    await office.close();
    enqueue(db, mail(), NIGHT);
    const first = await send(0, port);
    expect(first).toMatchObject({ sent: 0, queued: 1, dead: 0 });
    expect(first.troubles).toHaveLength(1);
    const pauses: number[] = [];
    for (let minute = 0; pauses.length < 8; ) {
      const due = store.all()[0]?.dueAtMs ?? 0;
      const pause = (due - NIGHT.epochMilliseconds) / 60_000 - minute;
      pauses.push(pause);
      minute += pause;
      await send(minute, port);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    office = await new PostOffice().open(port);
    expect(await send(24 * 60)).toMatchObject({ sent: 1, queued: 0, troubles: [] });
    expect(await send(25 * 60)).toMatchObject({ sent: 0, queued: 0 });
    expect(office.taken).toHaveLength(1);
  });

  it('does not try again before the pause is over', async () => {
    be({ text: { code: 451, words: 'try again later' } });
    enqueue(db, mail(), NIGHT);
    await send(0);
    await send(0.5);
    expect(office.completed).toHaveLength(1);
  });

  it('keeps a mail that is put off with 451, and its Message-ID', async () => {
    be({ text: { code: 451, words: 'try again later' } });
    enqueue(db, mail(), NIGHT);
    expect(await send(0)).toMatchObject({ sent: 0, queued: 1 });
    be({ text: null });
    expect(await send(120)).toMatchObject({ sent: 1, queued: 0, troubles: [] });
    const [refused, accepted] = await idsOf(office.completed);
    expect(accepted).toBe(refused);
    expect(office.completed[0]?.raw).toEqual(office.completed[1]?.raw);
  });

  it('sends again what a cut line left unanswered', async () => {
    be({ cut: true });
    enqueue(db, mail({ to: ['a@example.cn', 'b@example.cn'] }), NIGHT);
    expect(await send(0)).toMatchObject({ sent: 0, queued: 2, uncertain: 0 });
    be({ cut: false });
    expect(await send(120)).toMatchObject({ sent: 2, queued: 0 });
    expect(await send(150)).toMatchObject({ sent: 0, queued: 0, troubles: [] });
    expect(office.taken.map((parcel) => parcel.to[0])).toEqual(['a@example.cn', 'b@example.cn']);
  });

  it('gives up only the recipient who is refused with 550; the others get theirs', async () => {
    be({ recipient: (address) => (address.startsWith('gone') ? { code: 550, words: 'no such mailbox' } : null) });
    enqueue(db, mail({ to: ['gone@example.cn', 'a@example.cn', 'b@example.cn'] }), NIGHT);
    const report = await send(0);
    expect(report).toMatchObject({ sent: 2, queued: 0, dead: 1 });
    expect(report.troubles.join()).toContain('gone@example.cn');
    expect(await send(120)).toEqual({ sent: 0, queued: 0, dead: 0, uncertain: 0, troubles: [] });
    expect(office.taken.map((parcel) => parcel.to[0])).toEqual(['a@example.cn', 'b@example.cn']);
  });

  it('puts off only the recipient who is put off with 450', async () => {
    be({ recipient: (address) => (address.startsWith('grey') ? { code: 450, words: 'greylisted' } : null) });
    enqueue(db, mail({ to: ['grey@example.cn', 'a@example.cn'] }), NIGHT);
    expect(await send(0)).toMatchObject({ sent: 1, queued: 1, dead: 0 });
    be({ recipient: () => null });
    expect(await send(120)).toMatchObject({ sent: 1, queued: 0 });
  });

  it('opens a new line when the server takes only so many mails over one', async () => {
    be({ mailsPerLine: 2 });
    enqueue(db, mail({ to: ['a@example.cn', 'b@example.cn', 'c@example.cn', 'd@example.cn', 'e@example.cn'] }), NIGHT);
    expect(await send(0)).toEqual({ sent: 5, queued: 0, dead: 0, uncertain: 0, troubles: [] });
    expect(office.taken).toHaveLength(5);
  });

  it('gives up after five days', async () => {
    be({ text: { code: 451, words: 'try again later' } });
    enqueue(db, mail(), NIGHT);
    expect(await send(5 * 24 * 60)).toMatchObject({ queued: 1, dead: 0 });
    expect(await send(5 * 24 * 60 + 90)).toMatchObject({ queued: 0, dead: 1 });
  });

  it('sends a mail that a person lets go again under its old Message-ID, and tries for five days more', async () => {
    enqueue(db, mail(), NIGHT);
    const [{ id, messageId } = { id: 0, messageId: '' }] = store.all();
    store.settle(id, 'uncertain', NIGHT.epochMilliseconds, '');
    const weekLater = 7 * 24 * 60;
    const atMs = NIGHT.epochMilliseconds + weekLater * 60_000;
    expect(new MailWords(db).say({ mailId: id, atMs, by: '张三', word: 'send-again' })).toBeNull();
    be({ text: { code: 451, words: 'try again later' } });
    expect(await send(weekLater)).toMatchObject({ queued: 1, dead: 0 });
    be({ text: null });
    expect(await send(weekLater + 60)).toMatchObject({ sent: 1, queued: 0 });
    expect(await idsOf(office.taken)).toEqual([messageId]);
  });

  it('keeps everything when no mail server is set', async () => {
    enqueue(db, mail(), NIGHT);
    const report = await sendDue(db, mailSettings({}), { now: () => NIGHT, env: {} });
    expect(report).toMatchObject({ sent: 0, queued: 1 });
    expect(report.troubles.join()).toContain('mail.host');
    expect(states()).toEqual(['queued']);
  });
});

describe('what is noted before the server can have the mail', () => {
  it('says `connecting` while part of the text has still to leave', async () => {
    const seen: unknown[] = [];
    be({ beforeReading: async () => void seen.push(store.all()[0]?.phase) });
    const bytes = Buffer.alloc(16 * 1024 * 1024, 1);
    enqueue(db, mail({ annexes: [{ name: 'big.bin', type: 'application/octet-stream', bytes }] }), NIGHT);
    expect(await send(0)).toMatchObject({ sent: 1 });
    expect(seen).toEqual(['connecting']);
  });

  it('says `ending` when the whole text is there', async () => {
    const seen: unknown[] = [];
    be({ beforeTaking: async () => void seen.push(store.all()[0]?.phase) });
    enqueue(db, mail(), NIGHT);
    await send(0);
    expect(seen).toEqual(['ending']);
    expect(store.all()[0]).toMatchObject({ state: 'sent', phase: null });
  });
});

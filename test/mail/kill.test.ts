import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sendDue } from '../../src/mail/outbox.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { enqueue, OutboxStore } from '../../src/store/outbox.ts';
import { mailSettings, PostOffice } from './post-office.ts';

const NIGHT = Temporal.Instant.from('2020-09-17T10:00:00Z');
const SENDER = join(import.meta.dirname, 'sender-process.ts');

let folder: string;
let db: Db;
let office: PostOffice;
let sender: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-kill-'));
  db = openDatabase(join(folder, 'xuncha.db'));
  office = await new PostOffice().open();
  enqueue(
    db,
    {
      date: '2020-09-17',
      kind: 'supervisors',
      part: 1,
      from: 'xuncha@example.gov.cn',
      to: ['a@example.cn', 'b@example.cn'],
      subject: '[巡查] 9月17日',
      html: '<p>示例</p>',
      text: '示例',
      annexes: [],
    },
    NIGHT,
  );
});
afterEach(async () => {
  sender.kill('SIGKILL');
  await office.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a sender and waits until it is gone. */
async function sendInAnotherProcess(): Promise<void> {
  sender = spawn(process.execPath, [SENDER, join(folder, 'xuncha.db'), String(office.port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(sender, 'exit');
}

async function killSender(): Promise<void> {
  sender.kill('SIGKILL');
  if (sender.exitCode === null && sender.signalCode === null) await once(sender, 'exit');
}

function sendLater() {
  const settings = mailSettings({ host: '127.0.0.1', port: office.port });
  return sendDue(db, settings, { now: () => NIGHT.add({ minutes: 2 }), env: {} });
}

const recipients = () => office.taken.map((parcel) => parcel.to[0]).sort();

it('a sender that dies before the text was whole has sent nothing; the next one sends each mail once', async () => {
  let killed = false;
  office.manners.recipient = () => {
    if (!killed) sender.kill('SIGKILL');
    killed = true;
    return null;
  };
  await sendInAnotherProcess();
  expect(office.taken).toEqual([]);
  expect(new OutboxStore(db).all()[0]).toMatchObject({ state: 'sending', phase: 'connecting' });
  expect(await sendLater()).toMatchObject({ sent: 2, queued: 0, uncertain: 0, troubles: [] });
  expect(recipients()).toEqual(['a@example.cn', 'b@example.cn']);
});

it('a sender that dies between the taking of the mail and the answer does not make a double', async () => {
  let killed = false;
  office.manners.beforeAnswer = async () => {
    if (!killed) await killSender();
    killed = true;
  };
  await sendInAnotherProcess();
  expect(new OutboxStore(db).all()[0]).toMatchObject({ state: 'sending', phase: 'ending' });
  const report = await sendLater();
  expect(report).toMatchObject({ sent: 1, queued: 0, uncertain: 1 });
  expect(report.troubles.join()).toContain('a@example.cn');
  expect(recipients()).toEqual(['a@example.cn', 'b@example.cn']);
  expect(await sendLater()).toEqual({ sent: 0, queued: 0, dead: 0, uncertain: 0, troubles: [] });
});

it('a mail whose whole text had arrived when the sender died is taken all the same, and once', async () => {
  let killed = false;
  office.manners.beforeTaking = async () => {
    if (!killed) await killSender();
    killed = true;
  };
  await sendInAnotherProcess();
  expect(await sendLater()).toMatchObject({ sent: 1, queued: 0, uncertain: 1 });
  expect(recipients()).toEqual(['a@example.cn', 'b@example.cn']);
});

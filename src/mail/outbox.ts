import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Db } from '../store/database.ts';
import { waitForLock } from '../store/lock.ts';
import { type OutboxRow, OutboxStore, readAddress } from '../store/outbox.ts';
import { MailSettingsUnusable, readPassword } from './password.ts';
import { type Delivery, MailLine, type MailSettings } from './transport.ts';

export interface SendReport {
  /** mails that the server took in this round */
  readonly sent: number;
  /** mails that still wait, due or not */
  readonly queued: number;
  /** mails given up in this round */
  readonly dead: number;
  /** mails of which nobody can say whether they arrived, found in this round */
  readonly uncertain: number;
  /** for people, Chinese; without secrets */
  readonly troubles: readonly string[];
}

export interface SendWorld {
  /** the program's clock */
  readonly now: () => Temporal.Instant;
  readonly env: NodeJS.ProcessEnv;
}

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
/** RFC 5321 §4.5.4.1 advises to try for four to five days */
const GIVE_UP_MS = 5 * 24 * 60 * MINUTE_MS;

/** longer than the slowest answer of a mail server that another process may be waiting for */
const TURN_MS = 11 * MINUTE_MS;

/** What sending needs to know of a home. */
export interface MailHome {
  readonly data: string;
  readonly settings: { readonly mail: MailSettings };
  now(): Temporal.Instant;
}

/**
 * Sends what is due, in its turn: the night and `xuncha watch` may both have something to send, and never send at once.
 *
 * @param turnMs how long to wait for another process that is sending; after that the mails stay for a later round
 */
export async function sendOutbox(
  db: Db,
  { data, settings, now }: MailHome,
  env: NodeJS.ProcessEnv,
  turnMs = TURN_MS,
): Promise<SendReport> {
  const lock = await waitForLock(join(data, 'outbox.lock'), turnMs);
  if (lock === null) {
    const queued = new OutboxStore(db).inState('queued').length;
    const troubles = ['另一个进程正在发信，邮件留在发件箱中，以后再发。'];
    return { sent: 0, queued, dead: 0, uncertain: 0, troubles };
  }
  try {
    return await sendDue(db, settings.mail, { now, env });
  } finally {
    lock.release();
  }
}

/**
 * Sends what is due, one attempt a mail. The caller holds the outbox's lock: a row found in `sending` belongs to a process
 * that died. What cannot be sent waits 1, 2, 4 … 60 minutes of the program's clock for a later round.
 */
export async function sendDue(db: Db, settings: MailSettings, world: SendWorld): Promise<SendReport> {
  const store = new OutboxStore(db);
  const round = { sent: 0, dead: 0, uncertain: 0, troubles: [] as string[] };
  recover(store, world, round);
  const due = store.due(world.now().epochMilliseconds);
  if (due.length > 0) {
    try {
      if (!settings.host) throw new MailSettingsUnusable('未设置 mail.host，邮件留在发件箱中。');
      const line = new MailLine(settings, readPassword(settings, world.env));
      await sendAll(due, store, line, world, round).finally(() => line.close());
    } catch (error) {
      if (!(error instanceof MailSettingsUnusable)) throw error;
      round.troubles.push(error.message);
    }
  }
  return { ...round, queued: store.inState('queued').length };
}

type Round = { sent: number; dead: number; uncertain: number; troubles: string[] };

function recover(store: OutboxStore, world: SendWorld, round: Round): void {
  const nowMs = world.now().epochMilliseconds;
  for (const row of store.inState('sending')) {
    if (row.phase === 'connecting') {
      store.postpone(row.id, Math.min(row.dueAtMs, nowMs), '上次发送在递交完成之前中断，服务器不会收下，重新发送');
      continue;
    }
    leaveUncertain(store, row, nowMs, '程序在等待服务器答复时中断', round);
  }
}

function leaveUncertain(store: OutboxStore, row: OutboxRow, nowMs: number, why: string, round: Round): void {
  store.settle(row.id, 'uncertain', nowMs, why);
  round.uncertain += 1;
  round.troubles.push(
    `${row.date} 致 ${row.to} 的邮件不能确定是否送达（${why}）。为避免重复，不再自动发送；请向收件人核实（Message-ID ${row.messageId}），再用 xuncha mail settle ${row.id} 说明结果。`,
  );
}

async function sendAll(due: OutboxRow[], store: OutboxStore, line: MailLine, world: SendWorld, round: Round) {
  for (const [index, row] of due.entries()) {
    const delivery = await attempt(row, store, line);
    const nowMs = world.now().epochMilliseconds;
    note(row, delivery, store, nowMs, round);
    if (!delivery.taken && delivery.reaction === 'unreachable') {
      for (const waiting of due.slice(index + 1)) {
        store.markConnecting(waiting.id);
        postponeOrGiveUp({ ...waiting, attempts: waiting.attempts + 1 }, delivery.answer, store, nowMs, round);
      }
      round.troubles.push(`邮件服务器现在不能用，邮件留在发件箱中，以后再发：${delivery.answer}`);
      return;
    }
  }
}

async function attempt(row: OutboxRow, store: OutboxStore, line: MailLine): Promise<Delivery> {
  const raw = await compose(row, store);
  store.markConnecting(row.id);
  return line.deliver({
    from: readAddress(row.from).address,
    to: readAddress(row.to).address,
    raw,
    beforeEnd: () => store.markEnding(row.id),
  });
}

function note(row: OutboxRow, delivery: Delivery, store: OutboxStore, nowMs: number, round: Round): void {
  if (delivery.taken) {
    store.settle(row.id, 'sent', nowMs, delivery.answer);
    round.sent += 1;
    return;
  }
  const tried = { ...row, attempts: row.attempts + 1 };
  if (delivery.reaction === 'never') {
    giveUp(tried, `邮件服务器拒收：${delivery.answer}`, store, nowMs, round);
  } else if (delivery.reaction === 'uncertain') {
    leaveUncertain(store, row, nowMs, '递交之后十分钟内没有等到服务器答复', round);
  } else {
    postponeOrGiveUp(tried, delivery.answer, store, nowMs, round);
    if (delivery.reaction === 'later') round.troubles.push(`致 ${row.to} 的邮件暂未送出，以后再发：${delivery.answer}`);
  }
}

function postponeOrGiveUp(row: OutboxRow, answer: string, store: OutboxStore, nowMs: number, round: Round): void {
  if (nowMs - row.triedSinceMs > GIVE_UP_MS) {
    giveUp(row, `五天内未能送出：${answer}`, store, nowMs, round);
    return;
  }
  const pauseMs = Math.min(MINUTE_MS * 2 ** (row.attempts - 1), LONGEST_PAUSE_MS);
  store.postpone(row.id, nowMs + pauseMs, answer);
}

function giveUp(row: OutboxRow, why: string, store: OutboxStore, nowMs: number, round: Round): void {
  store.settle(row.id, 'dead', nowMs, why);
  round.dead += 1;
  round.troubles.push(`${row.date} 致 ${row.to} 的邮件不再发送。${why}`);
}

/** The same bytes at every attempt: Message-ID and Date are those of the row, and so are the boundaries. */
async function compose(row: OutboxRow, store: OutboxStore): Promise<Buffer> {
  const { subject, html, text, annexes } = store.content(row.contentId);
  const composer = new MailComposer({
    from: readAddress(row.from),
    to: [readAddress(row.to)],
    subject,
    text,
    html,
    attachments: annexes.map((annex) => ({ filename: annex.name, contentType: annex.type, content: annex.bytes })),
    messageId: row.messageId,
    date: new Date(row.createdAtMs),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'zh-CN' },
    textEncoding: 'base64',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...{ baseBoundary: row.messageId.slice(1, 33) },
  });
  return composer.compile().build();
}

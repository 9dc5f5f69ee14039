import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import watch from '../../src/commands/watch.ts';
import { EXIT } from '../../src/exit.ts';
import { openDatabase } from '../../src/store/database.ts';
import { takeLock } from '../../src/store/lock.ts';
import { OutboxStore } from '../../src/store/outbox.ts';
import { RunStore } from '../../src/store/runs.ts';
import { PostOffice } from '../mail/post-office.ts';
import { called } from './called.ts';
import { exampleHome } from './example-home.ts';

const AT = '2020-09-17T08:00:00+08:00';

async function officeAndHome() {
  const office = await new PostOffice().open();
  onTestFinished(() => office.close());
  const home = exampleHome(
    `mail: { host: 127.0.0.1, port: ${office.port}, from: xuncha@example.cn, to: [a@example.cn, b@example.cn] }\n`,
  );
  return { office, home };
}

/** The night of 17 September, begun at half past one. */
function begin(home: string, finished?: string): void {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const runs = new RunStore(db);
  const { id } = runs.night('2020-09-17', Temporal.Instant.from('2020-09-17T01:30:00+08:00'));
  if (finished !== undefined) runs.finish(id, Temporal.Instant.from(finished), null);
  db.close();
}

function outbox(home: string) {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  try {
    return new OutboxStore(db).all();
  } finally {
    db.close();
  }
}

test('a night that did not begin is told to everyone, once a date', async () => {
  const { office, home } = await officeAndHome();
  const first = await called(watch, { home, at: AT, json: true });
  expect(first.status).toBe(EXIT.incomplete);
  expect(JSON.parse(first.printed)).toMatchObject({
    date: '2020-09-17',
    by: '2020-09-17T08:00:00+08:00',
    state: 'missing',
    startedAt: null,
    finishedAt: null,
    mail: { sent: 2, queued: 0 },
  });
  const again = await called(watch, { home, at: '2020-09-17T12:00:00+08:00', json: true });
  expect(again.status).toBe(EXIT.incomplete);
  expect(JSON.parse(again.printed).mail).toMatchObject({ sent: 0, queued: 0 });
  expect(office.taken.map(({ to }) => to)).toEqual([['a@example.cn'], ['b@example.cn']]);
  const mail = await PostalMime.parse(office.taken[0]?.raw ?? '');
  expect(mail.subject).toBe('[巡查] 9月17日的巡查没有开始');
  for (const part of [mail.text, mail.html]) expect(part).toContain('没有收到通知不等于没有问题');
});

test('a night that did not end is told with the moment at which it began', async () => {
  const { office, home } = await officeAndHome();
  begin(home);
  expect(await called(watch, { home, at: AT })).toMatchObject({ status: EXIT.incomplete });
  const mail = await PostalMime.parse(office.taken[0]?.raw ?? '');
  expect(mail.subject).toBe('[巡查] 9月17日的巡查没有按时结束');
  expect(mail.text).toContain('于 2020-09-17 01:30 开始，到 2020-09-17 08:00 还没有结束');
});

test('a night that hangs holds its lock, and the mail leaves all the same', async () => {
  const { office, home } = await officeAndHome();
  begin(home);
  const lock = takeLock(join(home, 'data', 'run.lock'));
  onTestFinished(() => lock?.release());
  await called(watch, { home, at: AT });
  expect(office.taken).toHaveLength(2);
});

test('when the night ended all is well and nobody is told anything', async () => {
  const { office, home } = await officeAndHome();
  begin(home, '2020-09-17T03:00:00+08:00');
  const { status, printed } = await called(watch, { home, at: AT, json: true });
  expect(status).toBe(EXIT.done);
  expect(JSON.parse(printed)).toMatchObject({
    state: 'ended',
    startedAt: '2020-09-17T01:30:00+08:00',
    finishedAt: '2020-09-17T03:00:00+08:00',
    mail: null,
  });
  expect(outbox(home)).toEqual([]);
  expect(office.completed).toEqual([]);
});

test('what the mail server does not take waits, and leaves when watch is called again', async () => {
  const { office, home } = await officeAndHome();
  office.manners.text = { code: 451, words: 'try again later' };
  await called(watch, { home, at: AT });
  expect(outbox(home).map(({ state }) => state)).toEqual(['queued', 'queued']);
  office.manners.text = null;
  await called(watch, { home, at: '2020-09-17T09:00:00+08:00' });
  expect(outbox(home).map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(office.taken).toHaveLength(2);
});

test('--by names another hour', async () => {
  const { home } = await officeAndHome();
  begin(home, '2020-09-17T03:00:00+08:00');
  const early = await called(watch, { home, at: AT, by: '09:00', json: true });
  expect(JSON.parse(early.printed)).toMatchObject({ date: '2020-09-16', state: 'missing' });
  expect(await called(watch, { home, at: AT, by: 'noon' })).toMatchObject({ status: EXIT.usage });
});

test('where nobody is to be told, the command says so', async () => {
  const { status, printed } = await called(watch, { home: exampleHome(), at: AT });
  expect(status).toBe(EXIT.incomplete);
  expect(printed).toContain('没有设置 mail.to');
});

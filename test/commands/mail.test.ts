import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import mail from '../../src/commands/mail.ts';
import { EXIT } from '../../src/exit.ts';
import { openDatabase } from '../../src/store/database.ts';
import { enqueue, OutboxStore } from '../../src/store/outbox.ts';
import { RunStore } from '../../src/store/runs.ts';
import { look, post } from '../judge/accounts.ts';
import { called } from './called.ts';
import { exampleHome, store } from './example-home.ts';

const AT = '2020-09-17T18:00:00+08:00';
const MAIL = 'mail: { to: [supervisor@example.cn], routes: { units: findings } }\n';

function observedHome(): string {
  const home = exampleHome(MAIL);
  store(home, [
    look('2020-09-17T17:00:00+08:00', { accountId: 'stale', platform: 'weibo', lastPost: post('2020-08-19') }),
    look('2020-09-17T17:00:00+08:00', { accountId: 'fine', platform: 'weibo', lastPost: post('2020-09-15') }),
  ]);
  return home;
}

function queued(home: string): OutboxStore {
  return new OutboxStore(openDatabase(join(home, 'data', 'xuncha.db')));
}

function put(home: string, to: string): void {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const content = { subject: '示例', html: '<p>示例</p>', text: '示例', annexes: [] };
  const from = 'xuncha@example.cn';
  enqueue(
    db,
    { date: '2020-09-17', kind: 'supervisors', part: 1, from, to: [to], ...content },
    Temporal.Instant.from(AT),
  );
  db.close();
}

describe('--dry-run', () => {
  test('shows who would get what', async () => {
    const { status, printed } = await called(mail, { home: observedHome(), at: AT, dryRun: true, json: true });
    expect(status).toBe(EXIT.done);
    const { mails } = JSON.parse(printed);
    expect(mails.map((one: { kind: string; to: string[] }) => [one.kind, one.to])).toEqual([
      ['supervisors', ['supervisor@example.cn']],
      ['unit:示例甲市', ['jia@example.cn']],
    ]);
    expect(mails[0].text).toContain('示例停更');
  });

  test('stores nothing: no mail, no run', async () => {
    const home = observedHome();
    await called(mail, { home, at: AT, dryRun: true });
    expect(queued(home).all()).toEqual([]);
    expect(new RunStore(openDatabase(join(home, 'data', 'xuncha.db'))).nights(9)).toEqual([]);
    expect(readdirSync(join(home, 'data'))).not.toContain('night');
  });

  test('says that nothing would be sent where nobody is to be told', async () => {
    const home = exampleHome();
    const { printed } = await called(mail, { home, at: AT, dryRun: true });
    expect(printed).toContain('没有要发的邮件');
  });
});

describe('--status', () => {
  test('lists the mails of the outbox with what is to come', async () => {
    const home = observedHome();
    put(home, 'supervisor@example.cn');
    const { printed } = await called(mail, { home, at: AT, status: true });
    expect(printed).toContain('待发 1');
    expect(printed).toContain('致 supervisor@example.cn，试过 0 次，下次 2020-09-17T18:00:00+08:00');
  });

  test('gives the same as JSON', async () => {
    const home = observedHome();
    put(home, 'supervisor@example.cn');
    const { printed } = await called(mail, { home, at: AT, status: true, json: true });
    expect(JSON.parse(printed).outbox).toMatchObject([
      { to: 'supervisor@example.cn', state: 'queued', createdAt: '2020-09-17T18:00:00+08:00' },
    ]);
  });
});

test.each([{}, { dryRun: true, status: true }])('%j is wrong usage', async (options) => {
  expect(await called(mail, options)).toMatchObject({ status: EXIT.usage });
});

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

describe('settle', () => {
  /** a home whose only mail came into this state */
  function homeWithMail(state: 'uncertain' | 'dead' | 'sent'): { home: string; id: string } {
    const home = observedHome();
    put(home, 'supervisor@example.cn');
    const db = openDatabase(join(home, 'data', 'xuncha.db'));
    const [row] = new OutboxStore(db).all();
    new OutboxStore(db).settle(row?.id ?? 0, state, Temporal.Instant.from(AT).epochMilliseconds, 'as it came');
    db.close();
    return { home, id: String(row?.id) };
  }

  const NEXT_DAY = '2020-09-18T09:00:00+08:00';
  const status = async (home: string) =>
    JSON.parse((await called(mail, { home, at: NEXT_DAY, status: true, json: true })).printed);

  test('what the recipient has counts as sent, with who said so and when', async () => {
    const { home, id } = homeWithMail('uncertain');
    const ended = await called(mail, { home, at: NEXT_DAY, arrived: true, by: '张三' }, 'settle', id);
    expect(ended).toMatchObject({ status: EXIT.done, printed: expect.stringContaining('张三确认已收到') });
    expect(await status(home)).toMatchObject({
      outbox: [{ state: 'sent', lastAnswer: '张三确认已收到' }],
      words: [{ mailId: Number(id), by: '张三', word: 'arrived', at: NEXT_DAY }],
    });
  });

  test.each(['uncertain', 'dead'] as const)('what is %s may be sent again, as the same mail', async (state) => {
    const { home, id } = homeWithMail(state);
    const [before] = queued(home).all();
    const ended = await called(mail, { home, at: NEXT_DAY, sendAgain: true, by: '张三' }, 'settle', id);
    expect(ended).toMatchObject({ status: EXIT.done, printed: expect.stringContaining('xuncha run') });
    const [after] = queued(home).all();
    const atMs = Temporal.Instant.from(NEXT_DAY).epochMilliseconds;
    expect(after).toEqual({
      ...before,
      state: 'queued',
      dueAtMs: atMs,
      triedSinceMs: atMs,
      lastAnswer: '张三要求重新发送',
    });
  });

  test('the next mail no longer tells of what was settled', async () => {
    const { home, id } = homeWithMail('uncertain');
    expect(queued(home).lostSinceLast('supervisors')).toHaveLength(1);
    await called(mail, { home, at: NEXT_DAY, arrived: true }, 'settle', id);
    expect(queued(home).lostSinceLast('supervisors')).toEqual([]);
  });

  test('--status gives the number and says what to do', async () => {
    const { home, id } = homeWithMail('uncertain');
    const { printed } = await called(mail, { home, at: NEXT_DAY, status: true });
    expect(printed).toContain(`${id}  不能确定是否送达，2020-09-17 致 supervisor@example.cn`);
    expect(printed).toContain('xuncha mail settle 编号 --arrived');
  });

  test.each([
    ['sent', { arrived: true }, '用不着说明'],
    ['sent', { sendAgain: true }, '用不着说明'],
    ['dead', { arrived: true }, '用不着说明'],
    ['uncertain', {}, '--arrived'],
    ['uncertain', { arrived: true, sendAgain: true }, '--arrived'],
  ] as const)('a mail that is %s with %j is refused, and nothing changes', async (state, options, words) => {
    const { home, id } = homeWithMail(state);
    const before = await status(home);
    const ended = await called(mail, { home, at: NEXT_DAY, ...options }, 'settle', id);
    expect(ended).toMatchObject({ status: EXIT.usage, stopped: expect.stringContaining(words) });
    expect(await status(home)).toEqual(before);
  });

  test.each([undefined, 'x', '0', '99'])('the number %s names no mail', async (id) => {
    const { home } = homeWithMail('uncertain');
    const words = id === undefined ? ['settle'] : ['settle', id];
    expect(await called(mail, { home, arrived: true }, ...words)).toMatchObject({ status: EXIT.usage });
  });
});

test.each([{}, { dryRun: true, status: true }])('%j is wrong usage', async (options) => {
  expect(await called(mail, options)).toMatchObject({ status: EXIT.usage });
});

test('another word than settle, or settle beside --status, is wrong usage', async () => {
  expect(await called(mail, {}, 'send')).toMatchObject({ status: EXIT.usage });
  expect(await called(mail, { status: true }, 'send')).toMatchObject({ status: EXIT.usage });
  expect(await called(mail, { status: true, arrived: true }, 'settle', '1')).toMatchObject({ status: EXIT.usage });
});

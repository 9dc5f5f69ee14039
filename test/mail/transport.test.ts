import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendDue } from '../../src/mail/outbox.ts';
import { MailSettingsUnusable, readPassword } from '../../src/mail/password.ts';
import { connectionOptions } from '../../src/mail/transport.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { enqueue } from '../../src/store/outbox.ts';
import { mailSettings, PostOffice } from './post-office.ts';

const NIGHT = Temporal.Instant.from('2020-09-17T10:00:00Z');
/** reaches this machine without being written as a loopback address, as a server elsewhere would be */
const ELSEWHERE = '0.0.0.0';

let folder: string;
let db: Db;
let office: PostOffice;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-transport-'));
  db = openDatabase(':memory:');
  const mail = { date: '2020-09-17', kind: 'supervisors', part: 1, from: 'x@example.cn', to: ['a@example.cn'] };
  enqueue(db, { ...mail, subject: '[巡查]', html: '<p>示例</p>', text: '示例', annexes: [] }, NIGHT);
});
afterEach(async () => {
  await office?.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(server: SMTPServerOptions, mail: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) {
  office = await new PostOffice({}, server).open();
  return sendDue(db, mailSettings({ port: office.port, ...mail }), { now: () => NIGHT, env });
}

describe('encryption', () => {
  it('is demanded of a mail server elsewhere: without STARTTLS nothing is sent', async () => {
    const report = await send({ disabledCommands: ['STARTTLS', 'AUTH'] }, { host: ELSEWHERE });
    expect(report).toMatchObject({ sent: 0, queued: 1 });
    expect(office.completed).toEqual([]);
  });

  it('is checked: a certificate that nobody vouches for is refused', async () => {
    const report = await send({ disabledCommands: ['AUTH'] }, { host: ELSEWHERE });
    expect(report).toMatchObject({ sent: 0, queued: 1 });
    expect(report.troubles.join()).toMatch(/certificate/i);
    expect(office.completed).toEqual([]);
  });

  it('is checked also when the connection begins with it', async () => {
    const report = await send({ secure: true, disabledCommands: ['AUTH'] }, { host: ELSEWHERE, tls: 'implicit' });
    expect(report).toMatchObject({ sent: 0, queued: 1 });
    expect(office.completed).toEqual([]);
  });

  it('may be turned off by the settings', async () => {
    const report = await send({ disabledCommands: ['STARTTLS', 'AUTH'] }, { host: ELSEWHERE, tls: 'off' });
    expect(report).toMatchObject({ sent: 1, queued: 0 });
  });

  it('is not needed towards this machine itself, and used where it is offered', async () => {
    const report = await send({ disabledCommands: ['AUTH'] }, { host: '127.0.0.1' });
    expect(report).toMatchObject({ sent: 1, queued: 0 });
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '::1']) {
      expect(connectionOptions(mailSettings({ host })).requireTLS).toBe(false);
    }
    for (const host of ['mail.example.cn', '10.0.0.1', '127.0.0.1.example.cn', 'localhost.example.cn']) {
      expect(connectionOptions(mailSettings({ host }))).toMatchObject({
        requireTLS: true,
        tls: { rejectUnauthorized: true },
      });
    }
  });
});

describe('the password', () => {
  const withUser = (more: Record<string, unknown> = {}) => mailSettings({ host: 'x', user: 'xuncha', ...more });
  const fileWith = (text: string, mode: number) => {
    const file = join(folder, 'password');
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  };

  it('comes from the environment or from a file of the owner alone', () => {
    expect(readPassword(mailSettings({ host: 'x' }), { XUNCHA_MAIL_PASSWORD: 'unused' })).toBeNull();
    expect(readPassword(withUser(), { XUNCHA_MAIL_PASSWORD: 's3cret' })).toBe('s3cret');
    expect(readPassword(withUser({ passwordFile: fileWith('s3cret\n', 0o600) }), {})).toBe('s3cret');
  });

  it.each([0o640, 0o604, 0o660, 0o666])('is refused from a file with mode %o, and says how to mend it', (mode) => {
    const passwordFile = fileWith('s3cret', mode);
    expect(() => readPassword(withUser({ passwordFile }), {})).toThrow(`chmod 600 ${passwordFile}`);
  });

  it('is missed in plain words', () => {
    expect(() => readPassword(withUser(), {})).toThrow(MailSettingsUnusable);
    expect(() => readPassword(withUser({ passwordFile: '/nowhere/password' }), {})).toThrow('ENOENT');
    expect(() => readPassword(withUser({ passwordFile: fileWith('', 0o600) }), {})).toThrow('是空的');
  });

  it('opens the mail server', async () => {
    const seen: unknown[] = [];
    const server: SMTPServerOptions = {
      disabledCommands: [],
      onAuth(auth, _session, answer) {
        seen.push([auth.username, auth.password]);
        answer(null, { user: auth.username ?? '' });
      },
    };
    const report = await send(server, { host: '127.0.0.1', user: 'xuncha' }, { XUNCHA_MAIL_PASSWORD: 's3cret-word' });
    expect(report).toMatchObject({ sent: 1, queued: 0, troubles: [] });
    expect(seen).toEqual([['xuncha', 's3cret-word']]);
  });

  it('appears nowhere when it is refused, and the mail waits for better settings', async () => {
    const server: SMTPServerOptions = {
      disabledCommands: [],
      onAuth: (auth, _session, answer) => answer(new Error(`no such password: ${auth.password}`)),
    };
    const report = await send(server, { host: '127.0.0.1', user: 'xuncha' }, { XUNCHA_MAIL_PASSWORD: 's3cret-word' });
    expect(report).toMatchObject({ sent: 0, queued: 1, dead: 0 });
    const kept = JSON.stringify(db.prepare('SELECT * FROM outbox').all());
    expect(`${report.troubles.join()}${kept}`).toContain('no such password: ***');
    expect(`${report.troubles.join()}${kept}`).not.toContain('s3cret-word');
  });
});

import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorLine } from '../../src/doctor.ts';
import type { SendReport } from '../../src/mail/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { OutboxStore } from '../../src/store/outbox.ts';
import { exampleHome } from '../commands/example-home.ts';
import { xuncha } from '../commands/xuncha.ts';
import { startReplica } from '../replica/server.ts';
import { ELSEWHERE, PASSWORD, type Postfix, startPostfix, USER } from './postfix.ts';

const NIGHT = '2020-09-17T08:00:00+08:00';
const LATER = '2020-09-17T12:00:00+08:00';
/** nobody answers there: a home that is not given a replica asks no platform */
const NOWHERE = { replica: 'http://127.0.0.1:1', pace: 'off' };
const NO_OTHER = { sent: 0, queued: 0, dead: 0, uncertain: 0, troubles: [] };

/** each law has a mailbox of its own, so that none reads what another sent */
const NAMES = ['chu', 'ke', 'login', 'trust', 'first', 'last', 'plain', 'own', 'wrapped', 'doctor'] as const;
let server: Postfix;

beforeAll(async () => {
  server = await startPostfix(NAMES);
});
afterAll(() => server?.close());

type Mail = Readonly<Record<string, unknown>>;

/** A home that sends to these people over the port that demands STARTTLS and a login, unless `more` says otherwise. */
function homeFor(to: readonly string[], more: Mail = {}, others: Mail = {}): string {
  const mail = {
    host: ELSEWHERE,
    port: server.ports.required,
    user: USER,
    from: '巡查 <xuncha@example.gov.cn>',
    to: to.map((name) => `${name}@example.cn`),
    ...more,
  };
  return exampleHome(
    Object.entries({ mail, network: NOWHERE, ...others })
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join(''),
  );
}

const known = (env: Readonly<Record<string, string>> = {}) => ({
  env: { XUNCHA_MAIL_PASSWORD: PASSWORD, NODE_EXTRA_CA_CERTS: server.authority, ...env },
});

/** `xuncha watch` tells of a night that did not begin: one mail to each, and whatever still waits. */
async function watch(home: string, at: string, options: { env: Readonly<Record<string, string>> } = known()) {
  const ended = await xuncha(['watch', '--home', home, '--at', at, '--json'], options);
  return { ...ended, mail: (JSON.parse(ended.out) as { mail: SendReport }).mail };
}

async function mailServerLine(home: string, options = known()): Promise<DoctorLine | undefined> {
  const { out } = await xuncha(['doctor', '--home', home, '--at', NIGHT, '--json'], options);
  return (JSON.parse(out) as { lines: DoctorLine[] }).lines.find(({ subject }) => subject === '邮件服务器');
}

function outbox(home: string): OutboxStore {
  return new OutboxStore(openDatabase(join(home, 'data', 'xuncha.db')));
}

async function received(name: (typeof NAMES)[number]): Promise<Email[]> {
  const raws = await server.mailbox(name);
  return Promise.all(raws.map((raw) => PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })));
}

describe('the night’s mail', () => {
  it('arrives once with everyone, as it lies in the outbox to the last byte, with its annex', async () => {
    const replica = await startReplica({ accounts: [] }, { at: NIGHT });
    try {
      const home = homeFor(
        ['chu', 'ke'],
        {},
        {
          network: { replica: replica.url, pace: 'off' },
          platforms: { weibo: { sources: [{ kind: 'mobile' }] } },
        },
      );
      const night = ['run', '--home', home, '--json', '--at'];
      const first = await xuncha([...night, NIGHT], known());
      expect(JSON.parse(first.out).mail).toEqual({ ...NO_OTHER, sent: 2 });
      const again = await xuncha([...night, LATER], known());
      expect(JSON.parse(again.out).mail).toEqual(NO_OTHER);

      const rows = outbox(home).all();
      expect(rows.map(({ to, state }) => [to, state])).toEqual([
        ['chu@example.cn', 'sent'],
        ['ke@example.cn', 'sent'],
      ]);
      for (const [at, name] of (['chu', 'ke'] as const).entries()) {
        const row = rows[at];
        const [mail, ...more] = await received(name);
        expect(more).toEqual([]);
        const { subject, html, text, annexes } = outbox(home).content(row?.contentId ?? 0);
        expect(subject).toContain('[巡查] 9月17日');
        expect(mail).toMatchObject({
          messageId: row?.messageId,
          subject,
          from: { name: '巡查', address: 'xuncha@example.gov.cn' },
        });
        expect(mail?.html).toBe(html);
        expect(mail?.text).toContain('示例正常');
        expect(mail?.text).toBe(text);
        expect(annexes).toHaveLength(1);
        expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['巡查明细-2020-09-17.xlsx']);
        expect(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(annexes[0]?.bytes);
      }
    } finally {
      await replica.close();
    }
  });

  it('reaches the others when the server refuses a recipient', async () => {
    const home = homeFor(['first', 'nobody-of-this-name', 'last']);
    const { mail } = await watch(home, NIGHT);
    expect(mail).toMatchObject({ sent: 2, queued: 0, dead: 1 });
    expect(mail.troubles.join()).toMatch(/nobody-of-this-name@example\.cn.*550 5\.1\.1/);
    expect(await received('first')).toHaveLength(1);
    expect(await received('last')).toHaveLength(1);
  });
});

describe('a wrong password', () => {
  it('is named, shown to nobody, and costs no mail', async () => {
    const home = homeFor(['login']);
    const refused = await watch(home, NIGHT, known({ XUNCHA_MAIL_PASSWORD: 'not-the-s3cret' }));
    expect(refused.mail).toMatchObject({ sent: 0, queued: 1, dead: 0 });
    expect(refused.mail.troubles.join()).toMatch(/535/);
    expect(refused.out + refused.err).not.toContain('not-the-s3cret');
    expect(await received('login')).toEqual([]);

    expect((await watch(home, LATER)).mail).toEqual({ ...NO_OTHER, sent: 1 });
    expect(await received('login')).toHaveLength(1);
  });

  it('is told apart by the doctor', async () => {
    const line = await mailServerLine(homeFor(['login']), known({ XUNCHA_MAIL_PASSWORD: 'not-the-s3cret' }));
    expect(line).toMatchObject({ state: 'bad', todo: expect.stringContaining('密码不对') });
  });
});

describe('the certificate', () => {
  it('is refused where nobody vouches for it, and taken when its authority is made known', async () => {
    const home = homeFor(['trust']);
    const refused = await watch(home, NIGHT, known({ NODE_EXTRA_CA_CERTS: '' }));
    expect(refused.mail).toMatchObject({ sent: 0, queued: 1 });
    expect(refused.mail.troubles.join()).toMatch(/certificate/);
    expect(await received('trust')).toEqual([]);

    expect((await watch(home, LATER)).mail).toEqual({ ...NO_OTHER, sent: 1 });
    expect(await received('trust')).toHaveLength(1);
  });

  it('is refused when it is made out to another name', async () => {
    const { mail } = await watch(homeFor(['trust'], { port: server.ports.misnamed }), NIGHT);
    expect(mail).toMatchObject({ sent: 0, queued: 1 });
    expect(mail.troubles.join()).toMatch(/does not match certificate/);
  });

  it('is told by the doctor with the way to make its authority known', async () => {
    const line = await mailServerLine(homeFor(['trust']), known({ NODE_EXTRA_CA_CERTS: '' }));
    expect(line).toMatchObject({ state: 'bad', todo: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  });
});

describe('a server without STARTTLS', () => {
  const plainly = () => ({ port: server.ports.plain, user: undefined });

  it('gets nothing, until the settings say that mail may go in the clear', async () => {
    const refused = await watch(homeFor(['plain'], plainly()), NIGHT);
    expect(refused.mail).toMatchObject({ sent: 0, queued: 1 });
    expect(await received('plain')).toEqual([]);

    const allowed = await watch(homeFor(['plain'], { ...plainly(), tls: 'off' }), NIGHT);
    expect(allowed.mail).toEqual({ ...NO_OTHER, sent: 1 });
    expect(await received('plain')).toHaveLength(1);
  });

  it('gets it on this machine itself, where nobody listens between', async () => {
    const { mail } = await watch(homeFor(['own'], { ...plainly(), host: '127.0.0.1' }), NIGHT);
    expect(mail).toEqual({ ...NO_OTHER, sent: 1 });
    expect(await received('own')).toHaveLength(1);
  });
});

it('a server that is encrypted from the first byte takes the mail', async () => {
  const { mail } = await watch(homeFor(['wrapped'], { port: server.ports.wrapped, tls: 'implicit' }), NIGHT);
  expect(mail).toEqual({ ...NO_OTHER, sent: 1 });
  expect(await received('wrapped')).toHaveLength(1);
});

it('the doctor finds the server well and sends nothing', async () => {
  const line = await mailServerLine(homeFor(['doctor']));
  expect(line).toMatchObject({ state: 'good', says: expect.stringContaining(`已用 ${USER} 登录`) });
  expect(await received('doctor')).toEqual([]);
});

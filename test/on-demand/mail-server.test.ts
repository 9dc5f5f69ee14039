import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { xuncha } from '../commands/xuncha.ts';
import { PostOffice } from '../mail/post-office.ts';
import { littleOffice } from '../nightly/little-office.ts';
import { install, type RealServer, startOpenSmtpd } from './opensmtpd.ts';

const PASSWORD = 'planted-mail-password';
const EVENING = '2026-09-15T18:00:00+08:00';
const LATER = '2026-09-15T20:00:00+08:00';

/** where everything ends up that the real server takes */
let mailbox: PostOffice;
let server: RealServer;

beforeAll(async () => {
  install();
  mailbox = await new PostOffice().open();
  server = await startOpenSmtpd({ user: 'xuncha', password: PASSWORD }, mailbox.port);
});
afterAll(async () => {
  await server?.close();
  await mailbox?.close();
});

/** A home whose mail goes to the real server, and its nightly job with this password and these authorities. */
async function homeTowards(to: string) {
  const mail = { host: server.host, port: server.port, user: 'xuncha', from: '巡查 <xuncha@example.gov.cn>', to: [to] };
  const { home } = await littleOffice({ weibo: 1 }, { mail });
  return {
    home,
    async run(at: string, { password = PASSWORD, trusted = true } = {}) {
      const authorities: Record<string, string> = trusted ? { NODE_EXTRA_CA_CERTS: server.authority } : {};
      const env = { ...authorities, XUNCHA_MAIL_PASSWORD: password };
      const { status, out, err } = await xuncha(['run', '--json', '--home', home, '--at', at], { env });
      return { status, out, err, mail: JSON.parse(out).mail as { sent: number; queued: number; troubles: string[] } };
    },
  };
}

const arrivedAt = (to: string) => mailbox.taken.filter((parcel) => parcel.to.includes(to));

test('the mail goes out over verified TLS and after login, arrives whole, and goes out once', async () => {
  const { run } = await homeTowards('whole@example.gov.cn');
  const first = await run(EVENING);
  expect(first.mail).toMatchObject({ sent: 1, queued: 0, troubles: [] });
  expect(first.status).toBe(0);
  expect((await run(LATER)).mail).toMatchObject({ sent: 0, queued: 0 });
  await vi.waitFor(() => expect(arrivedAt('whole@example.gov.cn')).toHaveLength(1), { timeout: 60_000 });
  const mail = await PostalMime.parse(arrivedAt('whole@example.gov.cn')[0]?.raw ?? '');
  expect(mail.subject).toContain('[巡查] 9月15日');
  expect(mail.from).toMatchObject({ name: '巡查', address: 'xuncha@example.gov.cn' });
  expect(mail.headers.find(({ key }) => key === 'received')?.value).toContain('TLS');
  expect(mail.html).toContain('</html>');
  expect(mail.attachments).toHaveLength(1);
});

test('a server whose certificate nobody vouches for gets neither password nor mail; vouched for, it gets the mail once', async () => {
  const { run } = await homeTowards('vouched@example.gov.cn');
  const first = await run(EVENING, { trusted: false });
  expect(first.status).toBe(3);
  expect(first.mail).toMatchObject({ sent: 0, queued: 1 });
  expect(first.mail.troubles.join()).toContain('certificate');
  expect((await run(LATER)).mail).toMatchObject({ sent: 1, queued: 0 });
  await vi.waitFor(() => expect(arrivedAt('vouched@example.gov.cn')).toHaveLength(1), { timeout: 60_000 });
});

test('with a wrong password the mail stays, and the password is nowhere to be read', async () => {
  const { home, run } = await homeTowards('login@example.gov.cn');
  const wrong = 'planted-wrong-password';
  const first = await run(EVENING, { password: wrong });
  expect(first.status).toBe(3);
  expect(first.mail).toMatchObject({ sent: 0, queued: 1 });
  expect(first.mail.troubles.join()).toContain('535');
  const log = join(home, 'data', 'log');
  const logged = readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8'));
  for (const text of [first.out, first.err, ...logged]) expect(text).not.toContain(wrong);
  expect((await run(LATER)).mail).toMatchObject({ sent: 1, queued: 0 });
  await vi.waitFor(() => expect(arrivedAt('login@example.gov.cn')).toHaveLength(1), { timeout: 60_000 });
});

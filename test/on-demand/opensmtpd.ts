import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

const PROGRAM = '/usr/sbin/smtpd';
const PACKAGE = ['install', '-y', '--no-install-recommends', '--no-remove', 'opensmtpd'];

/** A name of this machine that is not `localhost`: towards it the program demands TLS and verifies the certificate. */
const NAME = hostname();

export interface RealServer {
  readonly host: string;
  readonly port: number;
  /** file with the certificate of the authority that signed the server's, PEM */
  readonly authority: string;
  close(): Promise<void>;
}

/**
 * Puts OpenSMTPD into place with the system's own package manager; removes nothing that is there.
 * @throws where this is not root on a system with apt
 */
export function install(): void {
  if (process.getuid?.() !== 0)
    throw new Error('OpenSMTPD starts as root only: run this as root, best in a container.');
  if (existsSync(PROGRAM)) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (spawnSync('apt-get', PACKAGE, { env, stdio: 'inherit' }).status === 0) return;
  execFileSync('apt-get', ['update'], { env, stdio: 'inherit' });
  execFileSync('apt-get', PACKAGE, { env, stdio: 'inherit' });
}

/**
 * OpenSMTPD on a free port of this machine. It takes mail over TLS and after login alone, and passes it on.
 *
 * @param onward port of the mail server on 127.0.0.1 to which it passes everything on
 */
export async function startOpenSmtpd(login: { user: string; password: string }, onward: number): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-opensmtpd-'));
  const { certificate, key, authority } = certificates(folder);
  const port = await freePort();
  const hashed = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: login.password, encoding: 'utf8' });
  const config = join(folder, 'smtpd.conf');
  const lines = [
    `pki own cert "${certificate}"`,
    `pki own key "${key}"`,
    `table logins { "${login.user}" = "${hashed.trim()}" }`,
    `listen on 127.0.0.1 port ${port} tls-require pki own auth <logins> hostname "${NAME}"`,
    `action onward relay host "smtp://127.0.0.1:${onward}"`,
    'match auth from any for any action onward',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  execFileSync(PROGRAM, ['-n', '-f', config], { stdio: 'pipe' });
  const child = spawn(PROGRAM, ['-d', '-f', config], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await vi.waitFor(() => greeting(port), { timeout: 30_000, interval: 100 });
  return {
    host: NAME,
    port,
    authority,
    async close() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An authority of our own, and a certificate for this machine's name that it signed; both for a day. */
function certificates(folder: string) {
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' });
  const fresh = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = file('authority.crt');
  const key = file('server.key');
  const certificate = file('server.crt');
  const asked = file('server.csr');
  const signer = file('authority.key');
  openssl(...fresh, '-x509', '-days', '1', '-subj', '/CN=Example authority', '-keyout', signer, '-out', authority);
  openssl(...fresh, '-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-keyout', key, '-out', asked);
  const signing = ['-CA', authority, '-CAkey', signer, '-CAcreateserial', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-days', '1', '-in', asked, ...signing, '-out', certificate);
  return { certificate, key, authority };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws while nobody greets there */
async function greeting(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [words] = (await once(socket, 'data')) as [Buffer];
    if (!words.toString('latin1').startsWith('220 ')) throw new Error(`greeted with ${words}`);
  } finally {
    socket.destroy();
  }
}

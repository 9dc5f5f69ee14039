import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { mainCf, masterCf, type Ports } from './postfix-settings.ts';
import { makeCertificates } from './tls-authority.ts';

/** reaches this machine without being written as a loopback address, as a server elsewhere would be */
export const ELSEWHERE = '0.0.0.0';
export const USER = 'xuncha';
export const PASSWORD = 'mail-server-s3cret';
/** the realm of the login: Postfix asks for `USER@REALM` */
const REALM = 'mail.example.cn';

const NEEDED = { postfix: 'postfix', saslpasswd2: 'sasl2-bin', openssl: 'openssl' };
const NOBODY = 65534;

/** Postfix on this machine, with queue, certificates, login and mailboxes of its own. */
export interface Postfix {
  readonly ports: Ports;
  /** certificate of the authority that signed the server's; who is told of it trusts the server */
  readonly authority: string;
  /** every message in the mailbox of `NAME@example.cn`, once nothing is on its way any more */
  mailbox(name: string): Promise<Buffer[]>;
  close(): Promise<void>;
}

/**
 * @param names who has a mailbox at example.cn; the mailboxes are Maildirs that belong to nobody
 * @throws where something is missing, with the words that install it
 */
export async function startPostfix(names: readonly string[]): Promise<Postfix> {
  mustBePossible();
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-postfix-'));
  // its processes run as other users than the one who made the folder
  chmodSync(folder, 0o755);
  const at = (name: string) => join(folder, name);
  for (const name of ['config', 'config/sasl', 'queue', 'data', 'mail', 'tls']) mkdirSync(at(name));
  chownSync(at('data'), idOf('postfix'), 0);
  chownSync(at('mail'), NOBODY, NOBODY);
  const [required, plain, wrapped, misnamed] = await freePorts(4);
  const ports: Ports = { required, plain, wrapped, misnamed } as Ports;
  makeCertificates(at('tls'), ELSEWHERE);
  writeFileSync(at('config/main.cf'), mainCf(folder, REALM, names));
  writeFileSync(at('config/master.cf'), masterCf(folder, ports));
  writeLogin(at('config/sasl'));

  // the shell stops the server when its input ends: when we say so, and when this process dies
  const server = spawn('sh', ['-c', 'postfix -c "$1" start || exit 1; cat; postfix -c "$1" stop', 'sh', at('config')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = once(server, 'exit');
  const close = async () => {
    server.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(Object.values(ports).map((port) => greeted(port, () => server.exitCode)));
  } catch (error) {
    const said = existsSync(at('log')) ? readFileSync(at('log'), 'utf8') : '';
    await close();
    throw new Error(`Postfix did not come up:\n${said}`, { cause: error });
  }
  return {
    ports,
    authority: at('tls/authority.pem'),
    async mailbox(name) {
      await vi.waitFor(() => mustBeEmpty(at('queue')), { timeout: 30_000, interval: 50 });
      return messages(at(`mail/${name}`));
    },
    close,
  };
}

function mustBePossible(): void {
  const missing = Object.entries(NEEDED)
    .filter(([program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
    .map(([, packageName]) => packageName);
  if (missing.length > 0) {
    throw new Error(
      `Missing: ${missing.join(', ')}. On Debian, as root: DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends ${missing.join(' ')} (Debian also starts a mail server of its own then; stop it with: postfix stop)`,
    );
  }
  if (process.getuid?.() !== 0)
    throw new Error('Postfix gives its processes users of their own; run this check as root.');
}

function idOf(user: string): number {
  return Number(execFileSync('id', ['-u', user], { encoding: 'utf8' }));
}

/** The login of the server, in a file of passwords that only its processes read. */
function writeLogin(folder: string): void {
  const database = join(folder, 'sasldb2');
  writeFileSync(
    join(folder, 'smtpd.conf'),
    `pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: ${database}\n`,
  );
  execFileSync('saslpasswd2', ['-p', '-c', '-f', database, '-u', REALM, USER], { input: PASSWORD });
  chownSync(database, idOf('postfix'), 0);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function greeted(port: number, exitCode: () => number | null): Promise<void> {
  await vi.waitUntil(
    async () => {
      if (exitCode() !== null) throw new Error('it ended at once');
      const socket = connect(port, '127.0.0.1');
      try {
        await once(socket, 'connect');
        return true;
      } catch {
        return false;
      } finally {
        socket.destroy();
      }
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** what Postfix has taken and not yet delivered lies in these folders of its queue */
function mustBeEmpty(queue: string): void {
  for (const name of ['maildrop', 'incoming', 'active', 'deferred']) {
    const waiting = readdirSync(join(queue, name), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    if (waiting.length > 0) throw new Error(`${waiting.length} messages wait in ${name}`);
  }
}

function messages(maildir: string): Buffer[] {
  try {
    const folder = join(maildir, 'new');
    return readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

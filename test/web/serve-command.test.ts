import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newest, Office } from './office.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'xuncha');
const NIGHT = '2020-09-17T18:00:00+08:00';

let office: Office;
beforeAll(async () => {
  office = new Office([{ id: 'a', name: '示例甲号' }]);
  await office.night(NIGHT, { a: newest('2020-09-17T08:00:00+08:00') });
});
afterAll(() => office.remove());

/** Runs the command to its end. */
function refused(options: readonly string[], home = office.dir) {
  const { XUNCHA_WEB_PASSWORD: _, ...env } = process.env;
  return spawnSync(PROGRAM, ['serve', '--home', home, '--port', '0', ...options], { encoding: 'utf8', env });
}

/** Starts the command and waits for the address that it prints; `stop` ends it as a service manager would. */
async function started(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(PROGRAM, ['serve', '--home', office.dir, '--port', '0', ...options], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [url] =
    (await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()).value?.split('\n') ?? [];
  return {
    url: String(url),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

test('without options it answers on this machine alone, says where, and ends when it is told to', async () => {
  const running = await started([]);
  expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await (await fetch(running.url)).text()).toContain('示例甲号');
  expect(await running.stop()).toBe(0);
});

test.each(['0.0.0.0', '::', '192.0.2.1'])(
  'to be reached from elsewhere on %s, somebody must say who may read',
  (host) => {
    const { status, stderr, stdout } = refused(['--host', host]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('config/secrets/web-password');
    expect(stderr).toContain('web.userHeader');
  },
);

test('with a password it listens everywhere and asks for it', async () => {
  const running = await started(['--host', '0.0.0.0'], { XUNCHA_WEB_PASSWORD: 'a long password of a test' });
  const url = running.url.replace('0.0.0.0', '127.0.0.1');
  const right = { authorization: `Basic ${Buffer.from('office:a long password of a test').toString('base64')}` };
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: right })).status).toBe(200);
  expect(await running.stop()).toBe(0);
});

test('a port that is none, and a folder in which no night was made, are said in a sentence', () => {
  const port = refused(['--port', '99999']);
  expect(port.status).toBe(2);
  expect(port.stderr).toContain('--port');
  const empty = new Office([{ id: 'a', name: '示例甲号' }]);
  const { status, stderr } = refused([], empty.dir);
  empty.remove();
  expect(status).toBe(2);
  expect(stderr).toContain('xuncha run');
});

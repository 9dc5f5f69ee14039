import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { NightBrowser } from '../../src/world/browser.ts';
import { decideSandbox } from '../../src/world/browser-process.ts';
import { BrowserProxy } from '../../src/world/browser-proxy.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';

const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function innerService(): Promise<{ port: number; reached: () => number }> {
  let reached = 0;
  const server = createServer((_request, response) => response.end('inner'));
  server.on('connection', () => {
    reached++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, reached: () => reached };
}

/** first line of the proxy's answer; empty where it hung up */
async function ask(proxyUrl: string, head: string): Promise<string> {
  const { port } = new URL(proxyUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${head}\r\n\r\n`));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

async function proxy(allowPrivate: string[], hosts: string[]): Promise<string> {
  const one = new BrowserProxy(allowPrivate);
  closing.push(() => one.close());
  one.declare(hosts);
  return one.start();
}

test('a tunnel to a declared name that points inwards is refused, in every spelling of the address', async () => {
  const inner = await innerService();
  const spellings = [
    'localhost',
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
  ];
  const url = await proxy([], spellings);
  const answers = await Promise.all(
    spellings.map((host) => ask(url, `CONNECT ${host.includes(':') ? `[${host}]` : host}:${inner.port} HTTP/1.1`)),
  );

  expect(answers).toEqual(spellings.map(() => ''));
  expect(inner.reached()).toBe(0);
});

test('hosts that nobody declared, other ports of named addresses and plain requests are refused', async () => {
  const inner = await innerService();
  const url = await proxy([`localhost:${inner.port}`], ['localhost', '*.example.test']);

  expect(await ask(url, 'CONNECT evil.test:443 HTTP/1.1')).toBe('HTTP/1.1 403 Forbidden');
  expect(await ask(url, `GET http://localhost:${inner.port}/ HTTP/1.1`)).toBe('HTTP/1.1 403 Forbidden');
  expect(await ask(url, 'CONNECT localhost:1 HTTP/1.1')).toBe('');
  expect(inner.reached()).toBe(0);
  expect(await ask(url, `CONNECT localhost:${inner.port} HTTP/1.1`)).toBe('HTTP/1.1 200 Connection established');
});

test('without a replica a page on a private address is not reached unless the settings name it', async () => {
  const inner = await innerService();
  const tmpDir = mkdtempSync(join(tmpdir(), 'guard-test-'));
  const visitWith = async (allowPrivate: string[]) => {
    const browser = new NightBrowser({
      sandbox: 'off',
      allowPrivate,
      tmpDir,
      configDir: tmpDir,
      pages: 1,
      evidence: forgetful,
      now: () => Temporal.Instant.from('2026-09-25T01:30:00Z'),
      log: () => {},
    });
    const port = browser.forPlatform('example', ['localhost'], openGate, () => {}, new AbortController().signal);
    const request = { url: `https://localhost:${inner.port}/`, capture: () => false, done: () => false };
    return port.visit(request).finally(() => browser.close());
  };

  expect(await visitWith([])).toMatchObject({ opened: false, outcome: 'network' });
  expect(inner.reached()).toBe(0);
  // the listener speaks no TLS, so the page stays closed, but the tunnel was opened
  expect(await visitWith([`localhost:${inner.port}`])).toMatchObject({ opened: false, outcome: 'network' });
  expect(inner.reached()).toBeGreaterThan(0);
  rmSync(tmpDir, { recursive: true, force: true });
});

test('the sandbox is on; as root it is off only towards a replica or by the settings', () => {
  expect(decideSandbox('on', false, false)).toMatchObject({ allowed: true, on: true });
  expect(decideSandbox('on', true, false)).toMatchObject({ allowed: true, on: true });
  expect(decideSandbox('on', true, true)).toMatchObject({ allowed: true, on: false });
  expect(decideSandbox('off', false, true)).toMatchObject({ allowed: true, on: false });
  const refused = decideSandbox('on', false, true);
  expect(refused.allowed).toBe(false);
  expect(!refused.allowed && refused.why).toContain('browser: { sandbox: off }');
});

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PageRequest } from '../../src/model/world.ts';
import { NightBrowser } from '../../src/world/browser.ts';
import { decideSandbox, findChromium } from '../../src/world/browser-process.ts';
import { hashOf } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { makeLogin, openLogin } from '../../src/world/login.ts';
import { pageWith, replicaOf } from './browser-replica.ts';

const HOSTS = ['www.example.test'];
const closing: (() => unknown)[] = [];
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'login-test-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(home, { recursive: true, force: true });
});

/** a platform that logs in whoever opens /login, and changes its mind about the session on every page */
async function platform() {
  const served = await replicaOf((seen, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (seen.path === '/login') {
      response.setHeader('set-cookie', 'session=lent; Path=/; Max-Age=86400; HttpOnly');
      response.end(pageWith(`localStorage.setItem('device', 'd1')`));
    } else {
      response.setHeader('set-cookie', 'session=changed; Path=/; Max-Age=86400');
      response.end(
        pageWith(`document.title = localStorage.getItem('device') ?? 'none'; localStorage.setItem('device', 'x')`),
      );
    }
  });
  closing.push(served.close);
  return served;
}

async function logIn(profileDir: string, replica: string): Promise<boolean> {
  const executable = findChromium(undefined);
  if (executable === null) throw new Error('no Chromium');
  const sandbox = decideSandbox('on', true);
  const dispatcher = new Agent();
  closing.push(() => dispatcher.destroy());
  return makeLogin(
    {
      executable,
      sandbox: sandbox.allowed && sandbox.on,
      proxy: null,
      profileDir,
      url: 'https://www.example.test/login',
      rules: { hosts: HOSTS, replica, dispatcher },
    },
    (cookies) => cookies.includes('session'),
  );
}

function night(replica: string) {
  const browser = new NightBrowser({
    sandbox: 'on',
    replica,
    allowPrivate: [],
    tmpDir: join(home, 'tmp'),
    configDir: join(home, 'config'),
    pages: 2,
    evidence: { keep: hashOf },
    now: () => Temporal.Instant.from('2026-09-25T01:30:00Z'),
    log: () => {},
  });
  closing.push(() => browser.close());
  return browser.forPlatform('example', HOSTS, openGate, () => {}, new AbortController().signal);
}
const page = (more: Partial<PageRequest> = {}): PageRequest => ({
  url: 'https://www.example.test/user/1',
  capture: () => false,
  done: () => false,
  profile: 'login/example',
  ...more,
});

/** every file of the profile with its size and its last change */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`)
    .sort();
}

test('a lent login reaches each account of its platform, and nothing is written back', async () => {
  const served = await platform();
  const profileDir = join(home, 'config', 'login', 'example');
  expect(await logIn(profileDir, served.url)).toBe(true);
  const before = stateOf(profileDir);
  const port = night(served.url);
  const visits = [await port.visit(page()), await port.visit(page())];
  const { profile: _none, ...withoutLogin } = page();
  const visitor = await port.visit(withoutLogin);

  expect(visits.map((visit) => visit.opened && visit.title)).toEqual(['d1', 'd1']);
  expect(visitor.opened && visitor.title).toBe('none');
  const asked = served.asked.filter(({ path }) => path === '/user/1').map(({ cookie }) => cookie);
  expect(asked).toEqual(['session=lent', 'session=lent', '']);
  expect(stateOf(profileDir)).toEqual(before);
  expect(readFileSync(join(profileDir, 'Local State'), 'utf8')).not.toBe('');
});

test('a browser for an operator opens the page itself, and the call ends when it is closed', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<p>x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const executable = findChromium(undefined);
  if (executable === null) throw new Error('no Chromium');
  const profileDir = join(home, 'config', 'login', 'operator');
  const url = `http://127.0.0.1:${port}/login`;
  const opened = openLogin({ executable, sandbox: process.getuid?.() !== 0, profileDir, url, visible: false });
  while (!asked.includes('/login')) await wait(20);
  // the operator closes the window
  const pid = Number(readlinkSync(join(profileDir, 'SingletonLock')).split('-').at(-1));
  process.kill(pid, 'SIGTERM');
  await opened;
  server.closeAllConnections();
  expect(asked).toContain('/login');
});

test('where a replica plays the platforms, the operator logs in there, and the browser has ended when the call ends', async () => {
  const served = await replicaOf(({ path }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (path === '/login') response.setHeader('set-cookie', 'session=lent; Path=/; Max-Age=86400; HttpOnly');
    response.end(pageWith("if (location.pathname === '/login') fetch('/in')"));
  });
  closing.push(served.close);
  const executable = findChromium(undefined);
  if (executable === null) throw new Error('no Chromium');
  const sandbox = process.getuid?.() !== 0;
  const profileDir = join(home, 'config', 'login', 'operator');
  const dispatcher = new Agent();
  closing.push(() => dispatcher.destroy());
  const rules = { hosts: HOSTS, replica: served.url, dispatcher };
  const url = 'https://www.example.test/login';
  const opened = openLogin({ executable, sandbox, profileDir, url, rules, visible: false });
  // the page asks again as soon as the browser has its cookie
  while (!served.asked.some(({ path }) => path === '/in')) await wait(20);
  const pid = Number(readlinkSync(join(profileDir, 'SingletonLock')).split('-').at(-1));
  process.kill(pid, 'SIGTERM');
  await opened;

  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(served.asked.find(({ path }) => path === '/in')?.cookie).toBe('session=lent');
  expect(served.asked.every(({ host }) => host === 'www.example.test')).toBe(true);
});

test('a profile that is not there, is empty or is broken counts as an expired login', async () => {
  const served = await platform();
  const port = night(served.url);
  mkdirSync(join(home, 'config', 'login', 'empty'), { recursive: true });

  expect(await port.visit(page())).toEqual({
    opened: false,
    outcome: 'auth-expired',
    detail: `登录资料夹 ${join(home, 'config/login/example')} 不存在，请先登录一次（xuncha login example）`,
  });
  expect(await port.visit(page({ profile: 'login/empty' }))).toEqual({
    opened: false,
    outcome: 'auth-expired',
    detail: `登录资料夹 ${join(home, 'config/login/empty')} 里没有 www.example.test 的登录，请重新登录（xuncha login example）`,
  });
  writeFileSync(join(home, 'config', 'login', 'broken'), 'no folder');
  const broken = await port.visit(page({ profile: 'login/broken' }));
  expect(broken).toMatchObject({ opened: false, outcome: 'auth-expired' });
  expect(!broken.opened && broken.detail).toContain('无法读取');
  expect(served.asked).toEqual([]);
});

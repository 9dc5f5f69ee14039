import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BrowserPort, Captured, PageRequest } from '../../src/model/world.ts';
import { NightBrowser } from '../../src/world/browser.ts';
import { hashOf } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { pageWith, replicaOf, type Seen } from './browser-replica.ts';

let tmpDir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  tmpDir = mkdtempSync(join(tmpdir(), 'browser-test-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(tmpDir, { recursive: true, force: true });
});

const NOW = Temporal.Instant.from('2026-09-25T01:30:00Z');

function night(replica: string | undefined, more: Partial<ConstructorParameters<typeof NightBrowser>[0]> = {}) {
  const lines: string[] = [];
  const browser = new NightBrowser({
    sandbox: 'on',
    replica,
    allowPrivate: [],
    tmpDir,
    configDir: tmpDir,
    pages: 2,
    evidence: { keep: hashOf },
    now: () => NOW,
    log: (line) => lines.push(line),
    ...more,
  });
  closing.push(() => browser.close());
  return { browser, lines };
}

const HOSTS = ['www.example.test', 'api.example.test'];
function portOf(browser: NightBrowser, hosts = HOSTS, signal = new AbortController().signal): BrowserPort {
  return browser.forPlatform('example', hosts, openGate, () => {}, signal);
}
const page = (more: Partial<PageRequest> = {}): PageRequest => ({
  url: 'https://www.example.test/user/1?a=b',
  capture: (url) => url.includes('/api/'),
  done: (captured) => captured.length > 0,
  ...more,
});
async function replica(answer: Parameters<typeof replicaOf>[0]) {
  const served = await replicaOf(answer);
  closing.push(served.close);
  return served;
}
const ended = (captured: readonly Captured[]) => captured.map(({ url, status, text }) => ({ url, status, text }));
const paths = (asked: readonly Seen[]) => asked.map(({ host, path }) => host + path);

test('the page asks for its own data through the replica, with host, scheme, method, body and cookies', async () => {
  const served = await replica((seen, response) => {
    if (seen.path.startsWith('/user/')) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('set-cookie', ['visitor=1; Path=/', 'other=2; Path=/']);
      response.end(pageWith(`fetch('/api/list?x=1',{method:'POST',body:'k=v',headers:{'x-own':'o'}})`));
    } else {
      response.setHeader('content-type', 'application/json');
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"答":1}'));
    }
  });
  const { browser } = night(served.url);
  const visit = await portOf(browser).visit(page());

  if (!visit.opened) throw new Error(visit.detail);
  expect(visit).toMatchObject({ status: 200, title: '示例', url: 'https://www.example.test/user/1?a=b' });
  expect(visit.text).toContain('示例文字');
  expect(visit.html).toContain('<div id="root">');
  expect(ended(visit.captured)).toEqual([
    { url: 'https://www.example.test/api/list?x=1', status: 200, text: '{"答":1}' },
  ]);
  expect(visit.captured[0]?.proof('答')).toEqual({
    hash: hashOf(Buffer.from('{"答":1}')),
    url: 'https://www.example.test/api/list?x=1',
    fetchedAt: '2026-09-25T01:30:00Z',
    httpStatus: 200,
    excerpt: '答',
  });
  const [first, second] = served.asked;
  expect(first).toMatchObject({ host: 'www.example.test', scheme: 'https', method: 'GET', path: '/user/1?a=b' });
  expect(second).toMatchObject({ method: 'POST', path: '/api/list?x=1', body: 'k=v' });
  expect(second?.headers['x-own']).toBe('o');
  expect(second?.cookie).toBe('visitor=1; other=2');
});

test('only documents, scripts and data of declared hosts are asked for, also after a redirect', async () => {
  const served = await replica((seen, response) => {
    if (seen.path === '/api/away') return response.writeHead(302, { location: 'https://evil.test/api/x' }).end();
    if (seen.path === '/api/near') return response.writeHead(302, { location: '/api/end' }).end();
    if (seen.path === '/api/end') return response.end('reached');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      pageWith(`
        new Image().src = '/picture.png';
        fetch('https://evil.test/api/direct').catch(() => {});
        try { new WebSocket('wss://www.example.test/api/socket') } catch {}
        window.open('https://www.example.test/api/window');
        fetch('/api/away').catch(() => {}).then(() => fetch('/api/near'));`),
    );
  });
  const { browser } = night(served.url);
  const visit = await portOf(browser).visit(
    page({ done: (captured) => captured.some(({ text }) => text === 'reached') }),
  );

  expect(visit.opened && ended(visit.captured)).toEqual([
    { url: 'https://www.example.test/api/end', status: 200, text: 'reached' },
  ]);
  expect(paths(served.asked)).toEqual([
    'www.example.test/user/1?a=b',
    'www.example.test/api/away',
    'www.example.test/api/near',
    'www.example.test/api/end',
  ]);
});

test('one visit leaves nothing behind for the next', async () => {
  const served = await replica((_seen, response) => {
    response.setHeader('set-cookie', 'mark=1; Path=/');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageWith(`document.title = localStorage.getItem('mark') ?? 'none'; localStorage.setItem('mark','1')`));
  });
  const port = portOf(night(served.url).browser);
  const first = await port.visit(page());
  const second = await port.visit(page());

  expect([first, second].map((visit) => visit.opened && visit.title)).toEqual(['none', 'none']);
  expect(served.asked.map(({ cookie }) => cookie)).toEqual(['', '']);
});

test('a page that is quiet before it is done is scrolled to its end', async () => {
  const served = await replica((seen, response) => {
    if (seen.path.startsWith('/api/')) return response.end(seen.path);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      pageWith(`document.body.style.height = '5000px'; let n = 0; fetch('/api/0');
        addEventListener('scroll', () => { document.body.style.height = 5000 * (++n + 1) + 'px'; fetch('/api/' + n); })`),
    );
  });
  const port = portOf(night(served.url).browser);
  const visit = await port.visit(page({ scrolls: 2, done: (captured) => captured.length === 3 }));
  const still = await port.visit(page({ done: () => false }));

  expect(visit.opened && visit.captured.map(({ text }) => text)).toEqual(['/api/0', '/api/1', '/api/2']);
  expect(still.opened && still.captured.map(({ text }) => text)).toEqual(['/api/0']);
});

test('a page that never ends is given up at its time limit with what came until then', async () => {
  const served = await replica((seen, response) => {
    if (seen.path === '/api/one') return response.end('one');
    if (seen.path === '/api/never') return;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageWith(`fetch('/api/never'); fetch('/api/one').then(() => setTimeout(() => { for (;;) {} }, 300))`));
  });
  const { browser } = night(served.url);
  const visit = await portOf(browser).visit(page({ done: () => false, timeoutMs: 3000 }));

  expect(visit.opened && ended(visit.captured)).toEqual([
    { url: 'https://www.example.test/api/one', status: 200, text: 'one' },
  ]);
});

test('a host that does not answer is the fault of the line', async () => {
  const served = await replicaOf(() => {});
  served.close();
  const visit = await portOf(night(served.url).browser).visit(page());

  expect(visit).toMatchObject({ opened: false, outcome: 'network' });
});

test.each([403, 429, 432, 444, 502])(
  'a refusal with status %d and no body is an answer, not a broken line',
  async (status) => {
    const { url } = await replica((_, response) => response.writeHead(status).end());
    const visit = await portOf(night(url).browser).visit(page());
    expect(visit).toMatchObject({ opened: true, status, html: '', title: '', text: '' });
  },
);

test('a page of an undeclared host is not opened', async () => {
  const served = await replica((_seen, response) => response.end('x'));
  const visit = await portOf(night(served.url).browser, ['other.test']).visit(page());

  expect(visit).toMatchObject({ opened: false, outcome: 'network' });
  expect(served.asked).toEqual([]);
});

test('after a crash the next visit gets a new browser', async () => {
  const served = await replica((seen, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(seen.path.includes('crash') ? pageWith('location = "chrome://crash"') : pageWith(''));
  });
  const { browser } = night(served.url);
  const port = portOf(browser);
  await port.visit(page());
  const [profile] = readdirSync(tmpDir);
  process.kill(-chromiumOf(join(tmpDir, profile ?? '')), 'SIGKILL');
  const second = await port.visit(page());
  const third = second.opened ? second : await port.visit(page());

  expect(third).toMatchObject({ opened: true, title: '示例' });
});

test('a browser that has served its pages makes room for a new one', async () => {
  const served = await replica((_seen, response) => response.end('<p>x'));
  const { browser } = night(served.url, { pagesABrowser: 2 });
  const port = portOf(browser);
  const profiles = new Set<string>();
  for (let count = 0; count < 4; count++) {
    const visit = await port.visit(page({ done: () => false }));
    expect(visit.opened).toBe(true);
    for (const name of readdirSync(tmpDir)) profiles.add(name);
  }
  await browser.close();
  expect(profiles.size).toBe(2);
  expect(readdirSync(tmpDir)).toEqual([]);
});

test('the profile lies below the given folder and is gone after the night; those of dead processes go at the start', async () => {
  const served = await replica((_seen, response) => response.end('<p>x'));
  const dead = join(tmpDir, 'browser-999999999-abc');
  const alive = join(tmpDir, 'browser-1-abc');
  for (const folder of [dead, alive]) mkdirSync(folder);
  const { browser } = night(served.url);
  expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  await portOf(browser).visit(page());
  expect(readdirSync(tmpDir)).toHaveLength(2);
  await browser.close();
  expect(readdirSync(tmpDir)).toEqual(['browser-1-abc']);
});

test('without a browser on the machine, visits say so in one sentence', async () => {
  const { browser } = night('http://127.0.0.1:9', { executable: '/nowhere/chromium' });
  const visit = await portOf(browser).visit(page());

  expect(visit).toEqual({
    opened: false,
    outcome: 'not-configured',
    detail: 'browser.executable 指的程序不存在或不能运行：/nowhere/chromium',
  });
});

test('the gate is asked for the host of the page alone, and its refusal is the answer', async () => {
  const { browser } = night('http://127.0.0.1:9');
  const entered: string[] = [];
  const gate = {
    ...openGate,
    enter: async (host: string) => {
      entered.push(host);
      return { admitted: false, outcome: 'skipped', detail: '今夜不再访问' } as const;
    },
  };
  const visit = await browser.forPlatform('x', HOSTS, gate, () => {}, new AbortController().signal).visit(page());

  expect(visit).toEqual({ opened: false, outcome: 'skipped', detail: '今夜不再访问' });
  expect(entered).toEqual(['www.example.test']);
});

/** the process that runs on this profile, by its lock */
function chromiumOf(profileDir: string): number {
  const { readlinkSync } = process.getBuiltinModule('node:fs');
  return Number(readlinkSync(join(profileDir, 'SingletonLock')).split('-').at(-1));
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { NightBrowser } from '../../src/world/browser.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { processesLeft } from '../bench/processes.ts';
import { littleOffice } from './little-office.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'xuncha');
const FIRST = '2026-09-15T18:00:00+08:00';

/** The nightly job in a process of its own; `before` is put in front of it in the same shell. */
async function runIn(home: string, at: string, before = ''): Promise<{ status: number | null; words: string }> {
  const command = `${before} exec '${PROGRAM}' run --json --home '${home}' --at '${at}'`;
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [words] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { status: child.exitCode, words };
}

function inDatabase<T>(home: string, sql: string): T[] {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}
const countOf = (home: string, table: string) =>
  inDatabase<{ n: number }>(home, `SELECT count(*) AS n FROM ${table}`)[0]?.n ?? 0;

test.each([40, 120, 400])(
  'a disk that is full after %d kB ends the night in one sentence, keeps what was written, and the next run goes on',
  async (limitKb) => {
    const { home, office, replica } = await littleOffice({ wechat: 40 });
    // a file that would become larger than this cannot be written any more, as on a full disk
    const full = await runIn(home, FIRST, `trap '' XFSZ; ulimit -f ${limitKb * 2};`);
    expect(full.status).toBe(3);
    expect(full.words).toMatch(/磁盘(已满|可能已满)/);
    expect(full.words).not.toMatch(/at .*\.ts:\d+/);
    const before = countOf(home, 'observation');
    replica.at(FIRST);
    expect((await runIn(home, FIRST)).status).toBe(0);
    expect(countOf(home, 'observation')).toBe(40);
    expect(before).toBeLessThanOrEqual(40);
    expect(office.taken).toHaveLength(1);
  },
);

test('a data folder in which nothing can be written is said to be one, and nothing is started', async () => {
  const { home, replica } = await littleOffice({ wechat: 2 });
  // not even the administrator can make files here
  symlinkSync('/sys', join(home, 'data'));
  const { status, words } = await runIn(home, FIRST);
  expect(status).toBe(3);
  expect(words).toContain('数据目录不可写');
  expect(words).not.toMatch(/at .*\.ts:\d+/);
  expect(replica.log).toEqual([]);
});

test('a database that is damaged from its first byte is left as it is, and the way back is named', async () => {
  const { home, replica } = await littleOffice({ wechat: 2 });
  mkdirSync(join(home, 'data'));
  const file = join(home, 'data', 'xuncha.db');
  const damaged = Buffer.alloc(20_000, 'damaged ');
  writeFileSync(file, damaged);
  const { status, words } = await runIn(home, FIRST);
  expect(status).toBe(3);
  expect(words).toMatch(/已损坏.*xuncha restore/);
  expect(readFileSync(file)).toEqual(damaged);
  expect(replica.log).toEqual([]);
});

test('a database that is damaged in the middle ends the night in a sentence as well', async () => {
  const { home, night } = await littleOffice({ wechat: 30 });
  await night(FIRST);
  const file = join(home, 'data', 'xuncha.db');
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 8192, bytes.length - 4096);
  writeFileSync(file, bytes);
  rmSync(`${file}-wal`, { force: true });
  const { status, words } = await runIn(home, '2026-09-16T18:00:00+08:00');
  expect(status).toBe(3);
  expect(words).toContain('已损坏');
  expect(words).not.toMatch(/at .*\.ts:\d+/);
  expect(statSync(file).size).toBe(bytes.length);
});

test('a clock that is set back makes nothing undone and sends no mail twice', async () => {
  const { home, night, office } = await littleOffice({ wechat: 5 });
  await night('2026-09-30T18:00:00+08:00');
  await night('2026-09-29T18:00:00+08:00');
  await night('2026-09-30T17:00:00+08:00');
  await night('2026-10-01T18:00:00+08:00');
  expect(countOf(home, 'observation')).toBe(15);
  const mails = inDatabase<{ date: string }>(home, 'SELECT business_date AS date FROM outbox ORDER BY date');
  const dates = mails.map((mail) => mail.date);
  expect(dates.filter((date) => date === '2026-09-30')).toHaveLength(1);
  const ids = office.taken.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString())?.[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const twice = inDatabase(home, 'SELECT account_id FROM case_file GROUP BY account_id, rule HAVING count(*) > 1');
  expect(twice).toEqual([]);
});

test('without names being resolved nobody is accused; the night ends and says so', async () => {
  const sources = [{ kind: 'wechat2rss', name: 'main', url: 'http://bridge.invalid', token: 't' }];
  const { home, office } = await littleOffice(
    { wechat: 2 },
    {
      network: {},
      platforms: {
        wechat: { sources, pace: [{ host: 'bridge.invalid', spacingMs: [0, 0], concurrency: 4, why: 'a test' }] },
      },
    },
  );
  const { status } = await runIn(home, '2026-09-30T18:00:00+08:00');
  expect(status).toBe(3);
  const seen = inDatabase<{ line: string }>(home, 'SELECT line FROM observation').map((row) => JSON.parse(row.line));
  expect(seen).toHaveLength(2);
  for (const one of seen) expect(one).toMatchObject({ coverage: 'failed', sources: [{ outcome: 'network' }] });
  expect(countOf(home, 'case_file')).toBe(0);
  expect(office.taken).toHaveLength(1);
});

test('when the network goes in the middle, the rest is not judged, and the next night sees everybody', async () => {
  const { home, night, replica } = await littleOffice({ wechat: 30 });
  const cut = replica.troubles.make({ kind: 'cut', afterRequests: 12 });
  const report = await night('2026-09-30T18:00:00+08:00');
  cut();
  expect(report?.failed).toBeGreaterThan(0);
  expect(report?.summary.undetermined).toBeGreaterThan(0);
  expect(countOf(home, 'observation')).toBe(30);
  const next = await night('2026-10-01T18:00:00+08:00');
  expect(next).toMatchObject({ failed: 0, blocked: 0 });
  // six of thirty stopped on 15 September
  expect(next?.summary.failed).toBe(6);
});

test('a browser that starts and never speaks is given up and gone, and visits say so in one sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-silent-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const executable = join(folder, 'silent-browser');
  writeFileSync(executable, '#!/bin/sh\nwhile :; do sleep 1; done\n', { mode: 0o755 });
  const browser = new NightBrowser({
    executable,
    sandbox: 'off',
    allowPrivate: [],
    tmpDir: join(folder, 'tmp'),
    configDir: folder,
    pages: 1,
    startWithinMs: 500,
    evidence: forgetful,
    now: () => Temporal.Instant.from(FIRST),
    log: () => {},
  });
  const port = browser.forPlatform('x', ['page.test'], openGate, () => {}, new AbortController().signal);
  const request = { url: 'https://page.test/', capture: () => false, done: () => false };
  const visits = [await port.visit(request), await port.visit(request)];
  for (const visit of visits) {
    expect(visit).toMatchObject({ opened: false, outcome: 'not-configured' });
    expect(visit.opened ? '' : visit.detail).toContain('浏览器无法启动');
  }
  await browser.close();
  expect(await processesLeft(folder)).toBe(0);
});

/** A replica that answers everything in one way. */
async function everywhere(answer: (response: ServerResponse, path: string) => void): Promise<string> {
  const server = createServer((request, response) => answer(response, request.url ?? '/'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** 200 MB of zeros in 200 kB */
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024));

const HOSTILE: [string, (response: ServerResponse, path: string) => void][] = [
  [
    'ten thousand redirects',
    (response, path) => {
      const hop = Number(/hop=(\d+)/.exec(path)?.[1] ?? 0);
      const location = hop < 10_000 ? `/next?hop=${hop + 1}` : '/end';
      response.writeHead(302, { location }).end();
    },
  ],
  [
    'a gzip bomb',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(BOMB);
    },
  ],
  [
    'a body that never ends',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const piece = Buffer.alloc(256 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    },
  ],
];
test.each(HOSTILE)('%s: the night ends, nobody is accused, and little memory is used', async (_, answer) => {
  const replica = await everywhere(answer);
  const { home, night } = await littleOffice({ wechat: 3, weibo: 3 }, { network: { replica, pace: 'off' } });
  const rssBefore = process.memoryUsage().rss;
  const report = await night('2026-09-30T18:00:00+08:00');
  expect(report?.visited).toBe(6);
  expect(report?.summary.failed).toBe(0);
  expect(countOf(home, 'case_file')).toBe(0);
  expect(process.memoryUsage().rss - rssBefore).toBeLessThan(400 * 1024 * 1024);
});

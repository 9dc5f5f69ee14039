/**
 * `npm run bench -- [--accounts N] [--unpaced N] [--browser N] [--memory N] [--rate R] [--seeds 1,2,3] [--only NAME] [--json]`;
 * see docs/performance.md.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { findChromium } from '../../src/world/browser-process.ts';
import { playNights } from './due-dates.ts';
import { boundS, HOSTS, lastPostMs, type Scenario } from './truth.ts';

const CONTESTANTS = join(import.meta.dirname, 'contestants');

interface Contestant {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
}
const OURS: Contestant = { name: 'xuncha', file: 'ours.ts' };
const CRAWLEE: Contestant = { name: 'crawlee', file: 'crawlee.mjs' };
const CRAWLEE_IN_MEMORY: Contestant = { name: 'crawlee-in-memory', file: 'crawlee.mjs', args: ['in-memory'] };
const CRAWLEE_DEFAULTS: Contestant = { name: 'crawlee-defaults', file: 'crawlee.mjs', args: ['defaults'] };
const PLAIN: Contestant = { name: 'p-limit', file: 'plain.mjs' };
const BARE: Contestant = { name: 'bare-loop', file: 'bare.mjs' };
const OUR_BROWSER: Contestant = { name: 'xuncha', file: 'ours-browser.ts' };
const CRAWLEE_BROWSER: Contestant = { name: 'crawlee', file: 'crawlee-browser.mjs' };
const CRAWLEE_BROWSER_DEFAULTS: Contestant = {
  name: 'crawlee-defaults',
  file: 'crawlee-browser.mjs',
  args: ['defaults'],
};
/** as ./xuncha starts it */
const OUR_FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16'];
const OUR_ENV = { MALLOC_ARENA_MAX: '2' };
/** pages open at once, of ours and of what it is compared with at its best */
const PAGES = 4;

interface Result {
  readonly scenario: string;
  readonly contestant: string;
  readonly seed: number;
  readonly accounts: number;
  readonly wallS: number;
  readonly boundS: number;
  readonly requests: number;
  readonly refused: number;
  readonly wrong: number;
  readonly missing: number;
  readonly cpuS: number;
  readonly peakMB: number;
}

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '5000' },
    unpaced: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '10' },
    browser: { type: 'string', default: '300' },
    memory: { type: 'string', default: '100000' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const paced: Scenario = {
  name: 'paced',
  accounts: Number(values.accounts),
  rate: Number(values.rate),
  medianMs: 250,
  sigma: 0.5,
  failures: true,
  seed: 1,
};
const unpaced: Scenario = { ...paced, name: 'unpaced', rate: null, medianMs: 0, sigma: 0, failures: false };
const PLANNED: readonly (readonly [Scenario, readonly Contestant[]])[] = [
  [paced, [OURS, CRAWLEE, CRAWLEE_IN_MEMORY, CRAWLEE_DEFAULTS, PLAIN]],
  [{ ...unpaced, accounts: Number(values.unpaced) }, [OURS, CRAWLEE, CRAWLEE_IN_MEMORY, BARE]],
  [
    { ...unpaced, name: 'browser', accounts: Number(values.browser) },
    [OUR_BROWSER, CRAWLEE_BROWSER, CRAWLEE_BROWSER_DEFAULTS],
  ],
  [{ ...unpaced, name: 'memory-small', accounts: 3000 }, [OURS]],
  [{ ...unpaced, name: 'memory-large', accounts: Number(values.memory) }, [OURS]],
];
const seeds = values.seeds.split(',').map(Number);

if (!existsSync(join(CONTESTANTS, 'node_modules'))) {
  say('installing what is compared with …');
  spawnSync('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: CONTESTANTS,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
const server = spawn(process.execPath, [join(import.meta.dirname, 'platform-server.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [first] = (await once(server.stdout, 'data')) as [Buffer];
  const port = Number(first.toString());
  const results: Result[] = [];
  const dueDates = [];
  for (const seed of seeds) {
    for (const [scenario, contestants] of PLANNED) {
      for (const contestant of contestants) {
        if (!isWanted(`${scenario.name}/${contestant.name}`)) continue;
        const result = await compete({ ...scenario, seed }, contestant, port);
        results.push(result);
        say(row(result));
      }
    }
    if (!isWanted('due-dates')) continue;
    const nights = {
      seed,
      byDueDate: playNights('due', 4000, 60, seed),
      inListOrder: playNights('list', 4000, 60, seed),
    };
    dueDates.push(nights);
    say(`due dates: ${JSON.stringify(nights)}`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ results, dueDates })}\n`);
} finally {
  server.kill();
}

function isWanted(name: string): boolean {
  return values.only === undefined || name.startsWith(values.only);
}

async function compete(scenario: Scenario, { name, file, args = [] }: Contestant, port: number): Promise<Result> {
  await fetch(`http://127.0.0.1:${port}/_scenario`, { method: 'POST', body: JSON.stringify(scenario) });
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-bench-'));
  try {
    const isOurs = name === OURS.name;
    const task = {
      pages: PAGES,
      chromium: findChromium(undefined),
      port,
      accounts: scenario.accounts,
      hosts: HOSTS,
      rate: scenario.rate,
      file: isOurs ? folder : join(folder, 'rows.db'),
    };
    const flags = isOurs ? OUR_FLAGS : [];
    const child = spawn(process.execPath, [...flags, join(CONTESTANTS, file), JSON.stringify(task), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: folder,
      env: { ...process.env, ...(isOurs ? OUR_ENV : {}) },
    });
    const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const own = JSON.parse(printed.trim().split('\n').at(-1) ?? '{}') as Pick<Result, 'wallS' | 'cpuS' | 'peakMB'>;
    const asked = (await (await fetch(`http://127.0.0.1:${port}/_stats`)).json()) as Pick<
      Result,
      'requests' | 'refused'
    >;
    const read = isOurs ? ownRows(join(folder, 'xuncha.db')) : theirRows(task.file);
    return {
      scenario: scenario.name,
      contestant: name,
      seed: scenario.seed,
      accounts: scenario.accounts,
      ...own,
      boundS: boundS(scenario),
      ...asked,
      ...marks(scenario, read),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function marks({ accounts }: Scenario, read: ReadonlyMap<number, string>): { wrong: number; missing: number } {
  let wrong = 0;
  for (const [account, last] of read) if (Date.parse(last) !== lastPostMs(account)) wrong++;
  return { wrong, missing: accounts - read.size };
}

function ownRows(file: string): Map<number, string> {
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare<[], { account: string; last: string | null }>(
      "SELECT account_id AS account, line ->> '$.lastPost.at' AS last FROM observation",
    )
    .all();
  db.close();
  return new Map(rows.flatMap(({ account, last }) => (last === null ? [] : [[Number(account), last]])));
}

function theirRows(file: string): Map<number, string> {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare<[], { account: number; last: string }>('SELECT account, last FROM result').all();
  db.close();
  return new Map(rows.map(({ account, last }) => [account, last]));
}

function row({ scenario, contestant, seed, accounts, wallS, boundS: bound, cpuS, peakMB, ...rest }: Result): string {
  const ratio =
    bound > 0 ? `${(wallS / bound).toFixed(3)} × bound ${bound.toFixed(1)} s` : `${(accounts / wallS).toFixed(1)}/s`;
  const perCpu = (accounts / cpuS).toFixed(0);
  const marks = Object.entries({ ...rest }).map(([name, count]) => `${name} ${count}`);
  return `${scenario}/${contestant} seed ${seed}: ${wallS.toFixed(1)} s (${ratio}), ${marks.join(', ')}, CPU ${cpuS.toFixed(1)} s (${perCpu} accounts a second of it), peak ${peakMB.toFixed(0)} MB`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `npm run bench -- [--accounts N] [--unpaced N] [--rate R] [--seed S] [--only NAME] [--json]`; see docs/performance.md. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
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
const CRAWLEE_DEFAULTS: Contestant = { name: 'crawlee-defaults', file: 'crawlee.mjs', args: ['defaults'] };
const PLAIN: Contestant = { name: 'p-limit', file: 'plain.mjs' };
const BARE: Contestant = { name: 'bare-loop', file: 'bare.mjs' };

interface Result {
  readonly scenario: string;
  readonly contestant: string;
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
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const PACED: Scenario = {
  name: 'paced',
  accounts: Number(values.accounts),
  rate: Number(values.rate),
  medianMs: 250,
  sigma: 0.5,
  failures: true,
  seed,
};
const UNPACED: Scenario = {
  name: 'unpaced',
  accounts: Number(values.unpaced),
  rate: null,
  medianMs: 0,
  sigma: 0,
  failures: false,
  seed,
};
const PLANNED: readonly (readonly [Scenario, readonly Contestant[]])[] = [
  [PACED, [OURS, CRAWLEE, CRAWLEE_DEFAULTS, PLAIN]],
  [UNPACED, [OURS, CRAWLEE, BARE]],
];

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
  for (const [scenario, contestants] of PLANNED) {
    for (const contestant of contestants) {
      if (values.only !== undefined && !`${scenario.name}/${contestant.name}`.includes(values.only)) continue;
      results.push(await compete(scenario, contestant, port));
      say(row(results.at(-1)));
    }
  }
  const dueDates = {
    byDueDate: playNights('due', 4000, 60, seed),
    inListOrder: playNights('list', 4000, 60, seed),
  };
  say(`due dates: ${JSON.stringify(dueDates)}`);
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, results, dueDates })}\n`);
} finally {
  server.kill();
}

async function compete(scenario: Scenario, { name, file, args = [] }: Contestant, port: number): Promise<Result> {
  await fetch(`http://127.0.0.1:${port}/_scenario`, { method: 'POST', body: JSON.stringify(scenario) });
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-bench-'));
  try {
    const isOurs = name === OURS.name;
    const task = {
      port,
      accounts: scenario.accounts,
      hosts: HOSTS,
      rate: scenario.rate,
      file: isOurs ? folder : join(folder, 'rows.db'),
    };
    const child = spawn(process.execPath, [join(CONTESTANTS, file), JSON.stringify(task), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: folder,
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

function row(result: Result | undefined): string {
  if (!result) return '';
  const { scenario, contestant, wallS, boundS: bound, requests, refused, wrong, missing, cpuS, peakMB } = result;
  const ratio = bound > 0 ? ` (${(wallS / bound).toFixed(2)} × bound ${bound.toFixed(1)} s)` : '';
  return `${scenario}/${contestant}: ${wallS.toFixed(1)} s${ratio}, requests ${requests}, refused ${refused}, wrong ${wrong}, missing ${missing}, CPU ${cpuS.toFixed(1)} s, peak ${peakMB.toFixed(0)} MB`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

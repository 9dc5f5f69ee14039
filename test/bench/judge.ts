/**
 * Judges accounts with a year of history and sets the time against that of reading the same facts with better-sqlite3
 * alone, in the same run. docs/performance.md holds the figures.
 *
 *     node test/bench/judge.ts [--accounts 100000] [--nights 365]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RULES } from '../../src/judge/catalogue.ts';
import { judge } from '../../src/judge/engine.ts';
import { foldObservation } from '../../src/judge/facts.ts';
import { factStore } from '../../src/judge/run.ts';
import type { FactState } from '../../src/model/fact-state.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import { account, judgeSettings, look, PLATFORMS, registry } from '../judge/accounts.ts';
import { Chance } from '../simulation/random.ts';

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** histories that differ; accounts share them in turn, since folding each by itself would be the benchmark of the fold */
const HISTORIES = 200;
/** of several rounds the fastest counts: the machine does other things, too */
const ROUNDS = 3;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    nights: { type: 'string', default: '365' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.accounts);
const nights = Number(values.nights);
const at = Temporal.Instant.from('2026-09-25T01:00:00+08:00');
const clock = new ZoneClock(ZONE);

/** What a year of nightly looks at one account comes to; some accounts publish daily, some seldom, some no more. */
function yearOf(index: number): FactState {
  const chance = new Chance(1, `history ${index}`);
  const everyDays = chance.of([1, 1, 2, 7, 20]);
  let state: FactState | null = null;
  let postMs = at.epochMilliseconds - (nights + 20) * DAY_MS;
  for (let night = nights; night > 0; night--) {
    const atMs = at.epochMilliseconds - night * DAY_MS + 23 * HOUR_MS;
    if (chance.happens(1 / everyDays)) postMs = atMs - chance.whole(1, 15) * HOUR_MS;
    const lastPost = { at: clock.iso(postMs), precision: 'second' as const, bound: 'exact' as const };
    const posts = [
      { at: lastPost.at, precision: lastPost.precision, url: `https://platform.example/${postMs}`, title: null },
    ];
    const seen = look(
      clock.iso(atMs),
      chance.happens(0.05) ? { coverage: 'blocked' } : { lastPost, posts, postCount: 100 },
    );
    state = foldObservation(state, seen, clock);
  }
  if (state === null) throw new Error('a history needs at least one night');
  return state;
}

const folder = mkdtempSync(join(tmpdir(), 'judge-bench-'));
try {
  const db = openDatabase(join(folder, 'xuncha.db'));
  const put = db.prepare('INSERT INTO fact_state (account_id, latest_ms, state) VALUES (?, ?, ?)');
  const years = Array.from({ length: HISTORIES }, (_, index) => yearOf(index));
  const accounts = Array.from({ length: count }, (_, index) => {
    return account({ id: `a${index}`, name: `示例账号${index}`, owner: `示例单位${index}` });
  });
  db.transaction(() => {
    for (const [index, { id }] of accounts.entries()) {
      const state = years[index % HISTORIES];
      if (state) put.run(id, state.latest.atMs, JSON.stringify(state));
    }
  })();

  const read = db.prepare<[string], { state: string; latest_ms: number }>(
    'SELECT state, latest_ms FROM fact_state WHERE account_id = ?',
  );
  const all = registry(...accounts);
  const settings = judgeSettings();
  const reading = fastest(() => {
    let found = 0;
    for (const { id } of accounts) {
      const row = read.get(id);
      if (row !== undefined) found += row.state.length;
    }
    return found;
  });
  const parsing = fastest(() => {
    let found = 0;
    for (const { id } of accounts) found += (JSON.parse(read.get(id)?.state ?? 'null') as FactState).latest.atMs;
    return found;
  });
  const judging = fastest(() => {
    const states = factStore(db, ZONE).asOf(at);
    return judge({ registry: all, settings, zone: ZONE, at, states, platforms: PLATFORMS, rules: RULES }).judgement
      .findings.length;
  });
  const figures = {
    accounts: count,
    nights,
    readS: reading.seconds,
    readAndParseS: parsing.seconds,
    judgeS: judging.seconds,
    ratioToRead: ratio(judging.seconds, reading.seconds),
    ratioToReadAndParse: ratio(judging.seconds, parsing.seconds),
    findings: judging.result,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(figures));
  db.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ratio(a: number, b: number): number {
  return Number((a / b).toFixed(2));
}

function fastest<T>(run: () => T): { readonly seconds: number; readonly result: T } {
  let best: { seconds: number; result: T } | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const result = run();
    const seconds = Number(((performance.now() - start) / 1000).toFixed(3));
    if (best === null || seconds < best.seconds) best = { seconds, result };
  }
  if (best === null) throw new Error('no round');
  return best;
}

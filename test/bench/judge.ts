/**
 * Judges accounts with a year of history and sets the processor time against that of reading the same facts with
 * better-sqlite3 alone, in the same run: account by account, and all in one sweep. docs/performance.md holds the figures.
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
import { factStore, idsOf } from '../../src/judge/run.ts';
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
/** of several rounds the one that took the least processor time counts: the machine does other things, too */
const ROUNDS = 5;

interface Row {
  readonly latest_ms: number;
  readonly state: string;
  readonly history: string;
}

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
  const facts = factStore(db, ZONE);
  const years = Array.from({ length: HISTORIES }, (_, index) => yearOf(index));
  const accounts = Array.from({ length: count }, (_, index) => {
    return account({ id: `a${index}`, name: `示例账号${index}`, owner: `示例单位${index}` });
  });
  db.transaction(() => {
    for (const [index, { id }] of accounts.entries()) {
      const state = years[index % HISTORIES];
      if (state) facts.put(id, state);
    }
  })();

  const read = db.prepare<[string], Row>('SELECT latest_ms, state, history FROM fact_state WHERE account_id = ?');
  const sweep = db.prepare<[], Row>('SELECT latest_ms, state, history FROM fact_state');
  const all = registry(...accounts);
  const settings = judgeSettings();
  const ways = {
    read() {
      let found = 0;
      for (const { id } of accounts) {
        const row = read.get(id);
        if (row !== undefined) found += row.state.length + row.history.length;
      }
      return found;
    },
    sweep() {
      let found = 0;
      for (const row of sweep.iterate()) found += row.state.length + row.history.length;
      return found;
    },
    readAndParse() {
      let found = 0;
      for (const { id } of accounts) {
        const row = read.get(id);
        if (row !== undefined) found += Object.keys(JSON.parse(row.state)).length + JSON.parse(row.history).gaps.length;
      }
      return found;
    },
    judge() {
      const states = factStore(db, ZONE).asOf(at, idsOf(all));
      return judge({ registry: all, settings, zone: ZONE, at, states, platforms: PLATFORMS, rules: RULES }).judgement
        .findings.length;
    },
  };
  // a program judges once: what it holds at most is what this process holds after the first judgement
  const findings = ways.judge();
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = leastOf(ways);
  const figures = {
    accounts: count,
    nights,
    readS: seconds.read,
    sweepS: seconds.sweep,
    readAndParseS: seconds.readAndParse,
    judgeS: seconds.judge,
    ratioToRead: ratio(seconds.judge, seconds.read),
    ratioToSweep: ratio(seconds.judge, seconds.sweep),
    ratioToReadAndParse: ratio(seconds.judge, seconds.readAndParse),
    findings,
    peakMB,
  };
  console.log(JSON.stringify(figures));
  db.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ratio(a: number, b: number): number {
  return Number((a / b).toFixed(2));
}

/** Least processor seconds of each way; they take turns, so that a busy minute of the machine meets all of them. */
function leastOf<Name extends string>(ways: Readonly<Record<Name, () => number>>): Record<Name, number> {
  const names = Object.keys(ways) as Name[];
  const least = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const start = process.cpuUsage();
      ways[name]();
      const { user, system } = process.cpuUsage(start);
      least[name] = Math.min(least[name], Number(((user + system) / 1e6).toFixed(3)));
    }
  }
  return least;
}

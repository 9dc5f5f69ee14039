import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { openHome } from '../../src/home.ts';
import { foldDays } from '../../src/judge/account-days.ts';
import { foldObservation } from '../../src/judge/facts.ts';
import { judgeNight } from '../../src/judge/night.ts';
import { factStore } from '../../src/judge/run.ts';
import { FACT_STATE_VERSION } from '../../src/model/fact-state.ts';
import type { Observation } from '../../src/model/observation.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { dateOfDay, dayOfDate, ZoneClock } from '../../src/time/zone-clock.ts';
import { serve } from '../../src/web/serve.ts';
import { look } from '../judge/accounts.ts';

/**
 * How fast and how large each view is with many accounts and a year of nights. Every account has its facts and its
 * packed days of the whole year; every night has its run, its numbers and the health of its sources. Whole observations of
 * the year are stored for every two hundredth account (the views read one account's at a time), so that the benchmark fits on
 * a small disk; the account that is opened is one of these.
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    nights: { type: 'string', default: '365' },
    repeats: { type: 'string', default: '15' },
    json: { type: 'boolean', default: false },
  },
});
const accounts = Number(values.accounts);
const nights = Number(values.nights);
const ZONE = 'Asia/Shanghai';
const LAST = dayOfDate('2020-09-17');
const UNITS = 130;
const SOURCES = 12;
/** of each two hundred accounts the one whose looks are stored; it publishes every other day */
const WHOLE = 5;
const nightAt = (day: number) => `${dateOfDay(day)}T18:00:00+08:00`;
const idOf = (index: number) => `a${String(index).padStart(6, '0')}`;

/** what all looks have in common; a million of them are made here, so they are not checked one by one */
const SEEN = look(nightAt(LAST), { platform: 'weibo' });
const KEPT_OUT = look(nightAt(LAST), { platform: 'weibo', coverage: 'blocked', canAssertNoUpdate: false });

const dir = mkdtempSync(join(tmpdir(), 'xuncha-bench-web-'));
try {
  const result = await measure();
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : words(result));
} finally {
  rmSync(dir, { recursive: true, force: true });
}

type Result = Awaited<ReturnType<typeof measure>>;

async function measure() {
  writeRegistry();
  const home = await openHome({ home: dir, at: nightAt(LAST) });
  const db = openDatabase(join(home.data, 'xuncha.db'));
  db.pragma('synchronous = OFF');
  fill(db);
  const { before, cases, judged } = judgeNight(db, home, home.now());
  new CaseStore(db).save(before, cases);
  db.prepare('UPDATE run SET summary = ?').run(JSON.stringify(judged.judgement.summary));
  db.close();

  const started = performance.now();
  const served = await serve({
    home,
    reopen: async () => home,
    host: '127.0.0.1',
    port: 0,
    access: { password: null, userHeader: null, proxies: [], hosts: new Set(['127.0.0.1']) },
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const startS = (performance.now() - started) / 1000;
  const pages = [];
  for (const path of [
    '/today',
    '/accounts',
    `/accounts?page=${Math.ceil(accounts / 80)}`,
    `/accounts?q=${encodeURIComponent('示例 7号')}`,
    '/accounts?q=nothing-like-this',
    '/accounts?show=failed&sort=name',
    `/accounts/${idOf(WHOLE)}`,
    '/cases',
    '/cases/1',
    '/quarter',
    '/sources',
  ]) {
    pages.push(await time(served.url, path));
  }
  const peakMB = Math.round(process.resourceUsage().maxRSS / 1024);
  await served.close();
  return { accounts, nights, startS: round(startS), peakMB, pages };
}

/** Milliseconds of several answers, each read to its end. */
async function time(url: string, path: string) {
  const ms: number[] = [];
  let bytes = 0;
  for (let turn = 0; turn < Number(values.repeats); turn++) {
    const started = performance.now();
    const answer = await fetch(new URL(path, url));
    bytes = (await answer.arrayBuffer()).byteLength;
    ms.push(performance.now() - started);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  }
  const [first = 0] = ms;
  const sorted = ms.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return {
    path,
    firstMs: round(first),
    medianMs: round(median),
    worstMs: round(sorted.at(-1) ?? 0),
    kB: round(bytes / 1000),
  };
}

function writeRegistry(): void {
  mkdirSync(join(dir, 'config', 'registry'), { recursive: true });
  const titles = ['编号', '账号名称', '平台', '单位', '主办单位', 'uid'];
  const rows = Array.from({ length: accounts }, (_, index) =>
    [
      idOf(index),
      `示例${index % 10}号账号${index}`,
      '微博',
      `示例${index % UNITS}市`,
      `示例单位${index}`,
      5_000_000_000 + index,
    ].join(','),
  );
  writeFileSync(join(dir, 'config', 'registry', 'bench.csv'), `${titles.join(',')}\n${rows.join('\n')}\n`);
  writeFileSync(join(dir, 'config', 'xuncha.yaml'), stringify({ timezone: ZONE }));
}

/** Nine of ten accounts publish every few days; the others fell silent, some of them long ago, or cannot be seen. */
function lookAt(index: number, day: number): Observation {
  const accountId = idOf(index);
  const kind = index % 40;
  if (kind === 0) {
    return { ...KEPT_OUT, accountId, observedAt: nightAt(day) };
  }
  const silentFrom = kind === 1 ? LAST - (index % 300) : Number.POSITIVE_INFINITY;
  const every = 1 + (index % 4);
  const posted = Math.min(day, silentFrom);
  const days = Array.from({ length: 12 }, (_, step) => posted - (posted % every) - step * every);
  const posts = days.map((one) => ({
    at: `${dateOfDay(one)}T08:00:00+08:00`,
    precision: 'second' as const,
    url: `https://example.cn/${accountId}/${one}`,
    title: `示例工作动态（${dateOfDay(one)}），标题与真实的差不多长`,
  }));
  const hash = `sha256:${index.toString(16).padStart(32, '0')}${day.toString(16).padStart(32, '0')}`;
  return {
    ...SEEN,
    accountId,
    observedAt: nightAt(day),
    displayName: `示例${index % 10}号账号${index}`,
    subject: { kind: 'government', label: `示例单位${index}官方账号` },
    lastPost: { at: posts[0]?.at ?? nightAt(day), precision: 'second', bound: 'exact', url: posts[0]?.url ?? null },
    posts,
    sources: [
      {
        source: 'weibo.mobile',
        outcome: 'ok',
        evidence: hash,
        view: 'complete',
        proofs: [
          {
            hash,
            url: `https://m.weibo.cn/${accountId}`,
            fetchedAt: nightAt(day),
            httpStatus: 200,
            excerpt: '示例摘录'.repeat(100),
          },
        ],
      },
    ],
  };
}

function fill(db: Db): void {
  const clock = new ZoneClock(ZONE);
  const facts = factStore(db, ZONE);
  const put = {
    run: db.prepare(
      "INSERT INTO run (id, business_date, kind, started_at, monitored_at, finished_at) VALUES (?, ?, 'night', ?, ?, ?)",
    ),
    health: db.prepare('INSERT INTO source_health (run_id, source, health) VALUES (?, ?, ?)'),
    observation: db.prepare('INSERT INTO observation (run_id, account_id, observed_at_ms, line) VALUES (?, ?, ?, ?)'),
    days: db.prepare('INSERT INTO account_days (account_id, first_day, marks, unpushed) VALUES (?, ?, ?, 0)'),
  };
  db.transaction(() => {
    for (let night = 1; night <= nights; night++) {
      const at = Temporal.Instant.from(nightAt(LAST - nights + night)).toString();
      put.run.run(night, dateOfDay(LAST - nights + night), at, at, at);
      for (let source = 0; source < SOURCES; source++) {
        const health = {
          source: `weibo.s${source}`,
          platform: 'weibo',
          asked: 9000,
          outcomes: { ok: 8000, captcha: 1000 },
          canary: 'alive',
          trouble: source === 0 ? '示例故障' : null,
        };
        put.health.run(night, health.source, JSON.stringify(health));
      }
    }
    for (let index = 0; index < accounts; index++) {
      const isWhole = index % 200 === WHOLE;
      let state: Parameters<typeof foldObservation>[0] = null;
      let days: Parameters<typeof foldDays>[0] = null;
      // the fold of looks some nights apart is that of all of them: each shows the posts since the one before
      const step = isWhole ? 1 : 60;
      for (let night = isWhole ? 1 : nights % step || step; night <= nights; night += step) {
        const one = lookAt(index, LAST - nights + night);
        state = foldObservation(state, one, clock);
        days = foldDays(days, one, clock);
        if (isWhole) put.observation.run(night, one.accountId, Date.parse(one.observedAt), JSON.stringify(one));
      }
      if (state === null || days === null) continue;
      facts.put(idOf(index), state);
      put.days.run(idOf(index), days.firstDay, days.marks);
    }
    const last = db.prepare<[], { id: number }>('SELECT max(id) AS id FROM observation').get()?.id ?? 0;
    db.prepare('INSERT INTO fact_progress (only_row, observation_id, zone, version) VALUES (1, ?, ?, ?)').run(
      last,
      ZONE,
      FACT_STATE_VERSION,
    );
    db.prepare('INSERT INTO account_days_progress (only_row, observation_id, zone) VALUES (1, ?, ?)').run(last, ZONE);
  })();
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function words({ startS, peakMB, pages }: Result): string {
  const lines = pages.map(
    ({ path, firstMs, medianMs, worstMs, kB }) =>
      `${path}：首次 ${firstMs} ms，中位 ${medianMs} ms，最慢 ${worstMs} ms，${kB} kB`,
  );
  return [`${accounts} 个账号，${nights} 夜：启动 ${startS} s，内存最高 ${peakMB} MB`, ...lines, ''].join('\n');
}

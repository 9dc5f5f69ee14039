import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foldObservation } from '../../src/judge/facts.ts';
import { factStore } from '../../src/judge/run.ts';
import { FACT_STATE_VERSION } from '../../src/model/fact-state.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import { look } from '../judge/accounts.ts';

/**
 * `xuncha report` as a user calls it, from the start of the program to the written files: 100 000 accounts in 100 units,
 * one in twenty failing, one in twenty undetermined. The registry is read from YAML or CSV and checked, the facts and the
 * evidence come from the database of the last night.
 *
 *     node test/bench/report-command.ts [--accounts 100000] [--registry yaml|csv]
 *
 * Prints one JSON document: seconds, seconds of the processor, and the largest memory of the whole process.
 */
const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '100000' },
    registry: { type: 'string', default: 'yaml' },
  },
});
const accounts = Number(values.accounts);
const ZONE = 'Asia/Shanghai';
const AT = '2020-09-17T18:00:00+08:00';
const UNITS = 100;
const PROGRAM = join(import.meta.dirname, '..', '..', 'xuncha');
/** what all looks have in common; a hundred thousand are made here, so they are not checked one by one */
const SEEN = look('2020-09-17T02:00:00+08:00', { platform: 'weibo' });
const KEPT_OUT = look('2020-09-17T02:00:00+08:00', {
  platform: 'weibo',
  coverage: 'blocked',
  canAssertNoUpdate: false,
});
/** said by the program itself as its very last word */
const LAST_WORD = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error('usage ' + JSON.stringify({ cpuS: (user + system) / 1e6, peakMB: process.resourceUsage().maxRSS / 1024 }));
})`;

const home = mkdtempSync(join(tmpdir(), 'xuncha-bench-report-'));
try {
  writeRegistry();
  fillDatabase();
  const words = ['report', '--home', home, '--from', '2020-07-07', '--to', '2020-09-17', '--at', AT, '--json'];
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(PROGRAM, [...words, '--out', join(home, 'out')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LAST_WORD)}` },
  });
  const wallS = (performance.now() - startedAt) / 1000;
  const usage = /^usage (.*)$/m.exec(stderr)?.[1];
  if (status !== 0 || usage === undefined) throw new Error(`xuncha report ended with ${status}: ${stderr}`);
  const { cpuS, peakMB } = JSON.parse(usage) as { cpuS: number; peakMB: number };
  const { running, checked, failed } = JSON.parse(stdout);
  const figures = { wallS: Number(wallS.toFixed(2)), cpuS: Number(cpuS.toFixed(2)), peakMB: Math.round(peakMB) };
  process.stdout.write(
    `${JSON.stringify({ accounts, registry: values.registry, running, checked, failed, ...figures })}\n`,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}

function accountOf(index: number) {
  return {
    id: `a${index}`,
    name: `示例政务发布${index}`,
    unit: `示例${Math.floor((index * UNITS) / accounts)}市`,
    owner: `示例市示例县人民政府办公室${index}`,
    uid: String(5_000_000_000 + index),
  };
}

function writeRegistry(): void {
  const folder = join(home, 'config', 'registry');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, 'config', 'xuncha.yaml'), `timezone: ${ZONE}\n`);
  const all = Array.from({ length: accounts }, (_, index) => accountOf(index));
  if (values.registry === 'csv') {
    const rows = all.map(({ id, name, unit, owner, uid }) => [id, name, '微博', unit, owner, uid].join(','));
    writeFileSync(join(folder, 'all.csv'), `编号,账号名称,平台,单位,主办单位,uid\n${rows.join('\n')}\n`);
    return;
  }
  const units = [...Map.groupBy(all, ({ unit }) => unit)].map(([unit, own]) => {
    const lines = own.map(
      ({ id, name, owner, uid }) =>
        `      - id: ${id}\n        name: ${name}\n        platform: weibo\n        owner: ${owner}\n        handle: { uid: "${uid}" }\n`,
    );
    return `  - name: ${unit}\n    accounts:\n${lines.join('')}`;
  });
  writeFileSync(join(folder, 'all.yaml'), `units:\n${units.join('')}`);
}

/** One look at each account; of those that fail it is stored with its proof, which the evidence sheet quotes. */
function fillDatabase(): void {
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const clock = new ZoneClock(ZONE);
  const facts = factStore(db, ZONE);
  const night = '2020-09-17T02:00:00+08:00';
  db.prepare(
    `INSERT INTO run (id, business_date, kind, started_at, monitored_at, finished_at)
     VALUES (1, '2020-09-17', 'night', ?, ?, ?)`,
  ).run(night, night, night);
  const observation = db.prepare(
    'INSERT INTO observation (run_id, account_id, observed_at_ms, line) VALUES (1, ?, ?, ?)',
  );
  db.transaction(() => {
    for (let index = 0; index < accounts; index++) {
      const { id: accountId } = accountOf(index);
      const seen = { ...lookAt(index, night), accountId, platform: 'weibo' };
      facts.put(accountId, foldObservation(null, seen, clock));
      if (index % 20 === 0) observation.run(accountId, Date.parse(night), JSON.stringify(seen));
    }
    db.prepare('INSERT INTO fact_progress (only_row, observation_id, zone, version) VALUES (1, ?, ?, ?)').run(
      db.prepare<[], { id: number }>('SELECT max(id) AS id FROM observation').get()?.id ?? 0,
      ZONE,
      FACT_STATE_VERSION,
    );
  })();
  db.close();
}

function lookAt(index: number, night: string) {
  if (index % 20 === 1) return KEPT_OUT;
  const lastPost = { at: index % 20 === 0 ? '2020-08-19T08:00:00+08:00' : '2020-09-15T08:00:00+08:00' };
  const hash = `sha256:${String(index).padStart(64, '0')}`;
  const excerpt = `最近一次更新：2020年8月19日《关于示例事项的通知》（${index}）`;
  const proof = { hash, url: `https://m.weibo.example/u/${index}`, fetchedAt: night, httpStatus: 200, excerpt };
  return {
    ...SEEN,
    lastPost: { ...lastPost, precision: 'second' as const, bound: 'exact' as const, url: null },
    sources: [{ source: 'weibo.profile', outcome: 'ok' as const, evidence: hash, proofs: [proof] }],
  };
}

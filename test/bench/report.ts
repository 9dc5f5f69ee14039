import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Registry } from '../../src/model/account.ts';
import type { Finding, Judgement, Undetermined } from '../../src/model/finding.ts';
import type { AccountNight } from '../../src/model/night.ts';
import { percent } from '../../src/model/percent.ts';
import { type EvidenceNote, quarterView } from '../../src/report/quarter.ts';
import { writeReport } from '../../src/report/write.ts';

/*
 * The notice of a large province: 100 000 accounts in 100 units, one in twenty failing, one in twenty undetermined.
 * Prints one JSON document: seconds, seconds of the processor, and the largest memory of the process, its own data included.
 */
const ACCOUNTS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 100_000);
const UNITS = 100;
const ONE_IN = 20;
const AT = '2020-09-17T18:00:00+08:00';
const POST = { at: '2020-08-19T00:00:00+08:00', precision: 'day', bound: 'exact' } as const;

const accounts = Array.from(
  { length: ACCOUNTS },
  (_, at): Account => ({
    id: `a${at}`,
    name: `示例政务发布${at}`,
    platform: 'wechat',
    unit: unitOf(at),
    owner: `示例市示例县人民政府办公室${at}`,
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: {},
    confirmed: [],
    ownerAliases: [],
  }),
);
const registry: Registry = {
  units: Array.from({ length: UNITS }, (_, at) => ({ name: unitOf((at * ACCOUNTS) / UNITS), contacts: [] })),
  accounts,
};
const failing = accounts.filter((_, at) => at % ONE_IN === 0);
const open = accounts.filter((_, at) => at % ONE_IN === 1);
const nights = new Map(
  accounts.map((account): [string, AccountNight] => [
    account.id,
    {
      account,
      lastUpdate: { ...POST, url: `https://weixin.example/s/${account.id}` },
      neverPosted: false,
      days: 29,
      page: `https://weixin.example/${account.id}`,
    },
  ]),
);

const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const view = quarterView({
  registry,
  judgement: judgement(),
  accounts: nights,
  window: { from: '2020-07-07', to: '2020-09-17' },
  zone: 'Asia/Shanghai',
  settings: { region: '全省', decimals: 2, rounding: 'half-up' },
  platformTitles: new Map([['wechat', '微信公众号']]),
  evidence: new Map(failing.map(({ id }): [string, EvidenceNote] => [hashOf(id), noteOf(id)])),
});
const outDir = mkdtempSync(join(tmpdir(), 'xuncha-bench-'));
try {
  const { files } = await writeReport({ view, outDir });
  process.stdout.write(
    `${JSON.stringify({
      accounts: ACCOUNTS,
      failed: failing.length,
      undetermined: open.length,
      wallS: Number(((performance.now() - startedAt) / 1000).toFixed(2)),
      cpuS: Number((process.cpuUsage(cpuBefore).user / 1e6 + process.cpuUsage(cpuBefore).system / 1e6).toFixed(2)),
      // kilobytes on Linux
      peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
      files: files.map((file) => ({ name: file.slice(outDir.length + 1), bytes: statSync(file).size })),
    })}\n`,
  );
} finally {
  rmSync(outDir, { recursive: true, force: true });
}

function unitOf(at: number): string {
  return `示例${Math.floor((at * UNITS) / ACCOUNTS)}市`;
}

function hashOf(id: string): string {
  return `sha256:${id.padStart(64, '0')}`;
}

function noteOf(id: string): EvidenceNote {
  const excerpt = `最近一次更新：2020年8月19日《关于示例事项的通知》（${id}）`;
  return { source: 'wechat.wechat2rss:main', fetchedAt: '2020-09-17T09:00:00Z', url: null, excerpt };
}

function judgement(): Judgement {
  const findings = failing.map(
    ({ id }): Finding => ({
      accountId: id,
      rule: 'stale',
      verdict: 'violation',
      severity: 'veto',
      wording: '监测时间点前2周内无更新',
      since: '2020-09-03T00:00:00+08:00',
      facts: { lastPostAt: POST.at, days: 29 },
      evidence: [hashOf(id)],
    }),
  );
  const undetermined = open.map(
    ({ id }): Undetermined => ({ accountId: id, rule: 'stale', reason: '采集受阻：wechat.article：验证码' }),
  );
  const units = registry.units.map(({ name }) => {
    const count = (list: readonly Account[]) => list.filter(({ unit }) => unit === name).length;
    const [running, failed] = [count(accounts), count(failing)];
    const checked = running - count(open);
    return { name, running, checked, failed, share: percent(failed, checked) };
  });
  const [running, failed] = [accounts.length, failing.length];
  const checked = running - open.length;
  const passRate = percent(checked - failed, checked);
  return {
    at: AT,
    findings,
    undetermined,
    summary: { running, checked, failed, undetermined: open.length, passRate, units },
  };
}

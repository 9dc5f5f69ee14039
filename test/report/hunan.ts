import fs from 'node:fs';
import type { Account, Registry } from '../../src/model/account.ts';
import type { Finding, Judgement } from '../../src/model/finding.ts';
import type { AccountNight } from '../../src/model/night.ts';
import { percent } from '../../src/model/percent.ts';
import type { QuarterInput } from '../../src/report/quarter.ts';

/** 湘政务函〔2020〕25号, its annexes 3 and 4 as data */
export interface PublishedNotice {
  per_unit: { unit: string; running: number; checked: number; failed: number; rate_text: string }[];
  accounts: {
    no: number;
    name: string;
    platform: string;
    platform_norm: string;
    unit: string;
    owner: string;
    problems: string[];
    last_update: string | null;
  }[];
}
export const published: PublishedNotice = JSON.parse(
  fs.readFileSync(new URL('../fixtures/notices/hunan-2020q3.json', import.meta.url), 'utf8'),
);

/** annex 4 calls one unit by its full name */
const UNIT = { 湘西土家族苗族自治州: '湘西自治州' } as Record<string, string>;
/** the wordings of the quarter before the national list of 2019 was spelled out in full */
const RULES: Record<string, { rule: string; wording: string }> = {
  监测时间点前2周内无更新: { rule: 'stale', wording: '监测时间点前2周内无更新' },
  互动回应差: { rule: 'no-interaction', wording: '未提供有效互动功能' },
};
const PLATFORM_TITLES = new Map([
  ['wechat', '微信公众号'],
  ['weibo', '新浪微博'],
  ['toutiao', '头条号'],
  ['douyin', '抖音号'],
  ['app', '移动客户端'],
]);
export const AT = '2020-09-17T18:00:00+08:00';

export function account(id: string, unit: string, more: Partial<Account> = {}): Account {
  return {
    id,
    name: `示例账号${id}`,
    platform: 'wechat',
    unit,
    owner: `示例单位${id}`,
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: {},
    confirmed: [],
    ownerAliases: [],
    ...more,
  };
}

export function violation(accountId: string, more: Partial<Finding> = {}): Finding {
  return {
    accountId,
    rule: 'stale',
    verdict: 'violation',
    severity: 'veto',
    wording: '监测时间点前2周内无更新',
    since: null,
    facts: {},
    evidence: [],
    ...more,
  };
}

export function night(of: Account, lastUpdate: string | null): AccountNight {
  return {
    account: of,
    lastUpdate: lastUpdate === null ? null : { at: lastUpdate, precision: 'day', bound: 'exact', url: null },
    neverPosted: lastUpdate === null,
    days: null,
    page: null,
  };
}

/** A judgement whose summary follows from its findings; `undetermined` names accounts that were not checked. */
export function judgementOf(
  registry: Registry,
  findings: readonly Finding[],
  undetermined: readonly string[] = [],
): Judgement {
  const failed = new Set(
    findings
      .filter((f) => f.verdict === 'violation' && (f.severity === 'veto' || f.severity === 'fail'))
      .map((f) => f.accountId),
  );
  const units = registry.units.map(({ name }) => {
    const running = registry.accounts.filter((a) => a.unit === name && a.state === 'running');
    const checked = running.filter((a) => !undetermined.includes(a.id)).length;
    const bad = running.filter((a) => failed.has(a.id)).length;
    return { name, running: running.length, checked, failed: bad, share: percent(bad, checked) };
  });
  const sum = (key: 'running' | 'checked' | 'failed') => units.reduce((n, unit) => n + unit[key], 0);
  return {
    at: AT,
    findings,
    undetermined: undetermined.map((accountId) => ({ accountId, rule: 'stale', reason: '平台要求登录，未见任何内容' })),
    summary: {
      running: sum('running'),
      checked: sum('checked'),
      failed: sum('failed'),
      undetermined: undetermined.length,
      passRate: percent(sum('checked') - sum('failed'), sum('checked')),
      units,
    },
  };
}

const SETTINGS: QuarterInput['settings'] = { region: '全省', decimals: 2, rounding: 'half-up' };

/** A quarter made of a registry and findings, with nothing special about it. */
export function quarter(
  registry: Registry,
  findings: readonly Finding[],
  more: Partial<QuarterInput> = {},
): QuarterInput {
  return {
    registry,
    judgement: judgementOf(registry, findings),
    accounts: new Map(registry.accounts.map((a) => [a.id, night(a, '2020-08-19T00:00:00+08:00')])),
    window: { from: '2020-07-07', to: '2020-09-17' },
    zone: 'Asia/Shanghai',
    settings: SETTINGS,
    platformTitles: PLATFORM_TITLES,
    ...more,
  };
}

/** The third quarter of 2020 as its notice has it: 15 units, 1738 accounts, 35 of them named. */
export function hunanQuarter(): QuarterInput {
  const named = published.accounts.map((row) =>
    account(`n${row.no}`, UNIT[row.unit] ?? row.unit, {
      name: row.name,
      owner: row.owner,
      platform: row.platform_norm,
    }),
  );
  const registry: Registry = {
    units: published.per_unit.map(({ unit }) => ({ name: unit, contacts: [] })),
    accounts: published.per_unit.flatMap(({ unit, running }) => {
      const own = named.filter((a) => a.unit === unit);
      return [...own, ...Array.from({ length: running - own.length }, (_, i) => account(`${unit}${i}`, unit))];
    }),
  };
  const findings = published.accounts.flatMap((row) =>
    row.problems.map((problem) => violation(`n${row.no}`, { ...RULES[problem], evidence: [`sha256:${row.no}`] })),
  );
  const dates = new Map(published.accounts.map((row) => [`n${row.no}`, row.last_update]));
  const accounts = new Map(
    registry.accounts.map((a) => {
      const date = dates.get(a.id);
      const known = date === undefined ? '2020-09-16' : date;
      return [a.id, night(a, known === null || !/^\d/.test(known) ? null : `${known}T00:00:00+08:00`)];
    }),
  );
  return quarter(registry, findings, {
    accounts,
    settings: {
      ...SETTINGS,
      issuer: '湖南省政务管理服务局',
      documentNumber: '湘政务函〔2020〕25号',
      addressees: '各市州人民政府，省政府各厅委、各直属机构',
      feedbackBy: '2020-10-23',
    },
  });
}

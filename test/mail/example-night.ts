import type { Account, Registry } from '../../src/model/account.ts';
import type { Case } from '../../src/model/case.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { AccountNight, NightView } from '../../src/model/night.ts';

export const ZONE = 'Asia/Shanghai';
export const STALE = '监测时间点前2周内无更新';
export const EMPTY = '无动态信息（“空壳”账号）';

/** An invented account; `day` is the date of its last update. */
export function exampleAccount(
  id: string,
  unit: string,
  more: Partial<Account> & { readonly day?: string | null } = {},
): AccountNight {
  const { day = '2020-08-19', ...over } = more;
  const account: Account = {
    id,
    name: `示例${id}号`,
    platform: 'wechat',
    unit,
    owner: `${unit}示例局`,
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: {},
    confirmed: [],
    ownerAliases: [],
    ...over,
  };
  return {
    account,
    lastUpdate: day === null ? null : { at: `${day}T00:00:00+08:00`, precision: 'day', bound: 'exact', url: null },
    neverPosted: day === null,
    days: day === null ? null : Temporal.PlainDate.from(day).until('2020-09-17').days,
    page: `https://example.cn/account/${encodeURIComponent(id)}`,
  };
}

export function exampleFinding(accountId: string, more: Partial<Finding> = {}): Finding {
  return {
    accountId,
    rule: 'stale',
    verdict: 'violation',
    severity: 'veto',
    wording: STALE,
    since: '2020-09-03T00:00:00+08:00',
    facts: {},
    evidence: [`sha256:${'ab12cd34'.repeat(8)}`],
    ...more,
  };
}

export function exampleCase(id: number, accountId: string, more: Partial<Case> = {}): Case {
  return {
    id,
    accountId,
    rule: 'stale',
    state: 'open',
    verdict: 'violation',
    severity: 'veto',
    wording: STALE,
    openedAt: '2020-09-16T18:00:00+08:00',
    lastFoundAt: '2020-09-17T18:00:00+08:00',
    dueOn: null,
    resolvedAt: null,
    facts: {},
    evidence: [`sha256:${'ab12cd34'.repeat(8)}`],
    byHand: false,
    events: [],
    ...more,
  };
}

/** A night with these accounts; nothing was found unless `more` says so. */
export function exampleNight(accounts: readonly AccountNight[], more: Partial<NightView> = {}): NightView {
  const units = [...new Set(accounts.map((night) => night.account.unit))].map((name) => ({ name, contacts: [] }));
  const registry: Registry = { units, accounts: accounts.map((night) => night.account) };
  return {
    runId: 1,
    date: '2020-09-17',
    at: '2020-09-17T18:00:00+08:00',
    zone: ZONE,
    registry,
    accounts: new Map(accounts.map((night) => [night.account.id, night])),
    judgement: {
      at: '2020-09-17T18:00:00+08:00',
      findings: [],
      undetermined: [],
      summary: {
        running: accounts.length,
        checked: accounts.length,
        failed: 0,
        undetermined: 0,
        passRate: '100%',
        units: [],
      },
    },
    changes: { fresh: [], resolved: [], continuing: [], warnings: [] },
    sources: [],
    platformTitles: new Map([
      ['wechat', '微信公众号'],
      ['weibo', '新浪微博'],
      ['douyin', '抖音号'],
      ['toutiao', '头条号'],
      ['app', '移动客户端'],
    ]),
    remarks: [],
    ...more,
  };
}

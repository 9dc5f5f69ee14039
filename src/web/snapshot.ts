import type { Home } from '../home.ts';
import { RULES } from '../judge/catalogue.ts';
import { type LocalRules, LocalRulesBook } from '../judge/limits.ts';
import { judgeNight } from '../judge/night.ts';
import type { Account } from '../model/account.ts';
import type { CaseChanges } from '../model/case.ts';
import type { Finding, Judgement, Severity, Undetermined } from '../model/finding.ts';
import type { AccountNight, SourceHealth } from '../model/night.ts';
import type { Db } from '../store/database.ts';
import type { FinishedNight, NightHistory } from '../store/night-history.ts';

export const STANDINGS = ['failed', 'undetermined', 'warning', 'passed', 'filed'] as const;
/** What tonight came to for one account; `filed`: filed as closed or cancelled, so not counted. */
export type Standing = (typeof STANDINGS)[number];

/** One account in lists. */
export interface Row {
  readonly night: AccountNight;
  readonly standing: Standing;
  /** name, unit, owner and id in small letters, for the search */
  readonly words: string;
}

export interface UnitRow {
  readonly name: string;
  readonly running: number;
  readonly checked: number;
  readonly failed: number;
  readonly undetermined: number;
  readonly warnings: number;
  readonly share: string;
}

/** The latest night, judged again from what is stored and kept in memory until there is a newer one. */
export interface Snapshot {
  /** null: no night has ended yet */
  readonly night: FinishedNight | null;
  readonly zone: string;
  readonly judgement: Judgement;
  readonly changes: CaseChanges;
  readonly units: readonly UnitRow[];
  /** in the registry's order */
  readonly rows: readonly Row[];
  /** the longest silence first; then those of which no date is known */
  readonly bySilence: readonly Row[];
  readonly byName: readonly Row[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly undetermined: ReadonlyMap<string, readonly Undetermined[]>;
  readonly sources: readonly SourceHealth[];
  readonly home: Pick<Home, 'dir' | 'settings' | 'adapters'>;
  rowOf(accountId: string): Row | undefined;
  platformTitle(platform: string): string;
  rulesOf(account: Account): LocalRules;
}

/**
 * Judges the latest finished night as the night itself did.
 * @param db opened read-only
 * @throws DatabaseUnusable
 */
export function takeSnapshot(db: Db, home: Home, nights: NightHistory, today: string): Snapshot {
  const night = nights.latest(today);
  const { judged, changes } = judgeNight(db, home, night?.at ?? home.now());
  const { judgement, accounts } = judged;
  const book = new LocalRulesBook(home.settings.judge);
  const findings = Map.groupBy(judgement.findings, (one) => one.accountId);
  const undetermined = Map.groupBy(judgement.undetermined, (one) => one.accountId);
  const rules = new Map(RULES.map((rule) => [rule.id, rule]));
  const severityOf = (account: Account, rule: string): Severity | null => {
    const known = rules.get(rule);
    return known === undefined ? null : book.of(account).severityOf(known);
  };
  const standingOf = (account: Account): Standing => {
    if (account.state !== 'running') return 'filed';
    const own = findings.get(account.id) ?? [];
    const heavy = own.filter(({ severity }) => isHeavy(severity));
    if (heavy.some(({ verdict }) => verdict === 'violation')) return 'failed';
    const open = (undetermined.get(account.id) ?? []).some(({ rule }) => isHeavy(severityOf(account, rule)));
    if (open || heavy.some(({ verdict }) => verdict === 'suspected')) return 'undetermined';
    return own.some(({ verdict }) => verdict === 'warning') ? 'warning' : 'passed';
  };
  const rows = [...accounts.values()].map((one): Row => {
    const { name, unit, owner, id } = one.account;
    return { night: one, standing: standingOf(one.account), words: `${name}\n${unit}\n${owner}\n${id}`.toLowerCase() };
  });
  const byId = new Map(rows.map((row) => [row.night.account.id, row]));
  const titles = new Map(home.adapters.map((adapter) => [adapter.id, adapter.noticeTitle]));
  const order = new Intl.Collator('zh');
  return {
    night,
    zone: home.zone,
    judgement,
    changes,
    units: unitRows(judgement, rows),
    rows,
    bySilence: rows.toSorted((a, b) => silence(b) - silence(a)),
    byName: rows.toSorted((a, b) => order.compare(a.night.account.name, b.night.account.name)),
    findings,
    undetermined,
    sources: night === null ? [] : (nights.health(night.date, 1)[0]?.sources ?? []),
    home,
    rowOf: (id) => byId.get(id),
    platformTitle: (platform) => titles.get(platform) ?? platform,
    rulesOf: (account) => book.of(account),
  };
}

/** Findings by which an account fails. */
function isHeavy(severity: Severity | null): boolean {
  return severity === 'veto' || severity === 'fail';
}

/** Who is filed as running and silent comes first; an account that never published is silent for ever. */
function silence({ night, standing }: Row): number {
  if (standing === 'filed') return -2;
  if (night.days !== null) return night.days;
  return night.neverPosted ? Number.MAX_SAFE_INTEGER : -1;
}

function unitRows({ summary }: Judgement, rows: readonly Row[]): UnitRow[] {
  const warned = new Map<string, number>();
  for (const { standing, night } of rows) {
    if (standing === 'warning') warned.set(night.account.unit, (warned.get(night.account.unit) ?? 0) + 1);
  }
  return summary.units.map((unit) => ({
    ...unit,
    undetermined: unit.running - unit.checked,
    warnings: warned.get(unit.name) ?? 0,
  }));
}

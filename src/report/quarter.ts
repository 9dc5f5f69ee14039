import type { Account, Registry } from '../model/account.ts';
import type { Case } from '../model/case.ts';
import type { Finding, Judgement, Undetermined } from '../model/finding.ts';
import type { AccountNight } from '../model/night.ts';
import { type PercentStyle, percent } from '../model/percent.ts';
import type { Settings } from '../settings/schema.ts';
import { chineseDate, instantOf } from '../time/calendar.ts';
import { type Comparison, compare } from './comparison.ts';
import { type Mended, mendedWithin } from './mended.ts';
import type { PreviousQuarter } from './previous.ts';
import type { Sample } from './sample.ts';
import { NO_UPDATES, periodText, quarterOf, UNDATED } from './wording.ts';

/** What proves a finding, as the store knows it under the hash that the finding names. */
export interface EvidenceNote {
  /** `weibo.mobile`; null where the store does not know it any more */
  readonly source: string | null;
  /** when the answer came, ISO 8601 with offset */
  readonly fetchedAt: string | null;
  readonly url: string | null;
  readonly excerpt: string | null;
}

export interface QuarterInput {
  /** the whole registry, also where only a sample was judged */
  readonly registry: Registry;
  /** at the monitoring point; with `sample`, of the registry that `sampledRegistry` made */
  readonly judgement: Judgement;
  readonly accounts: ReadonlyMap<string, AccountNight>;
  /** calendar dates in `zone`, YYYY-MM-DD, both included */
  readonly window: { readonly from: string; readonly to: string };
  readonly zone: string;
  readonly settings: Settings['report'];
  /** platform id → as notices print it (`Adapter.noticeTitle`) */
  readonly platformTitles: ReadonlyMap<string, string>;
  readonly evidence?: ReadonlyMap<string, EvidenceNote>;
  readonly cases?: readonly Case[];
  readonly previous?: PreviousQuarter;
  readonly sample?: Sample;
}

/** One row of table 1; `share` is failed ÷ checked as printed. */
interface UnitRow {
  readonly unit: string;
  readonly running: number;
  readonly checked: number;
  readonly failed: number;
  readonly share: string;
}

/** One row of table 2: an account that failed, with every `veto` and `fail` violation. */
export interface FailingRow {
  readonly account: Account;
  readonly platform: string;
  readonly problems: readonly Finding[];
  /** `2020年8月19日`, 无动态信息, or — where neither is known */
  readonly lastUpdate: string;
  /** `published`: failed for the same problem in the previous quarter; `again`: found again after it was mended; or null */
  readonly repeated: 'published' | 'again' | null;
}

/** A finding that the text may name though the account did not fail by it. */
interface OtherRow {
  readonly account: Account;
  readonly platform: string;
  readonly finding: Finding;
}

/** Everything that the notice and its annexes say, before it is set in type. */
export interface QuarterView {
  readonly at: string;
  readonly zone: string;
  readonly year: number;
  /** 1 to 4 */
  readonly quarter: number;
  /** `2020年7月7日至9月17日` */
  readonly period: string;
  readonly settings: Settings['report'];
  readonly style: PercentStyle;
  readonly units: readonly UnitRow[];
  readonly total: Omit<UnitRow, 'unit'>;
  /** (checked − failed) ÷ checked */
  readonly passRate: string;
  readonly failing: readonly FailingRow[];
  readonly others: readonly OtherRow[];
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly accounts: ReadonlyMap<string, AccountNight>;
  readonly platformTitles: ReadonlyMap<string, string>;
  readonly evidence: ReadonlyMap<string, EvidenceNote>;
  /** found and mended within the window: proof only, not part of the notice */
  readonly mended: readonly Mended[];
  readonly comparison: readonly Comparison[];
  readonly sample: Sample | null;
}

/**
 * Counts a quarter. Pure.
 * @throws Error where the judgement's own summary does not agree with its findings: such a notice would not add up
 */
export function quarterView(input: QuarterInput): QuarterView {
  const style: PercentStyle = {
    decimals: input.settings.decimals as PercentStyle['decimals'],
    rounding: input.settings.rounding,
  };
  const failing = failingRows(input);
  const units = unitRows(input, failing, style);
  const total = totalOf(units, style);
  const { year, quarter } = quarterOf(input.window.to);
  return {
    at: input.judgement.at,
    zone: input.zone,
    year,
    quarter,
    period: periodText(input.window.from, input.window.to),
    settings: input.settings,
    style,
    units,
    total,
    passRate: percent(total.checked - total.failed, total.checked, style),
    failing,
    others: otherRows(input, failing),
    findings: input.judgement.findings,
    undetermined: input.judgement.undetermined,
    accounts: input.accounts,
    platformTitles: input.platformTitles,
    evidence: input.evidence ?? new Map(),
    mended: mendedWithin(input.cases ?? [], input.window, input.judgement.at, input.zone),
    comparison: input.previous === undefined ? [] : compare(units, total, input.previous, style),
    sample: input.sample ?? null,
  };
}

/** Findings by which an account fails. */
export function fails(finding: Finding): boolean {
  return finding.verdict === 'violation' && (finding.severity === 'veto' || finding.severity === 'fail');
}

/**
 * The words of the last update as table 2 prints them. That nothing was ever published is said only where it is proven:
 * by the platform's own words, or for an app because the stores list no version of it.
 * @param problems the violations that the account failed by
 */
export function lastUpdateText(night: AccountNight | undefined, problems: readonly Finding[], zone: string): string {
  const last = night?.lastUpdate ?? null;
  if (last !== null) return chineseDate(zone, instantOf(last.at));
  const proven = night?.neverPosted === true || problems.some(({ rule }) => rule === 'app-not-downloadable');
  return proven ? NO_UPDATES : UNDATED;
}

/** notices print update problems first, then interaction; what is left stands as it was found */
const FIRST_RULES = ['stale', 'never-published', 'no-interaction'];
function rank(finding: Finding): number {
  const place = FIRST_RULES.indexOf(finding.rule);
  return place < 0 ? FIRST_RULES.length : place;
}

/** In the order of the units, and within a unit in that of the registry. */
function failingRows(input: QuarterInput): FailingRow[] {
  const failed = Map.groupBy(input.judgement.findings.filter(fails), (finding) => finding.accountId);
  const foundAgain = new Set(
    input.judgement.findings
      .filter((finding) => finding.rule === 'not-rectified' && finding.verdict === 'violation')
      .map((finding) => finding.accountId),
  );
  const before = new Set(
    (input.previous?.failing ?? []).flatMap((row) => row.problems.map((wording) => sameProblem(row, wording))),
  );
  return inUnitOrder(input.registry)
    .filter((account) => account.state === 'running' && failed.has(account.id))
    .map((account) => {
      const platform = input.platformTitles.get(account.platform) ?? account.platform;
      const problems = (failed.get(account.id) ?? []).toSorted((a, b) => rank(a) - rank(b));
      const key = { name: account.name, platform, unit: account.unit };
      return {
        account,
        platform,
        problems,
        lastUpdate: lastUpdateText(input.accounts.get(account.id), problems, input.zone),
        repeated: problems.some(({ wording }) => before.has(sameProblem(key, wording)))
          ? ('published' as const)
          : foundAgain.has(account.id)
            ? ('again' as const)
            : null,
      };
    });
}

function sameProblem(account: { name: string; platform: string; unit: string }, wording: string): string {
  return JSON.stringify([account.unit, account.name, account.platform, wording]);
}

/** Proven findings that make nobody fail, by the registry's order; repeat offences of failing accounts have their own place. */
function otherRows(input: QuarterInput, failing: readonly FailingRow[]): OtherRow[] {
  const failed = new Set(failing.map((row) => row.account.id));
  const proven = input.judgement.findings.filter(
    (finding) => finding.verdict === 'violation' && !(failed.has(finding.accountId) && isAlreadyTold(finding)),
  );
  const byAccount = Map.groupBy(proven, (finding) => finding.accountId);
  return inUnitOrder(input.registry).flatMap((account) =>
    (byAccount.get(account.id) ?? []).map((finding) => ({
      account,
      platform: input.platformTitles.get(account.platform) ?? account.platform,
      finding,
    })),
  );
}

function isAlreadyTold(finding: Finding): boolean {
  return fails(finding) || finding.rule === 'not-rectified';
}

function unitRows(input: QuarterInput, failing: readonly FailingRow[], style: PercentStyle): UnitRow[] {
  const running = Map.groupBy(
    input.registry.accounts.filter((account) => account.state === 'running'),
    (account) => account.unit,
  );
  const failed = Map.groupBy(failing, (row) => row.account.unit);
  const judged = new Map(input.judgement.summary.units.map((unit) => [unit.name, unit]));
  return unitNames(input.registry).map((name) => {
    const count = failed.get(name)?.length ?? 0;
    const summary = judged.get(name) ?? { checked: 0, failed: 0 };
    if (summary.failed !== count) {
      throw new Error(`${name}：判定汇总为 ${summary.failed} 个不合格，按判定逐个清点为 ${count} 个，通报不能生成`);
    }
    return {
      unit: name,
      running: running.get(name)?.length ?? 0,
      checked: summary.checked,
      failed: count,
      share: percent(count, summary.checked, style),
    };
  });
}

function totalOf(units: readonly UnitRow[], style: PercentStyle): Omit<UnitRow, 'unit'> {
  const sum = (key: 'running' | 'checked' | 'failed') => units.reduce((whole, unit) => whole + unit[key], 0);
  const [running, checked, failed] = [sum('running'), sum('checked'), sum('failed')];
  return { running, checked, failed, share: percent(failed, checked, style) };
}

function inUnitOrder(registry: Registry): Account[] {
  const byUnit = Map.groupBy(registry.accounts, (account) => account.unit);
  return unitNames(registry).flatMap((name) => byUnit.get(name) ?? []);
}

/** each unit once, though its accounts may be filed in several files */
function unitNames(registry: Registry): string[] {
  return [...new Set(registry.units.map(({ name }) => name))];
}

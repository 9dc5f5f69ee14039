import { accountCost, type Cost, type Plan, type Plannable, planVisits } from './collect/plan.ts';
import type { PlatformInUse } from './collect/sources.ts';
import type { Home } from './home.ts';
import { LocalRulesBook } from './judge/limits.ts';
import { factStore } from './judge/run.ts';
import type { Account } from './model/account.ts';
import type { FactState } from './model/fact-state.ts';
import { CaseStore } from './store/cases.ts';
import type { Db } from './store/database.ts';
import { PlanRecords } from './store/plan-records.ts';
import type { Run } from './store/runs.ts';
import { countsUntil } from './time/calendar.ts';

const HOUR_MS = 3600_000;
const NAMED_AT_MOST = 20;

export interface NightPlan extends Plan {
  readonly accounts: readonly Account[];
}

/**
 * The accounts that this run still has to visit, in order, with the time that they take at the hosts' pace.
 *
 * @param windowMs how long collecting may take from now on
 */
export function planNight(
  db: Db,
  home: Home,
  run: Run,
  platforms: ReadonlyMap<string, PlatformInUse>,
  windowMs: number,
): NightPlan {
  const records = new PlanRecords(db);
  const done = records.visitedIn(run.id);
  const remaining = home.registry.accounts.filter((account) => !done.has(account.id));
  const previous = records.lastNight(run.id);
  const costOf = costs(records, previous, home, platforms);
  const plan = planVisits(
    plannables(db, home, remaining, previous === null ? new Set() : records.leftBy(previous)),
    (platform) => (home.settings.network.pace === 'off' ? { ms: 0, isMeasured: true } : costOf(platform)),
    windowMs,
    home.now().epochMilliseconds,
  );
  const byId = new Map(remaining.map((account) => [account.id, account]));
  return { ...plan, accounts: plan.tonight.flatMap((id) => byId.get(id) ?? []) };
}

function plannables(db: Db, home: Home, accounts: readonly Account[], left: ReadonlySet<string>): Plannable[] {
  const facts = factStore(db, home.zone);
  facts.catchUp();
  const open = new Set(
    new CaseStore(db)
      .all()
      .filter((one) => one.state === 'open')
      .map((one) => one.accountId),
  );
  const limits = new LocalRulesBook(home.settings.judge);
  return accounts.map((account) => {
    const state = facts.of(account.id);
    const local = limits.of(account);
    const isAsked = account.state === 'running' && account.platform !== 'app';
    return {
      id: account.id,
      platform: account.platform,
      comesFirst: state === undefined || open.has(account.id) || left.has(account.id),
      visitedMs: state?.latest.atMs ?? null,
      postUntilMs: state ? postUntilMs(state, home.zone) : null,
      // working days are never more than calendar days, so this is due too early rather than too late
      limitDays: isAsked ? (local.limits.staleAfterWorkingDays ?? local.limits.staleAfterDays) : null,
      confirmNights: home.settings.judge.rules.stale?.confirmNights ?? 1,
    };
  });
}

function postUntilMs({ post }: FactState, zone: string): number | null {
  if (post === null) return null;
  return countsUntil(zone, Temporal.Instant.fromEpochMilliseconds(post.atMs), post.precision).epochMilliseconds;
}

function costs(
  records: PlanRecords,
  previous: number | null,
  home: Home,
  platforms: ReadonlyMap<string, PlatformInUse>,
): (platform: string) => Cost {
  const asked = previous === null ? null : records.askedIn(previous);
  const visited = previous === null ? new Set<string>() : records.visitedIn(previous);
  const visitedOf = Map.groupBy(
    home.registry.accounts.filter((account) => visited.has(account.id)),
    (account) => account.platform,
  );
  return (platform) => {
    const paces = platforms.get(platform)?.paces ?? [];
    const accounts = visitedOf.get(platform)?.length ?? 0;
    return accountCost(paces, asked === null || accounts === 0 ? null : { hosts: asked, accounts });
  };
}

/** How long collecting may take: the hours of the settings, or until the deadline. */
export function windowMsOf(home: Home, deadline: string | undefined): number {
  if (deadline === undefined) return home.settings.night.hours * HOUR_MS;
  const now = home.now().toZonedDateTimeISO(home.zone);
  const today = now.toPlainDate().toZonedDateTime({ timeZone: home.zone, plainTime: deadline });
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
  return now.until(next).total('milliseconds');
}

/** What a plan says before it starts: the lower bound, and by name the accounts that it cannot carry in time. */
export function planWords(plan: NightPlan, everybody: number): string[] {
  const words: string[] = [];
  if (plan.boundMs > 0) {
    words.push(`计划采集 ${plan.accounts.length} 个账号，按各主机的间隔至少需要 ${duration(plan.boundMs)}。`);
  }
  if (plan.accounts.length < everybody) {
    words.push(`今夜轮不到的账号 ${everybody - plan.accounts.length} 个，到期之前会轮到。`);
  }
  if (plan.unmet.length > 0) {
    const named = plan.unmet.slice(0, NAMED_AT_MOST).join('、');
    const more = plan.unmet.length > NAMED_AT_MOST ? ` 等 ${plan.unmet.length} 个` : '';
    words.push(`时间不够，以下账号今夜应当采集而轮不到：${named}${more}。请延长 night.hours，或增加一个出口地址。`);
  }
  return words;
}

/** `6 小时 40 分` */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

import { join } from 'node:path';
import { type Collecting, collect } from './collect/collect.ts';
import type { LookEvent } from './collect/look.ts';
import type { Home } from './home.ts';
import { accountDayStore } from './judge/account-days.ts';
import { type JudgedNight, judgeNight } from './judge/night.ts';
import { writeNightPage } from './mail/night-page.ts';
import { type SendReport, sendOutbox } from './mail/outbox.ts';
import { planMails, SUPERVISORS } from './mail/plan.ts';
import type { Account } from './model/account.ts';
import type { NightView, SourceHealth } from './model/night.ts';
import type { Observation } from './model/observation.ts';
import { planNight, planWords, windowMsOf } from './night-plan.ts';
import { holdTurnouts } from './night-turnout.ts';
import { type OpenOutside, openOutside } from './outside.ts';
import { pictureFindings } from './pictures.ts';
import { leftRemarks, mailRemarks, nightRemarks } from './remarks.ts';
import { inSmallHeap } from './small-heap.ts';
import { CanaryLooks } from './store/canary-looks.ts';
import { CaseStore } from './store/cases.ts';
import { Chain } from './store/chain.ts';
import { type Db, openDatabase } from './store/database.ts';
import { takeLock } from './store/lock.ts';
import { ObservationWriter } from './store/observation-writer.ts';
import { ObservationStore } from './store/observations.ts';
import { enqueue, OutboxStore } from './store/outbox.ts';
import { PlanRecords } from './store/plan-records.ts';
import { RestingHosts } from './store/resting-hosts.ts';
import { type Run, RunStore } from './store/runs.ts';
import { dateIn } from './time/calendar.ts';
import { GatheredEvidence } from './world/evidence.ts';

/** What a run tells while it goes on. */
export interface NightProgress {
  started(accounts: readonly Account[]): void;
  observed(observation: Observation): void;
  health(health: readonly SourceHealth[]): void;
  trouble(event: LookEvent): void;
  say(line: string): void;
}

/** The document of `xuncha run --json`. */
export interface NightReport {
  /** calendar date to which the run belongs */
  readonly date: string;
  /** accounts visited by this process; the others had been observed before in the same run */
  readonly visited: number;
  /** accounts that were planned and not reached before the time was up */
  readonly left: number;
  /** seconds that collecting takes at least at the hosts' pace, and that it took */
  readonly boundS: number;
  readonly tookS: number;
  readonly accounts: number;
  readonly blocked: number;
  readonly failed: number;
  readonly summary: JudgedNight['judged']['judgement']['summary'];
  readonly cases: { readonly fresh: number; readonly resolved: number; readonly continuing: number };
  readonly mail: SendReport;
  readonly sources: readonly SourceHealth[];
}

export interface NightOptions {
  /** `06:00`, in the program's zone: collecting ends here; missing: after `night.hours` of the settings */
  readonly deadline?: string | undefined;
  /** told once no other run can be under way */
  readonly begun?: (() => void) | undefined;
}

/** The run was told to stop (SIGTERM); nothing is judged or sent before it was started again and came to its end. */
export class Interrupted extends Error {}

/**
 * One night at a time. Null: another run holds the lock.
 * @throws Interrupted
 */
export async function night(
  home: Home,
  progress: NightProgress,
  signal: AbortSignal,
  options: NightOptions = {},
): Promise<NightReport | null> {
  const lock = takeLock(join(home.data, 'run.lock'));
  if (!lock) return null;
  options.begun?.();
  try {
    return await inSmallHeap(() => wholeNight(home, progress, signal, options));
  } finally {
    lock.release();
  }
}

/** The night, from top to bottom. It may be killed at any moment and started again. */
async function wholeNight(
  home: Home,
  progress: NightProgress,
  signal: AbortSignal,
  options: NightOptions,
): Promise<NightReport> {
  const db = openDatabase(join(home.data, 'xuncha.db'));
  const opened: OpenOutside[] = [];
  try {
    const windowMs = Math.round(windowMsOf(home, options.deadline));
    const run = new RunStore(db).night(dateIn(home.zone, home.now()).toString(), home.now());
    const evidence = new GatheredEvidence();
    const outside = openOutside(home, {
      signal,
      collecting: AbortSignal.any([signal, AbortSignal.timeout(windowMs)]),
      evidence,
      rests: new RestingHosts(db, run.id),
      log: (event) => progress.trouble(event),
      say: (line) => progress.say(line),
    });
    opened.push(outside);
    const writer = new ObservationWriter(db, run.id, evidence);
    const visited = await visitRemaining(db, home, run, outside, writer, progress, windowMs);
    if (signal.aborted) throw new Interrupted();
    await outside.endAsking();
    holdTurnouts(db, run);
    accountDayStore(db, home.zone).catchUp();
    const unpictured = judgeNight(db, home, monitoringPoint(db, home, run));
    const judged = await pictureFindings(db, home, run, unpictured, outside, signal);
    await keepAndAnnounce(db, home, run, judged);
    const mail = await sendOutbox(db, home, process.env);
    return report(db, home, run, visited, judged, mail);
  } finally {
    await Promise.all(opened.map((one) => one.close()));
    db.close();
  }
}

/** Accounts that this run has observed already are not asked again. What was planned and not reached comes first tomorrow. */
async function visitRemaining(
  db: Db,
  home: Home,
  run: Run,
  { platforms, outside }: OpenOutside,
  writer: ObservationWriter,
  progress: NightProgress,
  windowMs: number,
): Promise<Visited> {
  const runs = new RunStore(db);
  const plan = planNight(db, home, run, platforms, windowMs);
  const left = new Set(plan.tonight);
  if (left.size === 0) return { visited: 0, left: [], boundMs: 0, tookMs: 0 };
  for (const line of planWords(plan, home.registry.accounts.length)) progress.say(line);
  progress.started(plan.accounts);
  const startedAt = performance.now();
  const told: Collecting = {
    async observed(observation) {
      await writer.add(observation);
      left.delete(observation.accountId);
      progress.observed(observation);
    },
    health(health) {
      runs.saveHealth(run.id, health);
      progress.health(health);
    },
  };
  const canaryMemory = new CanaryLooks(db, home.zone, home.now());
  await collect(plan.accounts, platforms, { ...outside, canaryMemory }, told);
  const records = new PlanRecords(db);
  records.addAsked(run.id, outside.lanes.asked());
  records.saveLeft(run.id, [...left]);
  const visited = plan.accounts.length - left.size;
  return { visited, left: [...left], boundMs: plan.boundMs, tookMs: performance.now() - startedAt };
}

interface Visited {
  readonly visited: number;
  /** ids of the accounts that were planned and not reached */
  readonly left: readonly string[];
  readonly boundMs: number;
  readonly tookMs: number;
}

/** The moment at which the accounts were seen to be as they are; it stays when the run is started again. */
function monitoringPoint(db: Db, home: Home, run: Run): Temporal.Instant {
  const runs = new RunStore(db);
  runs.monitored(run.id, home.now());
  const { monitoredAt } = runs.night(run.businessDate, home.now());
  return monitoredAt === null ? home.now() : Temporal.Instant.from(monitoredAt);
}

/**
 * Findings, the cases that they change and the mails that tell of them are stored in one transaction: none of them without
 * the others. A later run of the date has something to tell only when cases changed since.
 */
async function keepAndAnnounce(db: Db, home: Home, run: Run, judged: JudgedNight): Promise<void> {
  const parts = new OutboxStore(db).lastPart(run.businessDate, SUPERVISORS);
  const hasNews = judged.cases.some((one, index) => one.events.length !== judged.before[index]?.events.length);
  const view = viewOf(db, home, run, judged);
  const mails = parts === 0 || hasNews ? await planMails(view, home.settings, parts + 1) : [];
  await writeNightPage(home.data, view);
  db.transaction(() => {
    new CaseStore(db).save(judged.before, judged.cases);
    for (const mail of mails) enqueue(db, mail, home.now());
    new Chain(db).bind(run.id, home.now());
    new RunStore(db).finish(run.id, home.now(), judged.judged.judgement.summary);
  })();
}

/** Everything that a mail or a page says about this night. */
export function viewOf(db: Db, home: Home, run: Run, { judged, changes }: JudgedNight): NightView {
  const runs = new RunStore(db);
  return {
    runId: run.id,
    date: run.businessDate,
    at: judged.judgement.at,
    zone: home.zone,
    registry: home.registry,
    accounts: judged.accounts,
    judgement: judged.judgement,
    changes,
    sources: runs.healthOf(run.id),
    platformTitles: new Map(home.adapters.map((adapter) => [adapter.id, adapter.noticeTitle])),
    earlier: runs.earlierSummaries(run.businessDate),
    baseUrl: home.settings.web.baseUrl?.replace(/\/+$/, '') ?? null,
    remarks: [
      ...nightRemarks(runs, run),
      ...leftRemarks(new PlanRecords(db).leftBy(run.id).size),
      ...mailRemarks(new OutboxStore(db).lostSinceLast(SUPERVISORS)),
    ],
  };
}

function report(
  db: Db,
  home: Home,
  run: Run,
  { visited, left, boundMs, tookMs }: Visited,
  { judged, changes }: JudgedNight,
  mail: SendReport,
): NightReport {
  const coverages = new ObservationStore(db).coveragesOf(run.id);
  const count = (coverage: string) => [...coverages.values()].filter((one) => one === coverage).length;
  return {
    date: run.businessDate,
    visited,
    left: left.length,
    boundS: Math.round(boundMs / 1000),
    tookS: Math.round(tookMs / 1000),
    accounts: home.registry.accounts.length,
    blocked: count('blocked'),
    failed: count('failed'),
    summary: judged.judgement.summary,
    cases: {
      fresh: changes.fresh.length,
      resolved: changes.resolved.length,
      continuing: changes.continuing.length,
    },
    mail,
    sources: new RunStore(db).healthOf(run.id),
  };
}

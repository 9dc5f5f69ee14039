import { BY_HAND_RULE, type Case, type CaseChanges, type CaseEvent, NOT_ASKED_ANY_MORE } from '../model/case.ts';
import type { Finding, Judgement } from '../model/finding.ts';
import type { AccountNight } from '../model/night.ts';
import { dateIn, instantOf } from '../time/calendar.ts';
import { caseKey, type Gone, type Judged } from './engine.ts';
import { fingerprint } from './fingerprint.ts';

const PROGRAM = 'xuncha';

export interface AdvanceInput {
  /** every case that was ever opened, in the order of their ids */
  readonly cases: readonly Case[];
  /** judged with the open cases of `cases`, so that it says which of them are gone */
  readonly judged: Judged;
  readonly zone: string;
  /** when the night before was judged, ISO 8601: what people entered since then is news; null: there was none */
  readonly since?: string | null;
}

export interface Advanced {
  /** all cases after the night; those that did not change are the same objects */
  readonly cases: readonly Case[];
  readonly changes: CaseChanges;
}

/** The cases for which a judgement must say whether their problem is gone. */
export function openCaseKeys(cases: readonly Case[]): ReadonlySet<string> {
  return new Set(cases.filter((one) => one.state === 'open').map((one) => caseKey(one.accountId, one.rule)));
}

/** Whether a finding is one that a person has dismissed, its facts being the same. */
export function dismissedBy(cases: readonly Case[]): (finding: Finding) => boolean {
  const dismissed = new Map(
    cases.filter((one) => one.state === 'dismissed').map((one) => [caseKey(one.accountId, one.rule), one]),
  );
  return (finding) => {
    const one = dismissed.get(caseKey(finding.accountId, finding.rule));
    return one !== undefined && isSameAsDismissed(one, finding);
  };
}

/** Rules whose open case has passed its date, for each account that has any. */
export function overdueRules(
  cases: readonly Case[],
  at: Temporal.Instant,
  zone: string,
): ReadonlyMap<string, string[]> {
  const date = dateIn(zone, at).toString();
  const overdue = new Map<string, string[]>();
  for (const one of cases) {
    if (!isOverdue(one, date)) continue;
    overdue.set(one.accountId, [...(overdue.get(one.accountId) ?? []), one.rule]);
  }
  return overdue;
}

/**
 * The life of all cases over one night. A finding opens, confirms or reopens its case; a problem that is positively seen
 * to be gone resolves it; a night that cannot tell changes nothing. A dismissed finding stays dismissed until its facts
 * change. Advancing twice with one judgement is the same as advancing once.
 */
export function advanceCases({ cases, judged, zone, since = null }: AdvanceInput): Advanced {
  const { judgement, accounts, gone } = judged;
  const { at } = judgement;
  const date = dateIn(zone, instantOf(at)).toString();
  const found = findingsByCase(judgement);
  const after = cases.map((one) => {
    const key = caseKey(one.accountId, one.rule);
    if (one.byHand) return withOverdue(one, date, at);
    const finding = found.get(key);
    found.delete(key);
    if (finding !== undefined) return withOverdue(foundAgain(one, finding, at), date, at);
    const end = accounts.has(one.accountId) ? gone.get(key) : { applies: false, evidence: [] };
    if (one.state !== 'open' || end === undefined) return withOverdue(one, date, at);
    return resolved(one, end, accounts.get(one.accountId), at, zone);
  });
  let id = cases.reduce((highest, one) => Math.max(highest, one.id), 0);
  for (const finding of found.values()) {
    id += 1;
    after.push(opened(finding, id, at));
  }
  return { cases: after, changes: changesOf(after, judgement, since) };
}

function findingsByCase(judgement: Judgement): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of judgement.findings) {
    if (finding.verdict !== 'warning' && finding.rule !== BY_HAND_RULE)
      found.set(caseKey(finding.accountId, finding.rule), finding);
  }
  return found;
}

function opened(finding: Finding, id: number, at: string): Case {
  const { accountId, rule, verdict, severity, wording, facts, evidence } = finding;
  const text = verdict === 'violation' ? `认定：${wording}` : `存疑：${wording}`;
  return {
    id,
    accountId,
    rule,
    state: 'open',
    verdict,
    severity,
    wording,
    openedAt: at,
    lastFoundAt: at,
    dueOn: null,
    resolvedAt: null,
    facts,
    evidence,
    byHand: false,
    events: [event(at, 'opened', text)],
  };
}

function foundAgain(before: Case, finding: Finding, at: string): Case {
  if (before.lastFoundAt === at && before.state === 'open') return before;
  const { severity, wording, facts, evidence } = finding;
  const news = { severity, wording, facts, evidence, lastFoundAt: at };
  if (before.state === 'dismissed') {
    if (isSameAsDismissed(before, finding)) return before;
    const again = event(at, 'reopened', `事实有变，误报不再适用：${wording}`);
    return {
      ...before,
      ...news,
      state: 'open',
      verdict: finding.verdict,
      dueOn: null,
      events: [...before.events, again],
    };
  }
  if (before.state === 'resolved') {
    const again = event(at, 'reopened', `再次出现：${wording}`);
    const events = [...before.events, again];
    return { ...before, ...news, state: 'open', verdict: finding.verdict, dueOn: null, resolvedAt: null, events };
  }
  // What was proven stays proven until it is seen to be mended; a night that only suspects it again adds nothing.
  if (before.verdict === 'violation' && finding.verdict === 'suspected') return { ...before, lastFoundAt: at };
  if (before.verdict === 'suspected' && finding.verdict === 'violation') {
    const events = [...before.events, event(at, 'confirmed', `已经证实：${wording}`)];
    return { ...before, ...news, verdict: 'violation', events };
  }
  return { ...before, ...news };
}

/** A person judged these facts; only other facts, or a proof where there was a suspicion, bring the case back. */
function isSameAsDismissed(before: Case, finding: Finding): boolean {
  const proven = before.verdict === 'suspected' && finding.verdict === 'violation';
  return !proven && fingerprint(before.facts) === fingerprint(finding.facts);
}

function resolved(before: Case, end: Gone, night: AccountNight | undefined, at: string, zone: string): Case {
  const text = end.applies ? mendedText(before, night, zone) : NOT_ASKED_ANY_MORE;
  return {
    ...before,
    state: 'resolved',
    resolvedAt: at,
    evidence: end.evidence,
    events: [...before.events, event(at, 'resolved', text)],
  };
}

function mendedText(before: Case, night: AccountNight | undefined, zone: string): string {
  const update = night?.lastUpdate;
  if (!before.rule.startsWith('stale') || update === undefined || update === null) return '再次检查，问题已不存在';
  const { year, month, day } = dateIn(zone, instantOf(update.at));
  return `已恢复更新，最后更新于${year}年${month}月${day}日`;
}

function isOverdue(one: Case, date: string): boolean {
  return one.state === 'open' && one.dueOn !== null && one.dueOn < date;
}

/** Said once for each date that was set. */
function withOverdue(one: Case, date: string, at: string): Case {
  if (!isOverdue(one, date) || one.dueOn === null) return one;
  const text = `已过整改期限${one.dueOn}`;
  if (one.events.some((known) => known.kind === 'overdue' && known.text === text)) return one;
  return { ...one, events: [...one.events, event(at, 'overdue', text)] };
}

const NEWS: ReadonlySet<CaseEvent['kind']> = new Set(['opened', 'confirmed', 'reopened']);

/**
 * Which of the cases the mail of this judgement leads with, which it closes, and which continue.
 * @param since as in AdvanceInput; people enter and close their findings at any hour
 */
export function changesOf(cases: readonly Case[], judgement: Judgement, since: string | null): CaseChanges {
  const { at } = judgement;
  const open = cases.filter((one) => one.state === 'open');
  const isSince = (moment: string) => since === null || Date.parse(moment) > Date.parse(since);
  const isNews = (one: Case) =>
    one.byHand ? isSince(one.openedAt) : one.events.some((known) => known.at === at && NEWS.has(known.kind));
  const justEnded = (one: Case) =>
    one.resolvedAt !== null && (one.byHand ? isSince(one.resolvedAt) : one.resolvedAt === at);
  return {
    fresh: open.filter(isNews),
    resolved: cases.filter((one) => one.state === 'resolved' && justEnded(one)),
    continuing: open.filter((one) => !isNews(one)),
    warnings: judgement.findings.filter((finding) => finding.verdict === 'warning'),
  };
}

function event(at: string, kind: CaseEvent['kind'], text: string, by = PROGRAM): CaseEvent {
  return { at, kind, by, text };
}

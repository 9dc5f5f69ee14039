import type { Account, Registry } from '../model/account.ts';
import { BY_HAND_RULE, type Case } from '../model/case.ts';
import type { FactState } from '../model/fact-state.ts';
import type { Finding, Judgement, Severity, Undetermined } from '../model/finding.ts';
import type { AccountNight } from '../model/night.ts';
import {
  type Facts,
  NOT_APPLICABLE,
  type Rule,
  type RuleContext,
  type Verdict,
  type VerdictKind,
} from '../model/rule.ts';
import type { InteractionKind } from '../model/sighting.ts';
import type { JudgeSettings } from '../settings/schema.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { AccountFacts, type Moment } from './account-facts.ts';
import { type LocalRules, LocalRulesBook } from './limits.ts';
import { isGone, siblingsOf } from './registry-facts.ts';
import { type Standing, summarize } from './summary.ts';

export interface JudgeInput {
  readonly registry: Registry;
  readonly settings: JudgeSettings;
  /** IANA name */
  readonly zone: string;
  /** the monitoring point (监测时间点) */
  readonly at: Temporal.Instant;
  /** what is known of an account; undefined: it was never observed. Asked in the registry's order. */
  readonly states: (accountId: string) => FactState | undefined;
  readonly platforms: ReadonlyMap<string, { readonly interactionKinds: readonly InteractionKind[] }>;
  readonly rules: readonly Rule[];
  /** open cases, as `caseKey` names them: for these the engine says whether the problem is gone */
  readonly openCases?: ReadonlySet<string>;
  /** findings that a person has dismissed (误报) and whose facts are still the same: they are left out */
  readonly isDismissed?: (finding: Finding) => boolean;
  /** rules whose open case is overdue, for each account that has any */
  readonly overdue?: ReadonlyMap<string, readonly string[]>;
  /** cases that a person entered and that stand at the monitoring point: they count like findings of rules */
  readonly byHand?: readonly Case[];
  /** hears each verdict as it is made, with the facts that the rule could ask; null: the place has turned the rule off */
  readonly hear?: (account: Account, rule: Rule, verdict: Verdict | null, facts: Facts) => void;
}

export interface Judged {
  readonly judgement: Judgement;
  readonly accounts: ReadonlyMap<string, AccountNight>;
  /** how each account that is filed as running counts */
  readonly standings: ReadonlyMap<string, Standing>;
  /** of the open cases those whose problem is gone: seen to be mended, or the rule does not apply any more */
  readonly gone: ReadonlyMap<string, Gone>;
}
export interface Gone {
  /** seen to be mended; else the rule is not asked of this account any more */
  readonly applies: boolean;
  readonly evidence: readonly string[];
}

/** Verdicts that say an earlier problem is over; one that nothing could be seen of is not among them. */
const GONE_BY: ReadonlySet<VerdictKind> = new Set(['pass', 'warning', 'not-applicable']);

/** One case for one rule and one account. */
export function caseKey(accountId: string, rule: string): string {
  return `${accountId} ${rule}`;
}

/** Judges every account of the registry at one monitoring point. Pure; see contract `judge` for the document. */
export function judge(input: JudgeInput): Judged {
  const { registry, settings, states, rules, openCases } = input;
  const atMs = input.at.epochMilliseconds;
  const clock = new ZoneClock(input.zone);
  const book = new LocalRulesBook(settings);
  const siblings = siblingsOf(registry);
  const now: Moment = { atMs, day: clock.dayOf(atMs), clock, validMs: settings.proofValidHours * 3_600_000 };
  const rulesUnder = rulesBook(rules, atMs, clock);
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  const standings = new Map<string, Standing>();
  const accounts = new Map<string, AccountNight>();
  const gone = new Map<string, Gone>();
  const byHand = Map.groupBy(input.byHand ?? [], (one) => one.accountId);
  const isLive = (account: Account) => !isGone(states(account.id)?.status?.value);

  for (const account of registry.accounts) {
    const state = states(account.id) ?? null;
    const facts = new AccountFacts(account, state, now, {
      interactionKinds: input.platforms.get(account.platform)?.interactionKinds ?? [],
      siblings: siblings.get(account.id)?.filter(isLive) ?? [],
      overdue: input.overdue?.get(account.id) ?? [],
    });
    const entered = byHand.get(account.id) ?? [];
    if (entered.length > 0) facts.noteViolation(BY_HAND_RULE);
    let standing: Standing = 'passed';
    for (const { rule, severity, context } of rulesUnder(book.of(account))) {
      const verdict = severity === null ? NOT_APPLICABLE : rule.judge(facts, context);
      input.hear?.(account, rule, severity === null ? null : verdict, facts);
      if (openCases !== undefined && GONE_BY.has(verdict.verdict) && openCases.has(caseKey(account.id, rule.id))) {
        const isOff = verdict.verdict === 'not-applicable';
        gone.set(caseKey(account.id, rule.id), { applies: !isOff, evidence: isOff ? [] : facts.look.evidence });
      }
      if (severity === null) continue;
      if (verdict.verdict === 'undetermined') {
        undetermined.push({ accountId: account.id, rule: rule.id, reason: verdict.reason, question: rule.question });
      } else if (isFound(verdict)) {
        const finding = findingOf(verdict, account, rule, severity, clock);
        if (input.isDismissed?.(finding)) continue;
        findings.push(finding);
        if (verdict.verdict === 'violation') facts.noteViolation(rule.id);
      }
      standing = worse(standing, verdict.verdict, severity);
    }
    for (const one of entered) {
      findings.push(findingByHand(one));
      standing = worse(standing, one.verdict, one.severity);
    }
    if (account.state === 'running') standings.set(account.id, standing);
    accounts.set(account.id, nightOf(account, state, facts, clock, atMs));
  }
  const summary = summarize(registry, standings);
  return { judgement: { at: clock.iso(atMs), findings, undetermined, summary }, accounts, standings, gone };
}

/** Asked of each rule and account, so by the word alone. */
function isFound(verdict: Verdict): verdict is Extract<Verdict, { readonly facts: unknown }> {
  const kind = verdict.verdict;
  return kind === 'violation' || kind === 'suspected' || kind === 'warning';
}

/** Only veto and fail rules make an account fail or leave it undecided. */
function worse(standing: Standing, verdict: VerdictKind, severity: Severity): Standing {
  if (standing === 'failed' || (severity !== 'veto' && severity !== 'fail')) return standing;
  if (verdict === 'violation') return 'failed';
  return verdict === 'suspected' || verdict === 'undetermined' ? 'undetermined' : standing;
}

function findingOf(
  verdict: Extract<Verdict, { readonly facts: unknown }>,
  account: Account,
  rule: Rule,
  severity: Severity,
  clock: ZoneClock,
): Finding {
  return {
    accountId: account.id,
    rule: rule.id,
    verdict: verdict.verdict,
    severity,
    wording: verdict.wording ?? rule.wording,
    since: verdict.sinceMs === null ? null : clock.iso(verdict.sinceMs),
    facts: verdict.facts,
    evidence: verdict.evidence,
    ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
  };
}

/** What only a person can see stands in every list under the person's own words, marked as such. */
function findingByHand({ accountId, verdict, severity, wording, openedAt, facts, evidence }: Case): Finding {
  return {
    accountId,
    rule: BY_HAND_RULE,
    verdict,
    severity,
    wording: `${wording}（人工核查）`,
    since: openedAt,
    facts,
    evidence,
  };
}

/** A rule as one set of local rules has it. */
interface LocalRule {
  readonly rule: Rule;
  /** null: turned off */
  readonly severity: Severity | null;
  readonly context: RuleContext;
}

/** The rules under each set of local rules, settled once for each set: they are the same for most accounts. */
function rulesBook(rules: readonly Rule[], atMs: number, clock: ZoneClock) {
  const known = new Map<LocalRules, readonly LocalRule[]>();
  return (local: LocalRules): readonly LocalRule[] => {
    let settled = known.get(local);
    if (settled === undefined) {
      settled = rules.map((rule) => ({
        rule,
        severity: local.severityOf(rule),
        context: contextOf(local, rule, atMs, clock),
      }));
      known.set(local, settled);
    }
    return settled;
  };
}

function contextOf(local: LocalRules, rule: Rule, atMs: number, clock: ZoneClock): RuleContext {
  const asked = local.confirmNights(rule);
  return {
    atMs,
    day: clock.dayOf(atMs),
    limits: local.limits,
    nights: (own) => Math.max(own, asked),
    dayOf: (ms) => clock.dayOf(ms),
    startOfDay: (day) => clock.startOfDay(day),
    endOfDay: (day) => clock.endOfDay(day),
    iso: (ms) => clock.iso(ms),
  };
}

function nightOf(
  account: Account,
  state: FactState | null,
  facts: AccountFacts,
  clock: ZoneClock,
  atMs: number,
): AccountNight {
  const { lastPost, neverPosted } = facts;
  const post = lastPost.known ? lastPost.value : null;
  return {
    account,
    lastUpdate:
      post === null ? null : { at: clock.iso(post.atMs), precision: post.precision, bound: post.bound, url: post.url },
    neverPosted: neverPosted.known,
    days: post === null ? null : clock.dayOf(atMs) - post.day,
    page: state?.page ?? null,
  };
}

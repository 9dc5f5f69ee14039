import { RULES } from '../../src/judge/catalogue.ts';
import { judge } from '../../src/judge/engine.ts';
import { foldObservation } from '../../src/judge/facts.ts';
import type { Account, Registry } from '../../src/model/account.ts';
import type { FactState } from '../../src/model/fact-state.ts';
import { Observation } from '../../src/model/observation.ts';
import { type JudgeSettings, settingsSchema } from '../../src/settings/schema.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';

export const ZONE = 'Asia/Shanghai';
const ALL_KINDS = ['comments', 'directMessage', 'menu', 'autoReply'] as const;
export const PLATFORMS = new Map(
  ['wechat', 'weibo', 'douyin', 'toutiao', 'app'].map((id) => [id, { interactionKinds: ALL_KINDS }]),
);

/** An account with a plainly synthetic name, filed as running; give what matters for the law. */
export function account(more: Partial<Account> = {}): Account {
  return {
    id: 'a1',
    name: '示例账号',
    platform: 'wechat',
    unit: '示例市',
    owner: '示例县示例局',
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: {},
    confirmed: [],
    ownerAliases: [],
    ...more,
  };
}

export function registry(...accounts: readonly Account[]): Registry {
  const names = [...new Set(accounts.map((one) => one.unit))];
  return { units: names.map((name) => ({ name, contacts: [] })), accounts };
}

/** A healthy look that saw everything and proves its newest post to be the last; give what differs. */
export function look(observedAt: string, more: Partial<Observation> = {}): Observation {
  const seen = more.coverage === undefined || more.coverage === 'complete';
  return Observation.parse({
    accountId: 'a1',
    platform: 'wechat',
    observedAt,
    coverage: 'complete',
    status: seen ? 'normal' : 'unknown',
    displayName: null,
    subject: { kind: 'unknown', label: null },
    lastPost: null,
    neverPosted: false,
    canAssertNoUpdate: seen,
    interaction: {},
    sources: [{ source: 'wechat.test', outcome: seen ? 'ok' : 'throttled', evidence: `sha256:${observedAt}` }],
    ...more,
  });
}

export function post(at: string, bound: 'exact' | 'lower' = 'exact') {
  return at.length === 10
    ? { at: `${at}T00:00:00+08:00`, precision: 'day' as const, bound }
    : { at, precision: 'second' as const, bound };
}

/** A look whose list may hide newer posts. */
export function partialLook(observedAt: string, more: Partial<Observation> = {}): Observation {
  return look(observedAt, { coverage: 'partial', status: 'normal', canAssertNoUpdate: false, ...more });
}

export function blockedLook(observedAt: string): Observation {
  return look(observedAt, { coverage: 'blocked', canAssertNoUpdate: false });
}

export function fold(looks: readonly Observation[], zone = ZONE): FactState | null {
  const clock = new ZoneClock(zone);
  let state: FactState | null = null;
  for (const one of looks) state = foldObservation(state, one, clock);
  return state;
}

export function judgeSettings(given: unknown = {}): JudgeSettings {
  return settingsSchema([]).parse({ judge: given }).judge;
}

/** Judges accounts from their looks, which name them by `accountId`. */
export function judged(options: {
  readonly at: string;
  readonly accounts?: readonly Account[];
  readonly looks: readonly Observation[];
  readonly settings?: unknown;
}) {
  const accounts = options.accounts ?? [account()];
  const states = new Map<string, FactState | null>();
  for (const one of accounts) states.set(one.id, fold(options.looks.filter((seen) => seen.accountId === one.id)));
  return judge({
    registry: registry(...accounts),
    settings: judgeSettings(options.settings),
    zone: ZONE,
    at: Temporal.Instant.from(options.at),
    states: (id) => states.get(id) ?? undefined,
    platforms: PLATFORMS,
    rules: RULES,
  });
}

/** `rule:verdict` of all findings and `rule:undetermined`, in the order of the document */
export function said(document: ReturnType<typeof judged>['judgement'], accountId = 'a1'): string[] {
  return [
    ...document.findings.filter((one) => one.accountId === accountId).map((one) => `${one.rule}:${one.verdict}`),
    ...document.undetermined.filter((one) => one.accountId === accountId).map((one) => `${one.rule}:undetermined`),
  ];
}

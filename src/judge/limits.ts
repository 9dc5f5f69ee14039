import type { Account } from '../model/account.ts';
import type { Severity } from '../model/finding.ts';
import type { Limits, Rule } from '../model/rule.ts';
import type { JudgeSettings } from '../settings/schema.ts';

type Settable = Omit<JudgeSettings, 'exceptions' | 'warnAtDays' | 'proofValidHours' | 'rectifyWithinWorkingDays'>;
type LocalLimits = { [K in keyof Settable]?: Settable[K] | undefined };

/** What a place says for some of its accounts, settled for one of them. */
export interface LocalRules {
  readonly limits: Limits;
  /** null: the place has turned the rule off */
  severityOf(rule: Rule): Severity | null;
  confirmNights(rule: Rule): number;
}

/** Settles the settings account by account; accounts to which the same exceptions apply share one result. */
export class LocalRulesBook {
  readonly #settings: JudgeSettings;
  readonly #known = new Map<string, LocalRules>();

  constructor(settings: JudgeSettings) {
    this.#settings = settings;
  }

  of(account: Account): LocalRules {
    const applying = this.#settings.exceptions.flatMap((exception, index) => {
      const { platform, unit, account: id, kind } = exception;
      const applies =
        (platform === undefined || platform === account.platform) &&
        (unit === undefined || unit === account.unit) &&
        (id === undefined || id === account.id) &&
        (kind === undefined || kind === account.kind);
      return applies ? [index] : [];
    });
    const key = applying.join();
    let rules = this.#known.get(key);
    if (rules === undefined) {
      rules = this.#settle(applying);
      this.#known.set(key, rules);
    }
    return rules;
  }

  #settle(applying: readonly number[]): LocalRules {
    const settings = this.#settings;
    let settled: LocalLimits = settings;
    for (const index of applying) settled = override(settled, settings.exceptions[index] ?? {});
    const perRule = settled.rules ?? {};
    return {
      limits: {
        staleAfterDays: settled.staleAfterDays ?? settings.staleAfterDays,
        staleAfterWorkingDays: settled.staleAfterWorkingDays ?? null,
        edge: settled.edge ?? settings.edge,
        staleLongAfterDays: settled.staleLongAfterDays ?? settings.staleLongAfterDays,
        appZombieAfterDays: settled.appZombieAfterDays ?? settings.appZombieAfterDays,
        minPostsPerWeek: settled.minPostsPerWeek ?? null,
        warnAtDays: settings.warnAtDays,
      },
      severityOf(rule) {
        const severity = perRule[rule.id]?.severity;
        return severity === 'off' ? null : (severity ?? rule.severity);
      },
      confirmNights: (rule) => perRule[rule.id]?.confirmNights ?? 1,
    };
  }
}

/** Later entries win; days and working days replace each other. */
function override(before: LocalLimits, exception: LocalLimits): LocalLimits {
  const merged: LocalLimits = { ...before };
  if (exception.staleAfterDays !== undefined) {
    merged.staleAfterDays = exception.staleAfterDays;
    merged.staleAfterWorkingDays = undefined;
  }
  if (exception.staleAfterWorkingDays !== undefined) merged.staleAfterWorkingDays = exception.staleAfterWorkingDays;
  if (exception.edge !== undefined) merged.edge = exception.edge;
  if (exception.staleLongAfterDays !== undefined) merged.staleLongAfterDays = exception.staleLongAfterDays;
  if (exception.appZombieAfterDays !== undefined) merged.appZombieAfterDays = exception.appZombieAfterDays;
  if (exception.minPostsPerWeek !== undefined) merged.minPostsPerWeek = exception.minPostsPerWeek;
  if (exception.rules !== undefined) {
    const rules = { ...merged.rules };
    for (const [id, rule] of Object.entries(exception.rules)) rules[id] = { ...rules[id], ...rule };
    merged.rules = rules;
  }
  return merged;
}

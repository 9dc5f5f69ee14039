export const SEVERITIES = ['veto', 'fail', 'deduct', 'notice'] as const;
/** 单项否决, 不合格, 扣分, 仅列出; only `veto` and `fail` violations make an account fail */
export type Severity = (typeof SEVERITIES)[number];
/** violation: proven; suspected: a person must look; warning: about to breach */
export type FindingVerdict = 'violation' | 'suspected' | 'warning';

/** One finding as `xuncha judge --json` prints it. Times are ISO 8601 with the offset of the program's zone. */
export interface Finding {
  readonly accountId: string;
  readonly rule: string;
  readonly verdict: FindingVerdict;
  readonly severity: Severity;
  /** official wording */
  readonly wording: string;
  /** when the limit was passed; null where no moment can be named */
  readonly since: string | null;
  /** the facts that the verdict rests on, plain JSON */
  readonly facts: Readonly<Record<string, unknown>>;
  /** `sha256:…` */
  readonly evidence: readonly string[];
  /** for people, Chinese: why this verdict and not a stronger one */
  readonly reason?: string;
}

export interface Undetermined {
  readonly accountId: string;
  readonly rule: string;
  /** for people, Chinese */
  readonly reason: string;
  /** what could not be decided, Chinese, never the official wording: 更新情况 */
  readonly question?: string;
}

export interface UnitSummary {
  readonly name: string;
  readonly running: number;
  readonly checked: number;
  readonly failed: number;
  /** failed ÷ checked: `6.08%`, `100%`, `0` */
  readonly share: string;
}
export interface Summary {
  readonly running: number;
  readonly checked: number;
  readonly failed: number;
  readonly undetermined: number;
  readonly passRate: string;
  readonly units: readonly UnitSummary[];
}

/** The document of `xuncha judge --json`. */
export interface Judgement {
  readonly at: string;
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly summary: Summary;
}

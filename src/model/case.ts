import type { FindingVerdict, Severity } from './finding.ts';

export const CASE_EVENTS = [
  'opened',
  'confirmed',
  'notified',
  'noted',
  'replied',
  'overdue',
  'resolved',
  'reopened',
  'dismissed',
] as const;
export type CaseEventKind = (typeof CASE_EVENTS)[number];

/** The text of a `resolved` event that says nothing about mending. */
export const NOT_ASKED_ANY_MORE = '该规则对此账号不再适用';

/** The rule under which findings by hand (人工核查) stand. */
export const BY_HAND_RULE = 'by-hand';

/** One thing that happened to a case; never changed afterwards. */
export interface CaseEvent {
  readonly at: string;
  readonly kind: CaseEventKind;
  /** a person's name, or `xuncha` */
  readonly by: string;
  /** for people, Chinese */
  readonly text: string;
}

/** The life of one finding: one case for one rule and one account; a later breach reopens it. */
export interface Case {
  readonly id: number;
  readonly accountId: string;
  readonly rule: string;
  readonly state: 'open' | 'resolved' | 'dismissed';
  readonly verdict: FindingVerdict;
  readonly severity: Severity;
  readonly wording: string;
  readonly openedAt: string;
  /** the last night in which the finding was made again */
  readonly lastFoundAt: string;
  /** calendar date by which the unit must have mended it; null before it was notified */
  readonly dueOn: string | null;
  readonly resolvedAt: string | null;
  /** facts of the latest finding, plain JSON as in Finding.facts */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly evidence: readonly string[];
  /** entered by a person (人工核查) rather than found by a rule */
  readonly byHand: boolean;
  readonly events: readonly CaseEvent[];
}

/** How the cases changed in one night. Each open or just closed case stands in exactly one list. */
export interface CaseChanges {
  /** opened, reopened or confirmed tonight, violations and suspicions */
  readonly fresh: readonly Case[];
  /** resolved tonight, with the evidence that resolved it */
  readonly resolved: readonly Case[];
  readonly continuing: readonly Case[];
  /** about to breach; warnings open no case of their own */
  readonly warnings: readonly import('./finding.ts').Finding[];
}

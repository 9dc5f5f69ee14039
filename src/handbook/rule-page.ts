import type { Severity } from '../model/finding.ts';
import type { Basis, Rule, VerdictKind } from '../model/rule.ts';

export const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  veto: '单项否决（不合格）',
  fail: '不合格',
  deduct: '扣分（不影响合格与否）',
  notice: '仅列出（不影响合格与否）',
};

export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  pass: '合格',
  violation: '认定',
  suspected: '存疑',
  warning: '预警',
  undetermined: '未判定',
  'not-examined': '未检查',
  'not-applicable': '不适用',
};

/** What a page says of a rule, apart from how it is set: a terminal and the handbook show the same. */
export interface RulePage {
  readonly id: string;
  readonly wording: string;
  readonly severity: string;
  readonly basis: readonly { readonly text: string; readonly verified: boolean }[];
  readonly parameters: readonly {
    readonly key: string;
    readonly unit: string;
    readonly standard: string;
    readonly meaning: string;
  }[];
  readonly paragraphs: readonly string[];
  readonly examples: readonly { readonly words: string; readonly at: string; readonly verdict: string }[];
}

export function rulePage(rule: Rule): RulePage {
  return {
    id: rule.id,
    wording: rule.wording,
    severity: SEVERITY_TITLES[rule.severity],
    basis: rule.basis.map((one) => ({ text: basisText(one), verified: one.verified })),
    parameters: rule.parameters.map((one) => ({ ...one, key: `judge.${one.key}` })),
    paragraphs: rule.explanation.split(/\n\s*\n/).map((paragraph) => paragraph.trim()),
    examples: rule.examples.map(({ words, at, expect }) => ({ words, at, verdict: VERDICT_WORDS[expect] })),
  };
}

export function basisText({ document, clause }: Basis): string {
  return `${document}，${clause}`;
}

/** said wherever the wording of a clause was not seen in a copy of its document */
export const UNVERIFIED = '〔原文未核对〕';

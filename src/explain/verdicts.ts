import { VERDICT_WORDS } from '../handbook/rule-page.ts';
import type { FactKey, Rule, Verdict } from '../model/rule.ts';

/** What one rule said of the account. */
export interface RuleVerdict {
  readonly rule: string;
  readonly wording: string;
  /** `off`: the place has turned the rule off */
  readonly verdict: Verdict['verdict'] | 'off';
  /** for people, Chinese: the verdict, with its reason and with what the rule looked at */
  readonly words: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly evidence: readonly string[];
}

/** What a rule looks at, in words; facts without words here only help to read the others. */
const FACT_WORDS: Readonly<Partial<Record<FactKey, string>>> = {
  account: '台账',
  lastPost: '最后更新',
  silence: '此后没有更新的证明',
  neverPosted: '从未发布的明示',
  status: '账号状态',
  displayName: '显示的名称',
  subject: '认证主体',
  interaction: '互动功能',
  stores: '应用商店',
  rhythm: '更新次数',
  backdated: '补发的痕迹',
  gaps: '以往的空档',
  past: '以往的问题',
  siblings: '同一主办单位的其他账号',
  ownerNames: '主办单位的名称',
  overdue: '整改期限',
};

export function ruleVerdict(rule: Rule, verdict: Verdict | null): RuleVerdict {
  const { id, wording } = rule;
  if (verdict === null) {
    return { rule: id, wording, verdict: 'off', words: '本地不用这条规则', facts: {}, evidence: [] };
  }
  const looked = rule.needs.flatMap((key) => FACT_WORDS[key] ?? []);
  const reason = 'reason' in verdict && verdict.reason ? `：${verdict.reason}` : '';
  const basis = verdict.verdict === 'not-applicable' ? '' : `（看的是${looked.join('、')}）`;
  return {
    rule: id,
    wording: 'wording' in verdict && verdict.wording ? verdict.wording : wording,
    verdict: verdict.verdict,
    words: `${VERDICT_WORDS[verdict.verdict]}${reason}${basis}`,
    facts: 'facts' in verdict ? verdict.facts : {},
    evidence: 'evidence' in verdict ? verdict.evidence : [],
  };
}

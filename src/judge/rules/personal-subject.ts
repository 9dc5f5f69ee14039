import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { confirmationReason, isConfirmed } from '../confirmation.ts';

export default defineRule({
  id: 'personal-subject',
  order: 50,
  wording: '账号认证主体为个人',
  question: '认证主体',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：在公开认证信息中标明主办单位名称',
      verified: true,
    },
  ],
  parameters: [
    { key: 'rules.personal-subject.confirmNights', unit: '夜', standard: '2', meaning: '凭弱标志认定时须见到的夜数' },
  ],
  explanation: `平台的认证类型明示为个人的，当夜认定。只能从文字、颜色等推断的，先列为存疑，再有一夜印证后认定。没有认证、没有看到认证的，不算个人。两周没有再看到的，不再列出。`,
  needs: ['account', 'subject'],
  examples: [
    {
      words: '认证类型为个人',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'personal', label: '示例本地博主' } }],
      expect: 'violation',
    },
    {
      words: '从页面颜色推断为个人，第一次看到',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'personal', label: null, strength: 'weak' } },
      ],
      expect: 'suspected',
    },
    {
      words: '没有认证',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'unverified', label: null } }],
      expect: 'pass',
    },
  ],
  judge({ account, subject }, context) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!subject.known) return { verdict: 'not-examined', reason: subject.detail };
    const seen = subject.value;
    if (seen.value !== 'personal') return PASS;
    const found = { sinceMs: null, facts: { subject: seen.value, label: seen.label }, evidence: subject.evidence };
    const nights = context.nights(seen.weak ? 2 : 1);
    if (isConfirmed(seen, nights)) return { verdict: 'violation', ...found };
    return { verdict: 'suspected', ...found, reason: confirmationReason(nights) };
  },
});

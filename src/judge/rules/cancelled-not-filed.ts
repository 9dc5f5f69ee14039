import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { confirmationReason, isConfirmed } from '../confirmation.ts';

export default defineRule({
  id: 'cancelled-not-filed',
  order: 80,
  wording: '已注销未在系统内关停',
  question: '账号状态',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：建立分级备案制度，开设、变更、关停、注销应向主管单位备案',
      verified: true,
    },
  ],
  parameters: [
    { key: 'rules.cancelled-not-filed.confirmNights', unit: '夜', standard: '2', meaning: '认定前须见到的夜数' },
  ],
  explanation: `平台以文字或标志明示账号已注销，而备案仍为运行的，先列为存疑，再有一夜（相隔六小时以上）、另一来源或人工印证后认定。打不开、搜不到都不等于注销。`,
  needs: ['account', 'status'],
  examples: [
    {
      words: '两夜都显示已注销，备案为运行',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-16T17:00:00+08:00', status: 'cancelled' },
        { observedAt: '2020-09-17T17:00:00+08:00', status: 'cancelled' },
      ],
      expect: 'violation',
    },
    {
      words: '第一次看到已注销',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'cancelled' }],
      expect: 'suspected',
    },
    {
      words: '平台上正常',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'normal' }],
      expect: 'pass',
    },
  ],
  judge({ account, status }, context) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!status.known) return { verdict: 'not-examined', reason: status.detail };
    const seen = status.value;
    if (seen.value !== 'cancelled') return PASS;
    if (!seen.seenNow) return { verdict: 'not-examined', reason: '以前显示已注销，今夜没有看到' };
    const found = {
      sinceMs: seen.sinceMs,
      facts: { status: seen.value, words: seen.text ?? null },
      evidence: status.evidence,
    };
    const nights = context.nights(2);
    if (isConfirmed(seen, nights)) return { verdict: 'violation', ...found };
    return { verdict: 'suspected', ...found, reason: confirmationReason(nights) };
  },
});

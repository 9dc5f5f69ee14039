import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { sameName } from '../body-name.ts';
import { confirmationReason, isConfirmed } from '../confirmation.ts';

export default defineRule({
  id: 'renamed-not-filed',
  order: 90,
  wording: '已更名未在系统内更新',
  question: '账号名称',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：建立分级备案制度，开设、变更、关停、注销应向主管单位备案',
      verified: true,
    },
  ],
  parameters: [
    { key: 'rules.renamed-not-filed.confirmNights', unit: '夜', standard: '2', meaning: '认定前须见到的夜数' },
  ],
  explanation: `同一账号（平台的永久编号相同）显示的名称与备案名称不同的，先列为存疑，再有一夜印证后认定。全角半角、空格和不可见字符的差别不算更名；账号不正常时平台代填的名称（如“账号已注销”）不算。两周没有再看到的，不再列出。`,
  needs: ['account', 'displayName'],
  examples: [
    {
      words: '两夜都显示新名称',
      at: '2020-09-17T18:00:00+08:00',
      account: { name: '示例旧名' },
      looks: [
        { observedAt: '2020-09-16T17:00:00+08:00', displayName: '示例新名' },
        { observedAt: '2020-09-17T17:00:00+08:00', displayName: '示例新名' },
      ],
      expect: 'violation',
    },
    {
      words: '第一次看到新名称',
      at: '2020-09-17T18:00:00+08:00',
      account: { name: '示例旧名' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', displayName: '示例新名' }],
      expect: 'suspected',
    },
    {
      words: '只有全角半角之别',
      at: '2020-09-17T18:00:00+08:00',
      account: { name: '示例（发布）' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', displayName: '示例(发布)' }],
      expect: 'pass',
    },
  ],
  judge({ account, displayName }, context) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!displayName.known) return { verdict: 'not-examined', reason: displayName.detail };
    const seen = displayName.value;
    if (sameName(seen.value, account.name)) return PASS;
    const found = {
      sinceMs: null,
      facts: { displayName: seen.value, filedName: account.name, firstSeenAt: context.iso(seen.sinceMs) },
      evidence: displayName.evidence,
    };
    const nights = context.nights(2);
    if (isConfirmed(seen, nights)) return { verdict: 'violation', ...found };
    return { verdict: 'suspected', ...found, reason: confirmationReason(nights) };
  },
});

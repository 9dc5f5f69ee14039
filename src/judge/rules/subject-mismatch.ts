import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { areOtherBodies, namesOwner } from '../body-name.ts';
import { isConfirmed } from '../confirmation.ts';

/** Kinds of which a certification text names a body that can be compared with the owner. */
const BODIES: ReadonlySet<string> = new Set(['government', 'institution', 'organisation', 'enterprise', 'media']);

export default defineRule({
  id: 'subject-mismatch',
  order: 60,
  wording: '认证主体与主办单位不一致',
  question: '认证主体',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：在公开认证信息中标明主办单位名称；主办单位发生变化的，应及时注销或变更账号信息',
      verified: true,
    },
  ],
  parameters: [
    { key: 'rules.subject-mismatch.confirmNights', unit: '夜', standard: '1', meaning: '认定前须见到的夜数' },
  ],
  explanation: `比较认证文字和备案的主办单位（含在有效期内的别名），先去掉“官方微博”一类平台用语，简称（卫健局与卫生健康局）、上下级写法（某县人民政府与某县人民政府办公室）视为一致。两处写明的是两个不同地方的机构的，认定；其余不一致的列为存疑，由人工核实。个人、未认证的不适用。两周没有再看到的，不再列出。`,
  needs: ['account', 'subject', 'ownerNames'],
  examples: [
    {
      words: '备案为示例甲县教育局，认证为示例乙县财政局',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '示例甲县教育局' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'government', label: '示例乙县财政局' } }],
      expect: 'violation',
    },
    {
      words: '备案为示例县教育局，认证为示例文化传媒公司',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '示例县教育局' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'enterprise', label: '示例文化传媒公司' } }],
      expect: 'suspected',
    },
    {
      words: '备案为祁东县卫健局，认证为“祁东县卫生健康局官方微博”',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '祁东县卫健局' },
      looks: [
        { observedAt: '2020-09-17T17:00:00+08:00', subject: { kind: 'government', label: '祁东县卫生健康局官方微博' } },
      ],
      expect: 'pass',
    },
    {
      words: '改革前的名称，别名在有效期内',
      at: '2020-09-17T18:00:00+08:00',
      account: {
        owner: '示例县医疗保障局',
        ownerAliases: [{ name: '示例县人力资源和社会保障局', until: '2020-12-31' }],
      },
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          subject: { kind: 'government', label: '示例县人力资源和社会保障局' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge({ account, subject, ownerNames }, context) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!subject.known) return { verdict: 'not-examined', reason: subject.detail };
    const seen = subject.value;
    const { label } = seen;
    if (label === null || !BODIES.has(seen.value)) return PASS;
    if (ownerNames.some((name) => namesOwner(label, name))) return PASS;
    const found = { sinceMs: null, facts: { label, owner: account.owner }, evidence: subject.evidence };
    const clear = !seen.weak && ownerNames.every((name) => areOtherBodies(label, name));
    if (clear && isConfirmed(seen, context.nights(1))) return { verdict: 'violation', ...found };
    return { verdict: 'suspected', ...found, reason: '名称不同，是否同一主体须由人工核实' };
  },
});

import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { confirmationReason, isConfirmed } from '../confirmation.ts';

/** Marks that say the account cannot be used any more. */
const GONE: ReadonlySet<string> = new Set(['banned', 'frozen', 'migrated']);
/** Marks that a person must look at: they pass by themselves or have harmless causes. */
const DOUBTFUL: ReadonlySet<string> = new Set(['migrating', 'not-found', 'private', 'restricted']);

export default defineRule({
  id: 'account-unavailable',
  order: 110,
  wording: '账号已被封禁、冻结或迁移',
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
    { key: 'rules.account-unavailable.confirmNights', unit: '夜', standard: '2', meaning: '认定前须见到的夜数' },
  ],
  explanation: `平台明示账号被封禁、冻结或已迁移的，先列为存疑，再有一夜（相隔六小时以上）、另一来源或人工印证后认定。正在迁移、不存在、不公开、受限的只列为存疑。迁移后的新账号只作为线索列出，由人工核实后备案，不自动采用。`,
  needs: ['account', 'status'],
  examples: [
    {
      words: '两夜都显示被封禁',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-15T17:00:00+08:00', status: 'banned' },
        { observedAt: '2020-09-17T17:00:00+08:00', status: 'banned' },
      ],
      expect: 'violation',
    },
    {
      words: '第一次显示被冻结',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'frozen' }],
      expect: 'suspected',
    },
    {
      words: '封禁后已恢复正常',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-16T17:00:00+08:00', status: 'banned' },
        { observedAt: '2020-09-17T17:00:00+08:00', status: 'normal' },
      ],
      expect: 'pass',
    },
  ],
  judge({ account, status }, context) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!status.known) return { verdict: 'not-examined', reason: status.detail };
    const seen = status.value;
    if (!GONE.has(seen.value) && !DOUBTFUL.has(seen.value)) return PASS;
    if (!seen.seenNow) return { verdict: 'not-examined', reason: '以前显示账号不可用，今夜没有看到' };
    const found = {
      sinceMs: seen.sinceMs,
      facts: { status: seen.value, words: seen.text ?? null, movedTo: seen.movedTo ?? null },
      evidence: status.evidence,
    };
    const nights = context.nights(2);
    if (GONE.has(seen.value) && isConfirmed(seen, nights)) return { verdict: 'violation', ...found };
    const reason = GONE.has(seen.value) ? confirmationReason(nights) : '平台的显示不足以认定，须由人工核实';
    return { verdict: 'suspected', ...found, reason };
  },
});

import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { dayOfDate } from '../../time/zone-clock.ts';

export default defineRule({
  id: 'closed-not-cancelled',
  order: 70,
  wording: '已关停未注销',
  question: '关停后是否仍在平台上',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：开设、变更、关停、注销应向主管单位备案；确属无力维护的要坚决关停',
      verified: true,
    },
    { document: '粤办函〔2019〕90号', clause: '注销：在第三方平台对账号及发布的所有历史信息进行删除', verified: true },
  ],
  parameters: [],
  explanation: `备案为关停或注销的账号，在平台上仍然正常显示，或者在关停之后又有发布的，认定。平台显示已注销的不算；看不到的，列为未判定。`,
  needs: ['account', 'look', 'status', 'lastPost'],
  examples: [
    {
      words: '备案为关停，平台上仍然正常',
      at: '2020-09-17T18:00:00+08:00',
      account: { state: 'closed' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'normal' }],
      expect: 'violation',
    },
    {
      words: '备案为关停，平台显示已注销',
      at: '2020-09-17T18:00:00+08:00',
      account: { state: 'closed' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'cancelled' }],
      expect: 'pass',
    },
    {
      words: '备案为关停，今夜看不到',
      at: '2020-09-17T18:00:00+08:00',
      account: { state: 'closed' },
      looks: [
        { observedAt: '2020-09-17T17:00:00+08:00', coverage: 'blocked', status: 'unknown', canAssertNoUpdate: false },
      ],
      expect: 'undetermined',
    },
    {
      words: '备案为运行',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', status: 'normal' }],
      expect: 'not-applicable',
    },
  ],
  judge({ account, look, status, lastPost }, context) {
    if (account.state === 'running') return NOT_APPLICABLE;
    const closedDay = account.closedOn === null ? null : dayOfDate(account.closedOn);
    if (closedDay !== null && closedDay > context.day) return NOT_APPLICABLE;
    const facts = {
      status: status.known ? status.value.value : 'unknown',
      closedOn: account.closedOn,
      lastPostAt: lastPost.known ? context.iso(lastPost.value.atMs) : null,
    };
    const sinceMs = closedDay === null ? null : context.endOfDay(closedDay);
    if (status.known && status.value.seenNow) {
      if (status.value.value !== 'normal') return PASS;
      return { verdict: 'violation', sinceMs, facts, evidence: status.evidence };
    }
    const postedSince = lastPost.known && closedDay !== null && lastPost.value.day > closedDay;
    if (postedSince && look.worked) return { verdict: 'violation', sinceMs, facts, evidence: lastPost.evidence };
    if (status.known && status.value.value === 'cancelled') return PASS;
    return { verdict: 'undetermined', reason: look.trouble || '没有看到账号是否还在' };
  },
});

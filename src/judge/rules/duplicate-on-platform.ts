import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { isGone } from '../registry-facts.ts';

export default defineRule({
  id: 'duplicate-on-platform',
  order: 100,
  wording: '同一平台重复开设账号',
  question: '同平台账号数',
  severity: 'notice',
  basis: [
    {
      document: '国办发〔2018〕123号',
      clause: '四（一）：一个单位原则上在同一平台只开设一个政务新媒体账号',
      verified: true,
    },
  ],
  parameters: [],
  explanation: `同一主办单位在同一平台备案有两个以上运行中的账号，并且平台没有显示它已注销、迁移、封禁或不存在的，列出。“原则上”三字留有余地，是否合并由主管单位决定。`,
  needs: ['account', 'siblings', 'status'],
  examples: [
    {
      words: '一个单位在同一平台有两个运行中的账号',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '示例县教育局' },
      others: [{ id: 'other', owner: '示例县教育局' }],
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00' }],
      expect: 'violation',
    },
    {
      words: '另一个账号在别的平台',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '示例县教育局' },
      others: [{ id: 'other', owner: '示例县教育局', platform: 'weibo' }],
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00' }],
      expect: 'pass',
    },
    {
      words: '另一个账号已备案关停',
      at: '2020-09-17T18:00:00+08:00',
      account: { owner: '示例县教育局' },
      others: [{ id: 'other', owner: '示例县教育局', state: 'closed' }],
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00' }],
      expect: 'pass',
    },
  ],
  judge({ account, siblings, status }) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (siblings.length === 0 || (status.known && isGone(status.value.value))) return PASS;
    const others = siblings.map(({ id, name }) => ({ id, name }));
    return { verdict: 'violation', sinceMs: null, facts: { owner: account.owner, others }, evidence: [] };
  },
});

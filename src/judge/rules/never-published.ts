import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { judgeNever, publishes } from '../staleness.ts';

export default defineRule({
  id: 'never-published',
  order: 30,
  wording: '无动态信息（“空壳”账号）',
  question: '有无发布',
  severity: 'veto',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：内容不更新（“空壳”一词未见全国性定义）',
      verified: false,
    },
    { document: '湘政务函〔2020〕25号', clause: '附件4 最后更新时间：无动态信息', verified: true },
  ],
  parameters: [{ key: 'proofValidHours', unit: '小时', standard: '36', meaning: '“从未发布”的证明多久之内有效' }],
  explanation: `平台自己的文字或标志表明账号从未发布过内容，并且有完整、可靠的来源同夜证明的，认定违规；只有文字或标志的，列为存疑。列表为空不算：也可能是没有看到。看到过一条内容，就不再适用。`,
  needs: ['account', 'look', 'lastPost', 'neverPosted', 'status'],
  examples: [
    {
      words: '平台明示从未发布',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', neverPosted: true }],
      expect: 'violation',
    },
    {
      words: '访客页面写着从未发布，没有别的来源证明',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        { observedAt: '2020-09-17T17:00:00+08:00', neverPosted: true, coverage: 'partial', canAssertNoUpdate: false },
      ],
      expect: 'suspected',
    },
    {
      words: '列表是空的，没有别的依据',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', coverage: 'partial', canAssertNoUpdate: false }],
      expect: 'undetermined',
    },
    {
      words: '去年发过一条',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2019-05-10T00:00:00+08:00', precision: 'day', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge(facts) {
    if (!publishes(facts)) return NOT_APPLICABLE;
    if (facts.lastPost.known) return PASS;
    const never = judgeNever(facts, { lastPostAt: null });
    if (never !== null) return never;
    return { verdict: 'undetermined', reason: facts.look.trouble || '没有看到任何带日期的发布' };
  },
});

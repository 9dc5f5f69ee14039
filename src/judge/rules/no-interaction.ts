import { defineRule, NOT_APPLICABLE, PASS } from '../../model/rule.ts';
import { INTERACTION_KINDS } from '../../model/sighting.ts';

export default defineRule({
  id: 'no-interaction',
  order: 40,
  wording: '未提供有效互动功能',
  question: '互动功能',
  severity: 'veto',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：互动回应差，未提供有效互动功能',
      verified: true,
    },
  ],
  parameters: [],
  explanation: `该平台具有的每一种互动功能（评论、私信、菜单、自动回复）都已确认没有的，认定违规；有任何一种，就不算。访客看不到的不等于没有；任何一种尚未查看的，列为未检查，不计入未判定。人工核查的结果在有效期内算数。`,
  needs: ['account', 'interaction', 'interactionKinds'],
  examples: [
    {
      words: '四种互动功能都没有',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          interaction: { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' },
        },
      ],
      expect: 'violation',
    },
    {
      words: '可以评论',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          interaction: { comments: 'yes', directMessage: 'no', menu: 'no', autoReply: 'no' },
        },
      ],
      expect: 'pass',
    },
    {
      words: '只知道不能评论，其余没有看到',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          interaction: { comments: 'no', directMessage: 'unknown', menu: 'unknown', autoReply: 'unknown' },
        },
      ],
      expect: 'not-examined',
    },
    {
      words: '观察到四种都没有，但办公室核查过有菜单，核查未过期',
      at: '2020-09-17T18:00:00+08:00',
      account: {
        confirmed: [{ interaction: { menu: 'yes' }, on: '2020-09-01', by: '示例办公室', until: '2020-12-01' }],
      },
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          interaction: { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' },
        },
      ],
      expect: 'pass',
    },
  ],
  judge({ account, interaction, interactionKinds }) {
    if (account.state !== 'running') return NOT_APPLICABLE;
    if (!interaction.known) return { verdict: 'not-examined', reason: interaction.detail };
    const answers = interaction.value;
    if (Object.values(answers).includes('yes')) return PASS;
    // A platform that declares no kind of its own (apps) is answered by a person's check of all of them.
    const kinds = interactionKinds.length > 0 ? interactionKinds : INTERACTION_KINDS;
    if (kinds.some((kind) => answers[kind] === undefined)) {
      return { verdict: 'not-examined', reason: '互动功能：有的种类没有来源可以查看' };
    }
    return { verdict: 'violation', sinceMs: null, facts: { interaction: answers }, evidence: interaction.evidence };
  },
});

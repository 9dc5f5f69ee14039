import { defineRule, type Limits } from '../../model/rule.ts';
import { aboutToBreach } from '../about-to-breach.ts';
import { judgeAge, judgeNever, publishes, staleLimit } from '../staleness.ts';

export default defineRule({
  id: 'stale',
  order: 10,
  wording: '监测时间点前2周内无更新',
  question: '更新情况',
  severity: 'veto',
  basis: [
    {
      document: '国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》',
      clause: '第一部分 单项否决指标：内容不更新，监测时间点前2周内无更新',
      verified: true,
    },
    { document: '国办政府信息与政务公开办公室2021年通知', clause: '发布类账号2周内无更新', verified: true },
  ],
  parameters: [
    { key: 'staleAfterDays', unit: '天', standard: '14', meaning: '超过多少天无更新' },
    { key: 'staleAfterWorkingDays', unit: '工作日', standard: '不设', meaning: '改按工作日计算，以当日结束为界' },
    { key: 'edge', unit: 'over 或 reached', standard: 'over', meaning: 'over：超过才算；reached：达到即算' },
    { key: 'warnAtDays', unit: '天', standard: '7、10、13', meaning: '未超限而已达此天数的，列为预警' },
    { key: 'proofValidHours', unit: '小时', standard: '36', meaning: '“此后没有更新”的证明多久之内有效' },
  ],
  explanation: `自最后一次更新起，到监测时间点超过规定天数，并且有来源证明其间没有更新的，认定违规。只知日期、不知时刻的，按当日结束计算。

超过天数而没有来源能证明此后没有更新的：看得到账号的，列为存疑，由人工核实；看不到账号或者问题出在采集一方的，列为未判定。曾经看到过的更新，即使后来删除，仍然算数；作品总数增加，也算更新；只有一个渠道这样显示，又没有看到作品本身的，可能是旧页面，列为未判定。

平台明示从未发布过内容，并且有完整的来源证明的，同样认定，最后更新时间写作“无动态信息”。备案为关停、注销的账号和移动客户端不适用。

达到预警天数的，列为预警；法定节假日前一天，假期内就会超限的也列为预警。近来的更新间隔已经长过期限的，预警同时写明照此节奏将于何日超期。预警不影响合格与否。`,
  needs: ['account', 'look', 'lastPost', 'silence', 'neverPosted', 'status', 'gaps'],
  examples: [
    {
      words: '最后更新于8月19日，9月17日检查时证实此后没有更新',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2020-08-19T00:00:00+08:00', precision: 'day', bound: 'exact' },
        },
      ],
      expect: 'violation',
    },
    {
      words: '三天前有更新',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2020-09-14T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
    {
      words: '十三天多没有更新，再过几小时就超过14天',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          lastPost: { at: '2020-09-03T22:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'warning',
    },
    {
      words: '国庆节前一天，最后更新在五天前；不在放假前更新，将于放假期间超过7天的本地期限',
      at: '2026-09-30T01:00:00+08:00',
      limits: { staleAfterDays: 7, warnAtDays: [6] },
      looks: [
        {
          observedAt: '2026-09-30T00:30:00+08:00',
          lastPost: { at: '2026-09-25T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'warning',
    },
    {
      words: '同样的账号，但次日不放假',
      at: '2026-09-29T01:00:00+08:00',
      limits: { staleAfterDays: 7, warnAtDays: [6] },
      looks: [
        {
          observedAt: '2026-09-29T00:30:00+08:00',
          lastPost: { at: '2026-09-24T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
      ],
      expect: 'pass',
    },
    {
      words: '看到的最后更新在两个月前，但访客只能看到一部分',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-17T17:00:00+08:00',
          coverage: 'partial',
          canAssertNoUpdate: false,
          lastPost: { at: '2020-07-10T08:00:00+08:00', precision: 'second', bound: 'lower' },
        },
      ],
      expect: 'suspected',
    },
    {
      words: '上次看到的更新已是三周前，今夜被要求验证码',
      at: '2020-09-17T18:00:00+08:00',
      looks: [
        {
          observedAt: '2020-09-05T17:00:00+08:00',
          lastPost: { at: '2020-08-27T08:00:00+08:00', precision: 'second', bound: 'exact' },
        },
        { observedAt: '2020-09-17T17:00:00+08:00', coverage: 'blocked', status: 'unknown', canAssertNoUpdate: false },
      ],
      expect: 'undetermined',
    },
    {
      words: '平台明示从未发布',
      at: '2020-09-17T18:00:00+08:00',
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', neverPosted: true }],
      expect: 'violation',
    },
    {
      words: '备案为已关停',
      at: '2020-09-17T18:00:00+08:00',
      account: { state: 'closed' },
      looks: [{ observedAt: '2020-09-17T17:00:00+08:00', neverPosted: true }],
      expect: 'not-applicable',
    },
  ],
  judge(facts, context) {
    const wording = wordingFor(context.limits);
    const never = publishes(facts) ? judgeNever(facts, { lastPostAt: null, days: null }) : null;
    if (never !== null) return 'facts' in never ? { ...never, wording } : never;
    const verdict = judgeAge(facts, context, staleLimit(context.limits));
    if (verdict.verdict === 'pass') return aboutToBreach(facts, context, wording);
    return 'facts' in verdict ? { ...verdict, wording } : verdict;
  },
});

function wordingFor({ staleAfterDays, staleAfterWorkingDays }: Limits): string {
  if (staleAfterWorkingDays !== null) return `监测时间点前${staleAfterWorkingDays}个工作日内无更新`;
  return staleAfterDays === 14 ? '监测时间点前2周内无更新' : `监测时间点前${staleAfterDays}天内无更新`;
}

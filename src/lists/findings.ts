import { ACCOUNT_COLUMNS, accountCells, type List, SEVERITY_WORDS, VERDICT_WORDS } from './list.ts';

export default {
  id: 'findings',
  title: '判定',
  columns: [
    ...ACCOUNT_COLUMNS,
    ['结论', 10],
    ['问题', 36],
    ['规则', 20],
    ['严重程度', 12],
    ['监测时间点', 28],
    ['超过时限的时间', 28],
    ['最后更新时间', 28],
    ['说明', 40],
    ['事实', 40],
    ['证据', 68],
  ],
  /** First what was found, then what could not be decided; both in the registry's order. */
  *rows({ home, judged }) {
    const { judgement, accounts } = judged().judged;
    const cells = accountCells(home);
    for (const finding of judgement.findings) {
      yield [
        ...cells(finding.accountId),
        VERDICT_WORDS[finding.verdict],
        finding.wording,
        finding.rule,
        SEVERITY_WORDS[finding.severity],
        judgement.at,
        finding.since,
        accounts.get(finding.accountId)?.lastUpdate?.at ?? null,
        finding.reason ?? null,
        JSON.stringify(finding.facts),
        finding.evidence.join(' '),
      ];
    }
    for (const { accountId, rule, reason, question } of judgement.undetermined) {
      yield [...cells(accountId), '未判定', question ?? null, rule, null, judgement.at, null, null, reason, null, null];
    }
  },
} satisfies List;

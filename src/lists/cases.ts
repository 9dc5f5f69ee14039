import { CaseStore } from '../store/cases.ts';
import { ACCOUNT_COLUMNS, accountCells, type List, SEVERITY_WORDS, VERDICT_WORDS } from './list.ts';

const STATES = { open: '未解决', resolved: '已解决', dismissed: '误报' } as const;

export default {
  id: 'cases',
  title: '问题',
  columns: [
    ['问题编号', 10],
    ...ACCOUNT_COLUMNS,
    ['状态', 10],
    ['结论', 10],
    ['问题', 36],
    ['规则', 20],
    ['严重程度', 12],
    ['首次发现', 28],
    ['最近一次发现', 28],
    ['整改期限', 14],
    ['解决时间', 28],
    ['人工核查', 10],
    ['经过', 60],
    ['证据', 68],
  ],
  *rows({ home, db }) {
    const cells = accountCells(home);
    for (const one of new CaseStore(db).all()) {
      yield [
        one.id,
        ...cells(one.accountId),
        STATES[one.state],
        VERDICT_WORDS[one.verdict],
        one.wording,
        one.rule,
        SEVERITY_WORDS[one.severity],
        one.openedAt,
        one.lastFoundAt,
        one.dueOn,
        one.resolvedAt,
        one.byHand ? '是' : null,
        one.events.map(({ at, by, text }) => `${at} ${by}：${text}`).join('\n'),
        one.evidence.join(' '),
      ];
    }
  },
} satisfies List;

import { ACCOUNT_COLUMNS, accountCells, type List } from './list.ts';

const STATES = { running: '运行', closed: '关停', cancelled: '注销' } as const;
const STANDINGS = { passed: '合格', failed: '不合格', undetermined: '未判定' } as const;

export default {
  id: 'accounts',
  title: '账号',
  columns: [
    ...ACCOUNT_COLUMNS,
    ['备案状态', 10],
    ['结论', 10],
    ['最后更新时间', 28],
    ['距今天数', 10],
    ['从未发布', 10],
    ['最后一条链接', 40],
    ['查看页面', 40],
  ],
  *rows({ home, judged }) {
    const { accounts, standings } = judged().judged;
    const cells = accountCells(home);
    for (const { account, lastUpdate, days, neverPosted, page } of accounts.values()) {
      const standing = standings.get(account.id);
      yield [
        ...cells(account.id),
        STATES[account.state],
        standing === undefined ? null : STANDINGS[standing],
        lastUpdate === null ? null : `${lastUpdate.at}${lastUpdate.bound === 'lower' ? '（或更晚）' : ''}`,
        days,
        neverPosted ? '是' : null,
        lastUpdate?.url ?? null,
        page,
      ];
    }
  },
} satisfies List;

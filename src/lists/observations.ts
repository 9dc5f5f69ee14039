import { ObservationStore } from '../store/observations.ts';
import { ACCOUNT_COLUMNS, accountCells, type List } from './list.ts';

const COVERAGES = { complete: '已看全', partial: '看到一部分', blocked: '受阻', failed: '失败' } as const;
const BATCH = 500;

export default {
  id: 'observations',
  title: '所见',
  columns: [
    ...ACCOUNT_COLUMNS,
    ['采集时间', 28],
    ['所见范围', 12],
    ['账号状况', 14],
    ['显示名称', 26],
    ['认证主体', 30],
    ['最后更新时间', 28],
    ['最后一条链接', 40],
    ['此后无更新已证实', 16],
    ['作品数', 10],
    ['来源', 40],
    ['证据', 68],
  ],
  /** in the order in which they were stored */
  *rows({ home, db }) {
    const cells = accountCells(home);
    const store = new ObservationStore(db);
    for (let from = 0; ; ) {
      const batch = store.after(from, BATCH);
      for (const { observation } of batch) {
        const { lastPost, sources } = observation;
        yield [
          ...cells(observation.accountId),
          observation.observedAt,
          COVERAGES[observation.coverage],
          observation.status,
          observation.displayName,
          observation.subject.label,
          lastPost === null ? null : `${lastPost.at}${lastPost.bound === 'lower' ? '（或更晚）' : ''}`,
          lastPost?.url ?? null,
          observation.canAssertNoUpdate ? '是' : null,
          observation.postCount ?? null,
          sources.map(({ source, outcome }) => `${source}：${outcome}`).join('\n'),
          sources.flatMap(({ evidence }) => evidence ?? []).join(' '),
        ];
      }
      const last = batch.at(-1);
      if (last === undefined) return;
      from = last.id;
    }
  },
} satisfies List;

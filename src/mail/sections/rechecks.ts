import { groupedByUnit } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { type Recheck, rechecks } from '../digest/replies.ts';

const OUTCOMES: Readonly<Record<Recheck['outcome'], string>> = {
  found: '今夜复核，问题仍然存在',
  unseen: '今夜未能复核，暂不作结论',
  'by-hand': '请人工复核，确已整改的用 xuncha case close 办结',
};

export default {
  order: 32,
  title: '已反馈整改，复核未通过或待复核',
  render(view) {
    const found = rechecks(view);
    if (found.length === 0) return null;
    const said = found.map(({ one, outcome, reply }) => ({
      accountId: one.accountId,
      withoutUpdate: true,
      remarks: [`问题 ${one.id}：${OUTCOMES[outcome]}`, `反馈：${reply}`],
    }));
    return { tone: 'caution', groups: groupedByUnit(view, said) };
  },
} satisfies Section;

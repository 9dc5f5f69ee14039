import { groupedByUnit, monthDay } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { repliesOverdue } from '../digest/replies.ts';

export default {
  order: 31,
  title: '逾期未反馈整改',
  render(view) {
    const cases = repliesOverdue(view);
    if (cases.length === 0) return null;
    const said = cases.map((one) => ({
      accountId: one.accountId,
      withoutUpdate: true,
      remarks: [`问题 ${one.id} 应于${monthDay(one.dueOn ?? view.date)}前反馈`],
    }));
    return {
      tone: 'caution',
      intro: '已过整改期限，单位没有反馈。收到反馈后用 xuncha case reply 记录。',
      groups: groupedByUnit(view, said),
    };
  },
} satisfies Section;

import { groupedByUnit } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { saidOfCase, suspicions } from '../digest/standing.ts';

export default {
  order: 35,
  title: '疑似问题，待人工核实',
  render(view) {
    const cases = suspicions(view);
    if (cases.length === 0) return null;
    const said = cases.map(({ one, fresh }) => {
      const words = saidOfCase(view, one);
      return fresh ? { ...words, remarks: ['今夜新见', ...(words.remarks ?? [])] } : words;
    });
    return {
      tone: 'caution',
      intro: '所见不足以证明，统计时计入“未判定”；请打开页面核实后再下结论。',
      groups: groupedByUnit(view, said),
    };
  },
} satisfies Section;

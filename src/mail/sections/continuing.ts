import { groupedByUnit } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { continuingViolations, saidOfCase } from '../digest/standing.ts';

export default {
  order: 30,
  title: '持续问题',
  render(view) {
    const cases = continuingViolations(view);
    if (cases.length === 0) return null;
    const said = cases.map((one) => saidOfCase(view, one));
    return { tone: 'alarm', intro: '此前已经发现，今夜判定仍然存在。', groups: groupedByUnit(view, said) };
  },
} satisfies Section;

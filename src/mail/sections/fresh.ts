import { linesOf } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { freshViolations, saidOfCase } from '../digest/standing.ts';

export default {
  order: 10,
  title: '新增问题',
  render(view) {
    const cases = freshViolations(view);
    if (cases.length === 0) return null;
    const said = cases.map((one) => saidOfCase(view, one));
    return { tone: 'alarm', groups: [{ heading: null, lines: linesOf(view, said) }] };
  },
} satisfies Section;

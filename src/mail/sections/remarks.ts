import { oneLine } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';

export default {
  order: 70,
  title: '说明',
  render(view) {
    if (view.remarks.length === 0) return null;
    return { tone: 'plain', groups: [{ heading: null, lines: [], sentences: view.remarks.map(oneLine) }] };
  },
} satisfies Section;

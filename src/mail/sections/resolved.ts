import { linesOf } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';

export default {
  order: 20,
  title: '已经解除',
  render(view) {
    if (view.changes.resolved.length === 0) return null;
    const said = view.changes.resolved.map((one) => ({
      accountId: one.accountId,
      remarks: [`原问题：${one.wording}`, one.events.findLast((event) => event.kind === 'resolved')?.text ?? ''].filter(
        Boolean,
      ),
      evidence: one.evidence.slice(-1),
    }));
    return { tone: 'good', groups: [{ heading: null, lines: linesOf(view, said) }] };
  },
} satisfies Section;

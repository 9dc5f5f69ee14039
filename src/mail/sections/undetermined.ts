import { dateIn, instantOf } from '../../time/calendar.ts';
import { linesOf, monthDay, oneLine, type Said } from '../digest/account-line.ts';
import type { Section } from '../digest/content.ts';
import { unconfirmedCases } from '../digest/standing.ts';

/** No official wording stands in these lines: nothing is said against an account that nobody could read. */
export default {
  order: 50,
  title: '未判定',
  render(view) {
    const byReason = Map.groupBy(view.judgement.undetermined, (one) => oneLine(one.reason));
    const groups = [...byReason].map(([reason, ones]) => {
      const said = [...Map.groupBy(ones, (one) => one.accountId)].map(([accountId, questions]): Said => {
        const asked = [...new Set(questions.flatMap((one) => one.question ?? []))];
        return { accountId, withoutUpdate: true, remarks: asked.length > 0 ? [`未能判定：${asked.join('、')}`] : [] };
      });
      return { heading: reason, lines: linesOf(view, said) };
    });
    const waiting = unconfirmedCases(view).map((one): Said => {
      const last = dateIn(view.zone, instantOf(one.lastFoundAt)).toString();
      return { accountId: one.accountId, withoutUpdate: true, remarks: [`上次核实：${monthDay(last)}`] };
    });
    if (waiting.length > 0)
      groups.push({ heading: '此前的问题今夜未能复核，暂不作结论', lines: linesOf(view, waiting) });
    if (groups.length === 0) return null;
    return { tone: 'caution', intro: '今夜未能看清，不作任何结论。', groups };
  },
} satisfies Section;

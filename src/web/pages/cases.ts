import type { Case } from '../../model/case.ts';
import { caseTable } from '../case-table.ts';
import { markup } from '../markup.ts';
import { definePage } from '../page.ts';
import { pageNumber, pager, type Sheet } from '../parts.ts';
import { caseStateWords } from '../words.ts';

const CASES_A_PAGE = 50;
const STATES = ['open', 'resolved', 'dismissed'] as const;

/** All cases of one state, the newest first. */
export default definePage<Sheet<Case> & { readonly state: Case['state'] }>({
  path: '/cases',
  menu: { order: 30, chinese: '问题', english: 'Cases' },
  read(context) {
    const state = STATES.find((one) => one === context.query('state')) ?? 'open';
    const { total } = context.reader.casesIn(state, 0, 0);
    const pages = Math.max(1, Math.ceil(total / CASES_A_PAGE));
    const page = pageNumber(context, pages);
    const { cases } = context.reader.casesIn(state, (page - 1) * CASES_A_PAGE, CASES_A_PAGE);
    return { state, items: cases, total, page, pages };
  },
  title: ({ state }, context) =>
    context.say(`问题：${caseStateWords(state, context)}`, `Cases: ${caseStateWords(state, context)}`),
  render({ state, ...sheet }, context) {
    const { say, link } = context;
    const tabs = STATES.map((one) => {
      const words = caseStateWords(one, context);
      return one === state
        ? markup`<li><a href="${link('/cases', { state: one })}" aria-current="page">${words}</a></li>`
        : markup`<li><a href="${link('/cases', { state: one })}">${words}</a></li>`;
    });
    return markup`<nav aria-label="${say('问题的状态', 'State of cases')}"><ul class="tabs">${tabs}</ul></nav>
${sheet.total === 0 ? markup`<p>${say('没有。', 'None.')}</p>` : caseTable(sheet.items, context, say(`共 ${sheet.total} 个，新的在前`, `${sheet.total} in all, the newest first`), true)}
${pager(sheet, '/cases', { state }, context)}`;
  },
  twin({ state, items, ...sheet }, { say }) {
    return {
      json: { state, ...sheet, cases: items },
      csv: [
        [
          say('编号', 'No.'),
          say('账号编号', 'Account id'),
          say('规则', 'Rule'),
          say('问题', 'Problem'),
          say('状态', 'State'),
          say('发现', 'Found'),
          say('整改期限', 'Due'),
          say('解除', 'Resolved'),
        ],
        ...items.map((one) => [
          one.id,
          one.accountId,
          one.rule,
          one.wording,
          one.state,
          one.openedAt,
          one.dueOn,
          one.resolvedAt,
        ]),
      ],
    };
  },
});

import { endOfDay } from '../../time/calendar.ts';
import { markup } from '../markup.ts';
import { type Download, definePage, type PageContext } from '../page.ts';
import { figure, pager, sheetOf, table } from '../parts.ts';
import type { DraftedQuarter, QuarterNumbers } from '../quarters.ts';
import { momentWords } from '../words.ts';

const FAILING_A_PAGE = 100;
const UNITS_A_PAGE = 200;
const ASK_AGAIN_S = 2;

interface Window {
  readonly from: string;
  readonly to: string;
}
type Model = Window & { readonly draft: DraftedQuarter | { readonly trouble: string } | null };

/** The numbers, the list and the documents of the quarterly notice, for the quarter or for any other window. */
export default definePage<Model>({
  path: '/quarter',
  menu: { order: 40, chinese: '季度', english: 'Quarter' },
  read(context) {
    const { snapshot, quarters } = context;
    const window = windowOf(context);
    if (snapshot.night === null)
      return { ...window, draft: { trouble: context.say('还没有完成过巡查', 'no night has ended yet') } };
    const end = endOfDay(snapshot.zone, window.to).subtract({ milliseconds: 1 });
    // what no night has seen yet cannot be judged
    const at = Temporal.Instant.compare(end, snapshot.night.at) < 0 ? end : snapshot.night.at;
    return { ...window, draft: quarters.ask({ home: snapshot.home.dir, window, at: at.toString() }) };
  },
  title: ({ from, to }, { say }) => say(`季度 ${from} 至 ${to}`, `Quarter ${from} to ${to}`),
  askAgainAfterS: ({ draft }) => (draft === null ? ASK_AGAIN_S : null),
  render(model, context) {
    const { say, link } = context;
    const { from, to, draft } = model;
    if (draft === null) {
      return markup`${windowForm(model, context)}<p role="status">${say('正在统计，完成后本页自动显示。', 'Counting; this page shows the result as soon as it is there.')}</p>`;
    }
    if ('trouble' in draft)
      return markup`${windowForm(model, context)}<p role="alert">${say('这一季度不能统计：', 'This quarter cannot be counted: ')}${draft.trouble}</p>`;
    const { numbers } = draft;
    return markup`${windowForm(model, context)}
<ul class="figures">${figure(say('运行', 'running'), numbers.total.running)}${figure(say('检查', 'checked'), numbers.total.checked)}${figure(say('不合格', 'failed'), numbers.total.failed, numbers.total.failed > 0 ? 'alarm' : '')}${figure(say('合格率', 'pass rate'), numbers.passRate)}</ul>
<p>${say('监测时间点', 'Monitoring point')} ${momentWords(numbers.at, context)}${say('。文件为草稿，须经人工核对后印发。', '. The files are drafts; a person must check them before they go out.')}</p>
<ul class="downloads"><li><a href="${link('/quarter/notice.docx', { from, to })}" download="通报.docx">${say('下载通报（.docx）', 'Notice (.docx)')}</a></li><li><a href="${link('/quarter/annex.xlsx', { from, to })}" download="附件.xlsx">${say('下载附件（.xlsx）', 'Annex (.xlsx)')}</a></li></ul>
<section aria-labelledby="units"><h2 class="plain" id="units">${say('政务新媒体检查情况', 'By unit')}</h2>${unitTable(numbers, model, context)}</section>
<section aria-labelledby="failing"><h2 class="alarm" id="failing">${say('突出问题名单', 'Failed accounts')}</h2>${failingTable(numbers, model, context)}</section>`;
  },
  twin({ from, to, draft }, { say }) {
    const numbers = draft !== null && 'numbers' in draft ? draft.numbers : null;
    return {
      json: { from, to, ready: draft !== null, ...numbers },
      csv: [
        [
          say('单位', 'Unit'),
          say('账号', 'Account'),
          say('问题', 'Problems'),
          say('代表主体', 'Owner'),
          say('平台', 'Platform'),
          say('最后更新时间', 'Last update'),
        ],
        ...(numbers?.failing ?? []).map((one) => [
          one.unit,
          one.name,
          one.problems.join('；'),
          one.owner,
          one.platform,
          one.lastUpdate,
        ]),
      ],
    };
  },
  files: {
    'notice.docx': ({ draft }) =>
      file(draft, 'notice', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
    'annex.xlsx': ({ draft }) =>
      file(draft, 'annex', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
});

function file(draft: Model['draft'], which: 'notice' | 'annex', type: string): Download | null {
  return draft !== null && 'numbers' in draft ? { bytes: draft[which], type } : null;
}

/** The window of the address; without one, the quarter of the latest night. */
function windowOf({ snapshot, query }: PageContext): Window {
  const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  const [from, to] = [query('from'), query('to')];
  if (isDate(from) && isDate(to) && from <= to) return { from, to };
  return quarterAround(Temporal.PlainDate.from(snapshot.judgement.at.slice(0, 10)));
}

function quarterAround(date: Temporal.PlainDate): Window {
  const first = date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 });
  return { from: first.toString(), to: first.add({ months: 3 }).subtract({ days: 1 }).toString() };
}

function windowForm({ from, to }: Window, context: PageContext) {
  const { say, link, language } = context;
  const start = Temporal.PlainDate.from(from);
  const near = (months: number, words: string) =>
    markup`<a href="${link('/quarter', { ...quarterAround(start.add({ months })) })}">${words}</a>`;
  return markup`<form class="filters" method="get" action="/quarter"><label>${say('从', 'From')} <input type="date" name="from" value="${from}" required></label><label>${say('到', 'To')} <input type="date" name="to" value="${to}" required></label>${language === 'en' ? markup`<input type="hidden" name="lang" value="en">` : ''}<button>${say('统计', 'Count')}</button> ${near(-3, say('上一季度', 'previous quarter'))} ${near(3, say('下一季度', 'next quarter'))}</form>`;
}

function unitTable(numbers: QuarterNumbers, { from, to }: Window, context: PageContext) {
  const { say } = context;
  const sheet = sheetOf(numbers.units, UNITS_A_PAGE, context, 'units');
  const line = (name: string, one: QuarterNumbers['total']) =>
    markup`<tr><th scope="row" lang="zh"><bdi>${name}</bdi></th><td class="number">${one.running}</td><td class="number">${one.checked}</td><td class="number ${one.failed > 0 ? 'alarm' : ''}">${one.failed}</td><td class="number">${one.share}</td></tr>`;
  return markup`${table(numbers.period, markup`<thead><tr><th scope="col">${say('单位', 'Unit')}</th><th scope="col" class="number">${say('运行', 'Running')}</th><th scope="col" class="number">${say('检查', 'Checked')}</th><th scope="col" class="number">${say('突出问题', 'Failed')}</th><th scope="col" class="number">${say('占检查数比例', 'Share')}</th></tr></thead><tbody>${sheet.items.map((one) => line(one.unit, one))}</tbody><tfoot>${line(say('合计', 'All'), numbers.total)}</tfoot>`)}
${pager(sheet, '/quarter', { from, to }, context, 'units')}`;
}

function failingTable(numbers: QuarterNumbers, { from, to }: Window, context: PageContext) {
  const { say, link } = context;
  if (numbers.failing.length === 0) return markup`<p>${say('没有。', 'None.')}</p>`;
  const sheet = sheetOf(numbers.failing, FAILING_A_PAGE, context);
  const lines = sheet.items.map(
    (one) =>
      markup`<tr><td lang="zh"><bdi>${one.unit}</bdi></td><th scope="row" lang="zh"><a href="${link(`/accounts/${one.id}`)}"><bdi>${one.name}</bdi></a></th><td lang="zh">${one.problems.map((problem) => markup`<span class="problem violation">${problem}</span> `)}</td><td lang="zh"><bdi>${one.owner}</bdi></td><td lang="zh">${one.platform}</td><td class="number" lang="zh">${one.lastUpdate}</td></tr>`,
  );
  return markup`${table(say(`共 ${sheet.total} 个账号`, `${sheet.total} accounts`), markup`<thead><tr><th scope="col">${say('市州/部门', 'Unit')}</th><th scope="col">${say('账号', 'Account')}</th><th scope="col">${say('存在的突出问题', 'Problems')}</th><th scope="col">${say('代表主体', 'Owner')}</th><th scope="col">${say('平台', 'Platform')}</th><th scope="col" class="number">${say('最后更新时间', 'Last update')}</th></tr></thead><tbody>${lines}</tbody>`)}
${pager(sheet, '/quarter', { from, to }, context)}`;
}

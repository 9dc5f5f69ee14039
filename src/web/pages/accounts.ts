import { markup } from '../markup.ts';
import { definePage, type PageContext, type Query } from '../page.ts';
import { accountTable, pager, type Sheet, sheetOf } from '../parts.ts';
import { type Row, STANDINGS, type Standing } from '../snapshot.ts';
import { standingWords, updateWords } from '../words.ts';

const ACCOUNTS_A_PAGE = 40;
/** rows that a table for programs holds at once */
const ROWS_A_TABLE = 5000;
const SORTS = ['days', 'registry', 'name'] as const;

interface Model {
  readonly asked: { readonly q: string; readonly unit: string; readonly show: Standing | ''; readonly sort: string };
  readonly found: readonly Row[];
}

/** The whole registry as a heat map, searched and sorted. */
export default definePage<Model>({
  path: '/accounts',
  menu: { order: 20, chinese: '账号', english: 'Accounts' },
  read({ snapshot, query }) {
    const show = STANDINGS.find((one) => one === query('show')) ?? '';
    const sort = SORTS.find((one) => one === query('sort')) ?? 'days';
    const q = query('q').trim().slice(0, 100);
    const unit = query('unit');
    const all = { days: snapshot.bySilence, registry: snapshot.rows, name: snapshot.byName }[sort];
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter(
      (row) =>
        (show === '' || row.standing === show) &&
        (unit === '' || row.night.account.unit === unit) &&
        words.every((word) => row.words.includes(word)),
    );
    return { asked: { q, unit, show, sort }, found };
  },
  title: ({ asked }, { say }) =>
    asked.q === '' ? say('账号', 'Accounts') : say(`搜索“${asked.q}”`, `Search “${asked.q}”`),
  render({ asked, found }, context) {
    const { say } = context;
    const sheet = sheetOf(found, ACCOUNTS_A_PAGE, context);
    return markup`${filters(asked, context)}
${accountTable(sheet.items, context, captionOf(sheet, asked.unit, context))}
${pager(sheet, '/accounts', queryOf(asked), context)}
${found.length === 0 && asked.q !== '' ? markup`<p><a href="${context.link('/accounts')}">${say('查看全部账号', 'All accounts')}</a></p>` : ''}`;
  },
  twin({ found }, context) {
    const { say, snapshot } = context;
    const { items, ...counts } = sheetOf(found, ROWS_A_TABLE, context);
    const lines = items.map(({ night, standing }) => ({
      id: night.account.id,
      name: night.account.name,
      unit: night.account.unit,
      owner: night.account.owner,
      platform: snapshot.platformTitle(night.account.platform),
      standing,
      lastUpdate: night.lastUpdate,
      neverPosted: night.neverPosted,
      days: night.days,
      findings: snapshot.findings.get(night.account.id) ?? [],
      undetermined: snapshot.undetermined.get(night.account.id) ?? [],
    }));
    return {
      json: { at: snapshot.judgement.at, ...counts, accounts: lines },
      csv: [
        [
          say('编号', 'Id'),
          say('账号', 'Account'),
          say('单位', 'Unit'),
          say('主办单位', 'Owner'),
          say('平台', 'Platform'),
          say('今夜', 'Tonight'),
          say('最后更新', 'Last update'),
          say('静默天数', 'Days silent'),
          say('问题', 'Problems'),
          say('未判定原因', 'Why undetermined'),
        ],
        ...lines.map((line, index) => [
          line.id,
          line.name,
          line.unit,
          line.owner,
          line.platform,
          standingWords(line.standing, context),
          updateWords((items[index] as Row).night, context),
          line.days,
          line.findings
            .filter(({ verdict }) => verdict !== 'warning')
            .map(({ wording }) => wording)
            .join('；'),
          line.undetermined.map(({ reason }) => reason).join('；'),
        ]),
      ],
    };
  },
});

function queryOf({ q, unit, show, sort }: Model['asked']): Query {
  return { q, unit, show, sort: sort === 'days' ? '' : sort };
}

function captionOf(sheet: Sheet<Row>, unit: string, { say }: PageContext): string {
  return say(
    `${unit}${unit === '' ? '' : '：'}共 ${sheet.total} 个账号${sheet.pages > 1 ? `，第 ${sheet.page} 页` : ''}`,
    `${unit}${unit === '' ? '' : ': '}${sheet.total} accounts${sheet.pages > 1 ? `, page ${sheet.page}` : ''}`,
  );
}

/** A plain form: it works without scripts, and the address says everything. */
function filters(asked: Model['asked'], context: PageContext) {
  const { say, language } = context;
  const sorts = {
    days: say('静默最久在前', 'longest silent first'),
    registry: say('按台账', 'by registry'),
    name: say('按名称', 'by name'),
  };
  const option = (value: string, chosen: string, words: string) =>
    value === chosen
      ? markup`<option value="${value}" selected>${words}</option>`
      : markup`<option value="${value}">${words}</option>`;
  return markup`<form class="filters" method="get" action="/accounts">
<label>${say('名称、单位或编号', 'Name, unit or id')} <input type="search" name="q" value="${asked.q}" maxlength="100"></label>
<label>${say('今夜', 'Tonight')} <select name="show">${option('', asked.show, say('全部', 'all'))}${STANDINGS.map((one) => option(one, asked.show, standingWords(one, context)))}</select></label>
<label>${say('排序', 'Sort')} <select name="sort">${SORTS.map((one) => option(one, asked.sort, sorts[one]))}</select></label>
${asked.unit === '' ? '' : markup`<input type="hidden" name="unit" value="${asked.unit}">`}${language === 'en' ? markup`<input type="hidden" name="lang" value="en">` : ''}
<button>${say('查看', 'Show')}</button></form>`;
}

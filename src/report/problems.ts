import { percent } from '../model/percent.ts';
import type { FailingRow, QuarterView } from './quarter.ts';
import { accountMention, chineseNumber, NO_UPDATES, someOf, UNDATED } from './wording.ts';

/** What the second part of the notice says: the offenders of last time, where the failures are, then kind by kind. */
export function problemParagraphs(view: QuarterView): { lead: string | null; text: string }[] {
  const paragraphs = [
    ...repeatedParagraph(view),
    ...whereParagraph(view),
    ...kindParagraphs(view),
    ...otherParagraphs(view),
  ];
  if (paragraphs.length > 0) return paragraphs;
  return [{ lead: null, text: '本次检查未发现存在突出问题的政务新媒体。' }];
}

/** how many names stand in one sentence before 等…家 */
const NAMES = 10;
const EXAMPLES = 3;
/** a unit is named with its share when it has at least a fifth of all failures */
const CONSPICUOUS = 5;

interface Told {
  readonly lead: string;
  readonly text: string;
}

function repeatedParagraph(view: QuarterView): Told[] {
  const mentions = (kind: FailingRow['repeated']) =>
    view.failing
      .filter((row) => row.repeated === kind)
      .map(({ account, platform }) => accountMention(account, platform));
  const [published, again] = [mentions('published'), mentions('again')];
  const text = [
    published.length === 0 ? '' : `${someOf(published, NAMES)}，上季度被通报后未整改到位，本季度仍存在相同问题。`,
    again.length === 0 ? '' : `${someOf(again, NAMES)}，同一问题整改后再次出现。`,
  ].join('');
  return text === '' ? [] : [{ lead: '个别单位整改落实不到位。', text }];
}

function whereParagraph(view: QuarterView): Told[] {
  const { failed } = view.total;
  if (failed === 0) return [];
  const text = `本季度政务新媒体检查共有${failed}家存在问题${conspicuousUnits(view)}。${severalProblems(view)}`;
  return [{ lead: '政务新媒体运维管理仍需规范。', text }];
}

/** `，其中岳阳市、张家界市分别有9家和17家，占比25.71%和48.57%`: shares of the failing accounts */
function conspicuousUnits(view: QuarterView): string {
  const { failed } = view.total;
  const most = view.units.filter((unit) => unit.failed > 0 && unit.failed * CONSPICUOUS >= failed);
  if (most.length === 0) return '';
  const names = most.map(({ unit }) => unit).join('、');
  const counts = withAnd(most.map((unit) => `${unit.failed}家`));
  const shares = withAnd(most.map((unit) => percent(unit.failed, failed, view.style)));
  return `，其中${names}${most.length > 1 ? '分别' : ''}有${counts}，占比${shares}`;
}

function withAnd(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}和${words.at(-1)}`;
}

/** accounts with more than one problem, by the set of their problems */
function severalProblems(view: QuarterView): string {
  const several = view.failing.filter((row) => distinctProblems(row).length > 1);
  const bySet = Map.groupBy(several, (row) => distinctProblems(row).map(briefly).join('\n'));
  return [...bySet]
    .map(([set, rows]) => {
      const problems = set.split('\n');
      const mentions = rows.map(({ account, platform }) => accountMention(account, platform));
      const names = someOf(mentions, EXAMPLES).replace(/(\d+)家$/, '$1家政务新媒体');
      return `${names}同时存在${withAnd(problems)}${problems.length === 2 ? '两' : chineseNumber(problems.length)}项问题。`;
    })
    .join('');
}

/** An account that never published also has no update in two weeks: one problem under two names. */
function distinctProblems(row: FailingRow): string[] {
  const isStale = row.problems.some(({ rule }) => rule === 'stale');
  const told = row.problems.filter(({ rule }) => !(isStale && rule === 'never-published'));
  return [...new Set(told.map(({ wording }) => wording))];
}

function briefly(wording: string): string {
  return /周内无更新|天内无更新/.test(wording) ? '更新不及时' : wording;
}

function kindParagraphs(view: QuarterView): Told[] {
  const kinds = Map.groupBy(
    view.failing.flatMap((row) => row.problems.map((finding) => ({ row, finding }))),
    ({ finding }) => finding.wording,
  );
  const mostFirst = [...kinds].toSorted(([, a], [, b]) => b.length - a.length);
  return mostFirst.map(([wording, found]) => {
    const rows = [...new Set(found.map(({ row }) => row))];
    const shown = examples(rows).map((row) => `${accountMention(row.account, row.platform)}${lastSeen(row)}`);
    const names = rows.length > shown.length ? `，如${shown.join('、')}等` : `：${shown.join('、')}`;
    return { lead: leadOf(found[0]?.finding.rule ?? '', wording), text: `${wording}的有${rows.length}家${names}。` };
  });
}

/** one of each unit first, so that the examples are not all from the unit that is listed first */
function examples(rows: readonly FailingRow[]): FailingRow[] {
  const firsts = [...Map.groupBy(rows, (row) => row.account.unit).values()].flatMap((group) => group.slice(0, 1));
  return [...new Set([...firsts, ...rows])].slice(0, EXAMPLES);
}

function lastSeen(row: FailingRow): string {
  if (row.lastUpdate === UNDATED) return '';
  return row.lastUpdate === NO_UPDATES ? `（${NO_UPDATES}）` : `（最后更新时间${row.lastUpdate}）`;
}

function otherParagraphs(view: QuarterView): Told[] {
  const kinds = Map.groupBy(view.others, ({ finding }) => finding.wording);
  return [...kinds].map(([wording, rows]) => {
    const mentions = [...new Set(rows.map(({ account, platform }) => accountMention(account, platform)))];
    return { lead: leadOf(rows[0]?.finding.rule ?? '', wording), text: `${someOf(mentions, NAMES)}${wording}。` };
  });
}

/** The sentence in bold before a kind of problem; a rule without one leads with its wording. */
const LEADS: Readonly<Record<string, string>> = {
  stale: '部分账号信息更新不及时。',
  'stale-long': '个别账号长期停止更新。',
  'never-published': '个别账号开通后无动态信息。',
  'no-interaction': '个别账号互动功能不完善。',
  'app-not-downloadable': '个别移动客户端无法正常下载。',
  'closed-not-cancelled': '个别账号关停后未及时注销。',
  'cancelled-not-filed': '个别账号注销后备案信息未更新。',
  'renamed-not-filed': '个别账号更名后备案信息未更新。',
  'personal-subject': '个别账号认证主体不规范。',
  'subject-mismatch': '个别账号认证主体与主办单位不一致。',
  'duplicate-on-platform': '个别单位重复开设账号。',
};
function leadOf(rule: string, wording: string): string {
  return LEADS[rule] ?? `${wording}。`;
}

import type { Case } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import { instantOf, isoIn } from '../time/calendar.ts';
import { fails, lastUpdateText, type QuarterView } from './quarter.ts';
import { changeText } from './wording.ts';

const INSPECTION_SHEET = '政务新媒体检查情况';
const LISTING_SHEET = '突出问题名单';

/** A sheet before it gets its looks: text, numbers, widths. */
export interface PlainSheet {
  readonly name: string;
  readonly title: string;
  /** one row, or two where a cell has sub-columns; '' continues the cell to the left or above */
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly total: readonly (string | number)[] | null;
  readonly notes: readonly string[];
  /** in characters of half width */
  readonly widths: readonly number[];
  readonly landscape: boolean;
  /** printed pages side by side */
  readonly pagesWide: number;
  /** how words stand in their cells; numbers always stand in the middle */
  readonly align: 'center' | 'left';
}

/** The annex, in the order of its sheets: two that belong to the notice, and the proof that does not. */
export function annexSheets(view: QuarterView): PlainSheet[] {
  return [
    inspectionSheet(view),
    listingSheet(view),
    evidenceSheet(view),
    ...(view.undetermined.length === 0 ? [] : [undeterminedSheet(view)]),
    ...(view.comparison.length === 0 ? [] : [comparisonSheet(view)]),
  ];
}

/** `注：检查采样时间为…。`, and how a sample was drawn */
export function inspectionNotes(view: QuarterView): string[] {
  return [`注：检查采样时间为${view.period}。`, ...(view.sample === null ? [] : [view.sample.note])];
}

export function inspectionSheet(view: QuarterView): PlainSheet {
  const { total } = view;
  return {
    name: INSPECTION_SHEET,
    title: `${view.settings.region}政务新媒体检查情况`,
    header: [
      ['序号', '单位', '实际运行政务新媒体数', '检查政务新媒体数', '发现存在突出问题的政务新媒体', ''],
      ['', '', '', '', '政务新媒体数', '占检查数比例'],
    ],
    rows: view.units.map((row, at) => [at + 1, row.unit, row.running, row.checked, row.failed, row.share]),
    total: ['合计', '', total.running, total.checked, total.failed, total.share],
    notes: inspectionNotes(view),
    widths: [7, 22, 16, 16, 16, 16],
    landscape: false,
    pagesWide: 1,
    align: 'center',
  };
}

export function listingSheet(view: QuarterView): PlainSheet {
  return {
    name: LISTING_SHEET,
    title: '检查发现存在突出问题的政务新媒体名单',
    header: [['序号', '市州/部门', '新媒体账号名称', '存在的突出问题', '代表主体名称', '账号平台', '最后更新时间']],
    rows: view.failing.map(({ account, problems, platform, lastUpdate }, at) => [
      at + 1,
      account.unit,
      account.name,
      wordingsOf(problems).join('\n'),
      account.owner,
      platform,
      lastUpdate,
    ]),
    total: null,
    notes: [],
    widths: [6, 16, 26, 30, 30, 13, 16],
    landscape: true,
    pagesWide: 1,
    align: 'center',
  };
}

/** The official wordings of one account, each once. */
function wordingsOf(problems: readonly Finding[]): string[] {
  return [...new Set(problems.map((finding) => finding.wording))];
}

/** Proof of what was found and of what was mended; what is only about to happen has no place here. */
function evidenceSheet(view: QuarterView): PlainSheet {
  const rows = [
    ...view.findings
      .filter(({ verdict }) => verdict !== 'warning')
      .flatMap((finding) => evidenceRows(view, finding, standingOf(finding))),
    ...view.mended.flatMap(({ item, foundAt, mendedAt }) =>
      evidenceRows(view, item, `已整改：${timeText(view, foundAt)}发现，${timeText(view, mendedAt)}复查时已解决`),
    ),
  ];
  return {
    name: '证据',
    title: '证据（供核对，不属于通报内容）',
    header: [
      [
        '序号',
        '单位',
        '账号名称',
        '账号编号',
        '账号平台',
        '结论',
        '问题',
        '规则',
        '监测时间点',
        '超过时限的时间',
        '最后更新时间',
        '最后一条链接',
        '核对入口',
        '来源',
        '取证时间',
        '摘录',
        '证据哈希',
      ],
    ],
    rows: rows.map((row, at) => [at + 1, ...row]),
    total: null,
    notes: [],
    widths: [6, 14, 22, 18, 12, 16, 26, 18, 24, 24, 16, 30, 30, 20, 24, 40, 40],
    landscape: true,
    pagesWide: 3,
    align: 'left',
  };
}

function standingOf(finding: Finding): string {
  if (fails(finding)) return '突出问题';
  return finding.verdict === 'violation' ? '其他问题' : '疑似，待人工核查';
}

/** One row for each piece of proof; one without where there is none. */
function evidenceRows(view: QuarterView, item: Finding | Case, standing: string): string[][] {
  const night = view.accounts.get(item.accountId);
  const account = night?.account;
  const start = [
    account?.unit ?? '',
    account?.name ?? '',
    item.accountId,
    account === undefined ? '' : (view.platformTitles.get(account.platform) ?? account.platform),
    standing,
    item.wording,
    item.rule,
    timeText(view, 'since' in item ? view.at : item.lastFoundAt),
    'since' in item ? timeText(view, item.since) : '',
    lastUpdateText(night, 'since' in item ? [item] : [], view.zone),
    night?.lastUpdate?.url ?? '',
    night?.page ?? '',
  ];
  const proof = item.evidence.length === 0 ? [''] : item.evidence;
  return proof.map((hash) => {
    const note = view.evidence.get(hash);
    return [...start, note?.source ?? '', timeText(view, note?.fetchedAt ?? null), note?.excerpt ?? '', hash];
  });
}

function undeterminedSheet(view: QuarterView): PlainSheet {
  return {
    name: '未判定',
    title: '未判定（供核对，不属于通报内容）',
    header: [['序号', '单位', '账号名称', '账号编号', '账号平台', '规则', '未能判定的原因']],
    rows: view.undetermined.map((item, at) => {
      const account = view.accounts.get(item.accountId)?.account;
      const platform = account === undefined ? '' : (view.platformTitles.get(account.platform) ?? account.platform);
      return [at + 1, account?.unit ?? '', account?.name ?? '', item.accountId, platform, item.rule, item.reason];
    }),
    total: null,
    notes: [],
    widths: [6, 16, 26, 20, 13, 20, 50],
    landscape: true,
    pagesWide: 1,
    align: 'left',
  };
}

function comparisonSheet(view: QuarterView): PlainSheet {
  return {
    name: '环比',
    title: '与上季度合格率比较',
    header: [['序号', '单位', '上季度检查数', '上季度合格率', '本季度检查数', '本季度合格率', '变化']],
    rows: view.comparison.map((row, at) => [
      row.unit === null ? '' : at + 1,
      row.unit ?? '总体',
      row.before.checked,
      row.before.rate,
      row.now.checked,
      row.now.rate,
      row.points === null ? '—' : changeText(row.points),
    ]),
    total: null,
    notes: [],
    widths: [6, 22, 14, 14, 14, 14, 24],
    landscape: false,
    pagesWide: 1,
    align: 'center',
  };
}

function timeText(view: QuarterView, iso: string | null): string {
  return iso === null ? '' : isoIn(view.zone, instantOf(iso));
}

import { problemParagraphs } from './problems.ts';
import type { QuarterView } from './quarter.ts';
import { changeText, chineseNumber, dateText, PLACEHOLDER } from './wording.ts';

/** A paragraph of the body; the lead stands in bold before it: （一）个别单位整改落实不到位。 */
interface Paragraph {
  readonly lead: string | null;
  readonly text: string;
}
/** The words of the notice, from top to bottom. ××× stands where a person must write. */
export interface NoticeText {
  readonly documentNumber: string;
  readonly issuer: string;
  /** 关于…的通报, without the issuer */
  readonly title: string;
  readonly addressees: string;
  readonly basis: string;
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly Paragraph[] }[];
  /** the deadline; null where nothing has to be mended */
  readonly deadline: string | null;
  readonly contact: string;
  readonly annexes: readonly string[];
  readonly date: string;
}

const BASIS_DOCUMENT =
  '《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知》（国办秘函〔2019〕19号）';

const REQUIREMENTS: readonly (readonly [string, string])[] = [
  [
    '抓紧整改突出问题。',
    '有关单位要对照本次通报逐项核实、限期整改，对无力维护或者已停止使用的账号依规关停并注销，同时举一反三，全面自查本地区本部门其他账号。',
  ],
  [
    '落实日常运维责任。',
    '各地各部门要明确专人负责，保证信息按时更新、群众留言及时办理，严格内容审核，不得以重复发布、集中补发等方式应付检查。',
  ],
  [
    '规范账号备案管理。',
    '账号开设、变更、关停、注销后，要及时在全国政务新媒体信息报送系统更新信息，做到底数清楚、信息准确、账实相符。',
  ],
];

export function noticeText(view: QuarterView): NoticeText {
  const { settings, year } = view;
  const issuer = settings.issuer ?? PLACEHOLDER;
  const quarter = `${year}年第${chineseNumber(view.quarter)}季度`;
  return {
    documentNumber: settings.documentNumber ?? `${PLACEHOLDER}〔××××〕×号`,
    issuer,
    title: `关于${quarter}${settings.region}政务新媒体检查情况的通报`,
    addressees: withColon(settings.addressees ?? PLACEHOLDER),
    basis: `根据${BASIS_DOCUMENT}要求，${issuer}组织开展了${quarter}${settings.region}政务新媒体检查工作，经${PLACEHOLDER}同意，现将有关情况通报如下。`,
    sections: [
      { heading: '一、总体情况', paragraphs: [{ lead: null, text: overview(view, quarter, issuer) }] },
      { heading: '二、发现的主要问题', paragraphs: numbered(problemParagraphs(view)) },
      { heading: '三、下一步工作要求', paragraphs: numbered(REQUIREMENTS.map(([lead, text]) => ({ lead, text }))) },
    ],
    deadline: view.failing.length + view.others.length === 0 ? null : deadline(settings.feedbackBy, issuer),
    contact: `联系人：${PLACEHOLDER}，电话：${PLACEHOLDER}。`,
    annexes: annexTitles(view),
    date: '××××年×月×日',
  };
}

/** Titles of the attachments; the list of names is left out where nobody failed. */
export function annexTitles(view: QuarterView): string[] {
  const inspection = `${view.settings.region}政务新媒体检查情况`;
  return view.failing.length === 0 ? [inspection] : [inspection, '检查发现存在突出问题的政务新媒体名单'];
}

function withColon(addressees: string): string {
  return `${addressees.replace(/[：:]\s*$/, '')}：`;
}

function numbered(paragraphs: readonly Paragraph[]): Paragraph[] {
  return paragraphs.map(({ lead, text }, at) => ({
    lead: lead === null ? null : `（${chineseNumber(at + 1)}）${lead}`,
    text,
  }));
}

function overview(view: QuarterView, quarter: string, issuer: string): string {
  const { total } = view;
  const start = `${quarter}，${issuer}组织对${view.settings.region}正常运行的${total.running}家政务新媒体进行${scope(view)}`;
  if (total.checked === 0) return `${start}未能对任何账号作出判定。`;
  const found = total.failed === 0 ? '未发现存在突出问题的账号' : `发现${total.failed}家存在问题`;
  const overall = view.comparison.find(({ unit }) => unit === null)?.points ?? null;
  const change = overall === null ? '' : `，${againstLastQuarter(overall)}`;
  return `${start}${found}，总体合格率${view.passRate}${change}${faultlessUnits(view)}。`;
}

function againstLastQuarter(points: string): string {
  const change = changeText(points);
  return change === '持平' ? '与上季度持平' : `较上季度${change}`;
}

/** how much of what runs was looked at */
function scope({ total, sample }: QuarterView): string {
  if (sample !== null) {
    const drawn = sample.accountIds.size;
    const judged = drawn === total.checked ? '' : `，其中${total.checked}家可以作出判定`;
    return `抽查，共抽查${drawn}家${judged}，`;
  }
  const open = total.running - total.checked;
  return open === 0 ? '普查，' : `检查，实际检查${total.checked}家（另有${open}家因未取得可靠依据未作判定），`;
}

/** `，其中长沙市、株洲市政务新媒体检查合格率100%`, in the official order of the units */
function faultlessUnits(view: QuarterView): string {
  const units = view.units.filter((unit) => unit.checked > 0 && unit.failed === 0);
  if (view.total.failed === 0 || units.length === 0) return '';
  return `，其中${units.map(({ unit }) => unit).join('、')}政务新媒体检查合格率100%`;
}

function deadline(feedbackBy: string | undefined, issuer: string): string {
  const day = feedbackBy === undefined ? '×月×日' : dateText(feedbackBy);
  return `对本次通报存在问题的政务新媒体，有关单位要高度重视，立即整改，整改情况于${day}前书面反馈${issuer}，${issuer}将对整改情况进行复核。`;
}

import type { TitleStack } from './header-titles.ts';

/** A heading of its own line, which may name the unit of the rows below it. */
export const HEADING = '只有一格有字，当作小标题或说明。';
export const PERSONS = '填报人、联系电话等，不是账号，没有登记。';

const PERSON_LABEL =
  /^((?:填报|填表|审核|审批|联系|联络|负责|经办|制表|签发|报送|报表|统计|分管|主管|单位)(?:人员|人|员|单位|领导|电话|日期|时间|负责人|盖章)|(?:联系|办公)?电话|手机号?|传真|日期|[（(]?(?:公章|盖章)[)）]?)(?:[（(][^）)]*[)）])?\s*(?:[:：]|$)/;
const NOTE = /^(?:注|备注|说明|填表说明|填报说明|填写说明|要求)(?:\s*\d*\s*[:：.、]|$)/;
const SUM = /^.{0,15}(?:合计|总计|小计|共计)(?:[（(][^）)]*[)）])?\s*[:：]?\s*\d*\s*[个家]?$/;
const EXAMPLE = /^[（(【]?(?:例|示例|样例|范例|举例|填写示例|示范)(?:\d|[:：）)】]|$)/;

export interface RowTexts {
  /** what stands in the cells; null where nothing does, or where a cell says so */
  readonly texts: readonly (string | null)[];
  /** whether a cell says in words that there is nothing */
  readonly saysNothing: boolean;
  /** cells of columns that are understood */
  readonly known: readonly string[];
  readonly titles: readonly TitleStack[];
  readonly hasName: boolean;
  readonly hasAddress: boolean;
}

/** Why a row of a list is no account; null where it is one. */
export function skipReason({ texts, saysNothing, known, titles, hasName, hasAddress }: RowTexts): string | null {
  const filled = texts.filter((text) => text !== null);
  const first = filled[0] ?? '';
  if ([first, ...known].some((text) => PERSON_LABEL.test(text))) return PERSONS;
  if (NOTE.test(first) && (!hasName || filled.length === 1)) return '说明，不是账号。';
  if (texts.every((text, at) => text === null || (titles[at] ?? []).includes(text))) return '重复的表头。';
  if (!hasAddress && filled.some((text) => SUM.test(text))) return '合计行。';
  if (EXAMPLE.test(first) && !known.includes(first) && filled.length > 1) return '填表的例子，不是账号。';
  if (filled.length > 2 && filled.every((text, at) => text === String(at + 1))) return '各列的编号。';
  return filled.length === 1 && !saysNothing ? HEADING : null;
}

/** `一、市直部门` → `市直部门`; null for a heading that is a sentence */
export function sectionTitle(text: string): string | null {
  const title = text.replace(/^[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*/, '');
  return title.length > 30 || /[:：。；]/.test(title) ? null : title;
}

/** What is shown of a row that is no account: of rows with persons the label alone. */
export function shownText(text: string): string {
  const label = PERSON_LABEL.exec(text)?.[1];
  return label === undefined ? text : `${label}……`;
}

import type { AccountLine, Content, Group } from './content.ts';

/** How much of a heading is printed; the rest stands in the annex. */
export interface Shortened {
  readonly groups: readonly Group[];
  /** accounts under the heading, printed or not */
  readonly total: number;
  readonly hidden: number;
}

/** How a mail is drawn so that it stays small: accounts a heading, and with or without what also stands in the annex. */
export interface Measure {
  readonly limit: number;
  readonly brief: boolean;
}

export const BRIEF_WORDS = '账号较多，本邮件从简；主办单位、链接、说明与证据见附件表格。';

/** Name, platform, problem and date stay; who must know more finds it in the annex. */
function briefly(line: AccountLine): AccountLine {
  const remarks = line.problems.length > 0 ? [] : line.remarks;
  return { ...line, link: null, about: line.about.slice(0, 1), remarks, proofs: [], details: null };
}

/** Keeps the first `limit` accounts of a heading, in order. An account in two groups counts once in the total. */
export function shorten(content: Content, { limit, brief }: Measure): Shortened {
  const all = content.groups.flatMap((group) => group.lines);
  const total = new Set(all.map((line) => line.accountId)).size;
  let left = limit;
  const groups: Group[] = [];
  for (const group of content.groups) {
    const kept = group.lines.slice(0, Math.max(left, 0));
    const lines = brief ? kept.map(briefly) : kept;
    left -= lines.length;
    if (lines.length > 0 || group.sentences) groups.push({ ...group, lines });
  }
  const shown = new Set(groups.flatMap((group) => group.lines.map((line) => line.accountId))).size;
  return { groups, total, hidden: total - shown };
}

/** The sentence that says what is missing; null where nothing is. */
export function hiddenWords(shortened: Shortened): string | null {
  if (shortened.hidden === 0) return null;
  return `本栏共 ${shortened.total} 个账号，此处列出 ${shortened.total - shortened.hidden} 个，其余 ${shortened.hidden} 个见附件表格。`;
}

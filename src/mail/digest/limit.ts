import type { AccountLine, Content, Group } from './content.ts';

/** How much of a heading is printed; the rest stands in the annex. */
export interface Shortened {
  readonly groups: readonly Group[];
  /** accounts under the heading, printed or not */
  readonly total: number;
  readonly hidden: number;
}

/** Keeps the first `limit` accounts of a heading, in order. An account in two groups counts once in the total. */
export function shorten(content: Content, limit: number): Shortened {
  const all = content.groups.flatMap((group) => group.lines);
  const total = new Set(all.map((line) => line.accountId)).size;
  let left = limit;
  const groups: Group[] = [];
  for (const group of content.groups) {
    const lines: readonly AccountLine[] = group.lines.slice(0, Math.max(left, 0));
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

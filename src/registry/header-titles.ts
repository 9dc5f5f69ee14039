import type { Sheet } from './sheet.ts';

/** The titles of one column from the top to the bottom of a header, each once; empty where it has none. */
export type TitleStack = readonly string[];

/**
 * The titles of every column in a header of several rows. Titles that stand over several columns count for each of
 * them, whether their cells were merged or, in CSV, left empty to the right.
 *
 * @param bottom index of the last row of the header
 * @param height rows of the header
 */
export function titleStacks(sheet: Sheet, bottom: number, height: number): TitleStack[] {
  const top = bottom - height + 1;
  const lowest = sheet.rows[bottom] ?? [];
  const width = Math.max(0, ...sheet.rows.slice(top, bottom + 1).map((row) => row.length));
  const rows = Array.from({ length: height }, (_, at) => spread(sheet, top + at, width, lowest, at === height - 1));
  return Array.from({ length: width }, (_, column) => [
    ...new Set(rows.map((row) => row[column] ?? null).filter((title) => title !== null)),
  ]);
}

function spread(sheet: Sheet, row: number, width: number, lowest: readonly (string | null)[], isLowest: boolean) {
  const titles = Array.from({ length: width }, (_, column) => sheet.rows[row]?.[column] ?? null);
  for (const { top, left, bottom, right } of sheet.merges) {
    if (row < top || row > bottom) continue;
    for (let column = left; column <= Math.min(right, width - 1); column += 1) titles[column] = titles[left] ?? null;
  }
  // saved as CSV, a merged title leaves the cells to its right empty
  if (!isLowest && sheet.name === '')
    for (let column = 1; column < width; column += 1)
      if (lowest[column] !== null && lowest[column] !== undefined) titles[column] ??= titles[column - 1] ?? null;
  return titles;
}

const PERSON_TITLE = /联系人|联络员|负责人|管理员|经办人|姓名|电话|手机|联系方式/;

/** A WeChat id beside a contact person is the person's own. */
export function isOfPerson(stacks: readonly TitleStack[], index: number): boolean {
  const own = stacks[index] ?? [];
  return own.length === 1 && /^微信/.test(own[0] ?? '') && PERSON_TITLE.test(stacks[index - 1]?.at(-1) ?? '');
}

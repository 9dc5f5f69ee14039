import type { Adapter } from '../model/adapter.ts';
import { findHeader, type ImportColumn } from './import-columns.ts';
import { cellKey, cellName, type Sheet } from './sheet.ts';
import { dateOf } from './words.ts';

/** One row of somebody's list: what stands under each known column, and every address in the row. */
export interface ListRow {
  readonly sheet: string;
  /** line of the file, from 1 */
  readonly line: number;
  /** the first text of the row, for rows that are no account */
  readonly text: string;
  readonly cells: ReadonlyMap<ImportColumn, string>;
  /** ids and addresses, of columns that may hold them, of any other column, and behind the text of cells */
  readonly links: readonly string[];
  /** heading above the row that stands alone in its line; null where there is none */
  readonly section: string | null;
  /** why the row is no account: a heading, a note, a sum; null where it is one */
  readonly skip: string | null;
  /** cells whose digits the spreadsheet has rounded: `C5` */
  readonly rounded: readonly string[];
}

export interface ListRead {
  readonly rows: readonly ListRow[];
  /** `工作表“台账”：备注、联系电话` */
  readonly unused: readonly string[];
  /** sheets in which no header was found */
  readonly headless: readonly string[];
}

/** cells that say “nothing” */
const NOTHING = new Set(['无', '暂无', '没有', '/', '\\', '-', '—', '——', '--', 'n/a', 'N/A', 'null']);

/** Reads the sheets of somebody's own list row by row; nothing is judged here but what is a row at all. */
export function readList(sheets: readonly Sheet[], adapters: readonly Adapter[]): ListRead {
  const rows: ListRow[] = [];
  const unused: string[] = [];
  const headless: string[] = [];
  for (const original of sheets) {
    if (original.rows.every((row) => row.every((cell) => cell === null))) continue;
    const sheet = filledDown(original);
    const header = findHeader(sheet, adapters);
    if (header === null) {
      headless.push(sheet.name);
      continue;
    }
    if (header.unused.length > 0)
      unused.push(`${sheet.name === '' ? '' : `工作表“${sheet.name}”：`}${header.unused.join('、')}`);
    rows.push(...rowsOf(sheet, header.row, header.columns));
  }
  return { rows, unused, headless };
}

function rowsOf(sheet: Sheet, header: number, columns: readonly (ImportColumn | null)[]): ListRow[] {
  const found: ListRow[] = [];
  let section: string | null = null;
  let unitAbove: string | undefined;
  for (let index = header + 1; index < sheet.rows.length; index += 1) {
    const texts = (sheet.rows[index] ?? []).map((text) => (text !== null && NOTHING.has(text) ? null : text));
    const filled = texts.filter((text) => text !== null);
    if (filled.length === 0) continue;
    const cells = new Map<ImportColumn, string>();
    columns.forEach((column, at) => {
      const text = texts[at] ?? null;
      if (column !== null && column !== 'link' && text !== null) cells.set(column, text);
    });
    const skip = skipReason(texts, filled, cells, sheet.rows[header] ?? []);
    if (skip !== null) {
      if (skip === HEADING) section = sectionTitle(filled[0] ?? '');
    } else {
      // a merged 单位 that was saved as CSV leaves the cells below it empty
      unitAbove = cells.get('unit') ?? unitAbove;
      if (unitAbove !== undefined) cells.set('unit', unitAbove);
    }
    found.push({
      sheet: sheet.name,
      line: sheet.lines[index] ?? index + 1,
      text: filled[0] ?? '',
      cells,
      links: linksOf(sheet, index, texts, columns),
      section,
      skip,
      rounded: texts.flatMap((_, at) =>
        sheet.rounded.has(cellKey(index, at)) && columns[at] !== null ? [cellName(index, at)] : [],
      ),
    });
  }
  return found;
}

const HEADING = '只有一格有字，当作小标题或说明。';

function skipReason(
  texts: readonly (string | null)[],
  filled: readonly string[],
  cells: ReadonlyMap<ImportColumn, string>,
  header: readonly (string | null)[],
): string | null {
  if (filled.length === 1) return HEADING;
  if (filled.some((text) => /^(合计|总计|小计|共计)[:：]?$/.test(text.replace(/\s/g, '')))) return '合计行。';
  if (texts.every((text, at) => text === null || text === header[at])) return '重复的表头。';
  if (!cells.has('name') && /^(注|备注|说明|填表说明|填报人|填表人|联系人|审核人)/.test(filled[0] ?? ''))
    return '表下的说明。';
  return null;
}

/** `一、市直部门` → `市直部门` */
function sectionTitle(text: string): string {
  return text.replace(/^[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*/, '');
}

/** addresses in any cell and behind any cell; ids by themselves only in columns for them */
function linksOf(
  sheet: Sheet,
  index: number,
  texts: readonly (string | null)[],
  columns: readonly (ImportColumn | null)[],
): string[] {
  const found = texts.flatMap((text, at) => {
    const behind = sheet.links.get(cellKey(index, at));
    const addresses = text?.match(/https?:\/\/[^\s，。；;、“”"'<>（）]+/gi) ?? [];
    if (behind !== undefined) return [...addresses, behind];
    if (addresses.length > 0) return addresses;
    return text === null || columns[at] !== 'link' || dateOf(text) !== null ? [] : text.split(/[\s;；，]+/);
  });
  return [...new Set(found.filter((text) => text !== ''))];
}

/** Cells that were merged downwards hold their text in every row. */
function filledDown(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((row) => [...row]);
  for (const { top, left, bottom } of sheet.merges) {
    const text = rows[top]?.[left] ?? null;
    for (let row = top + 1; row <= Math.min(bottom, rows.length - 1); row += 1) {
      const cells = rows[row];
      if (cells !== undefined) cells[left] = text;
    }
  }
  return { ...sheet, rows };
}

import type { Adapter } from '../model/adapter.ts';
import { flatColumnOf, handleForms } from './flat.ts';
import { KEY_TITLES, TITLES, type TitledColumn } from './import-titles.ts';
import type { Sheet } from './sheet.ts';
import { folded, platformOf } from './words.ts';

/** What a column of somebody's own list holds; `handle.uid` is a certain key of a handle. */
export type ImportColumn = TitledColumn | `handle.${string}`;

export interface Header {
  /** index of the last row of the header */
  readonly row: number;
  readonly columns: readonly (ImportColumn | null)[];
  /** titles of columns that are not used */
  readonly unused: readonly string[];
}

/** how far down a header is looked for, below titles and notes */
const SEARCHED_ROWS = 40;

/** Finds the header below notes and titles: the row in which most columns are known, a name among them; null for none. */
export function findHeader(sheet: Sheet, adapters: readonly Adapter[]): Header | null {
  let best: { row: number; columns: (ImportColumn | null)[]; known: number } | null = null;
  for (const [row, titles] of sheet.rows.slice(0, SEARCHED_ROWS).entries()) {
    const columns = columnsOf(titles, adapters);
    const known = new Set(columns.filter((column) => column !== null)).size;
    if (!columns.includes('name') || known < 2) continue;
    // the second line of a header repeats the merged titles of the first and adds its own
    const continues = best !== null && row === best.row + 1 && known >= best.known;
    if (best === null || known > best.known || continues) best = { row, columns, known };
  }
  if (best === null) return null;
  const { row } = best;
  const columns = best.columns.map((column, index) => told(column, index, sheet, row, adapters));
  const unused = (sheet.rows[row] ?? []).filter((title, index) => title !== null && columns[index] === null);
  return { row, columns, unused: unused as string[] };
}

function columnsOf(titles: readonly (string | null)[], adapters: readonly Adapter[]): (ImportColumn | null)[] {
  const forms = handleForms(adapters);
  const claims = titles.map((title) => (title === null ? null : meaningOf(title, forms)));
  // links and keys may stand in several columns, everything else in one
  return claims.map((claim, index) => {
    if (claim === null || claim.column === 'link' || claim.column.startsWith('handle.')) return claim?.column ?? null;
    const better = claims.some(
      (other, at) =>
        other?.column === claim.column && (other.rank < claim.rank || (other.rank === claim.rank && at < index)),
    );
    return better ? null : claim.column;
  });
}

function meaningOf(
  title: string,
  forms: ReturnType<typeof handleForms>,
): { column: ImportColumn; rank: number } | null {
  const flat = flatColumnOf(title, forms);
  if (flat?.startsWith('handle.')) return { column: flat as ImportColumn, rank: 0 };
  const word = folded(title);
  const key = KEY_TITLES[word] ?? [...forms.keys()].find((one) => forms.get(one) !== 'map' && folded(one) === word);
  if (key !== undefined && forms.has(key)) return { column: `handle.${key}`, rank: 0 };
  // 账号ID/主页链接, 单位（部门）: the whole title first, then its parts
  for (const text of [word, ...word.split(/[/、或及和]/)]) {
    for (const [column, words] of Object.entries(TITLES)) {
      const rank = words.indexOf(text);
      if (rank !== -1) return { column: column as ImportColumn, rank };
    }
  }
  return null;
}

/** 类型 and 类别 mean the platform in one list and the kind in another: their cells tell */
function told(
  column: ImportColumn | null,
  index: number,
  sheet: Sheet,
  header: number,
  adapters: readonly Adapter[],
): ImportColumn | null {
  if (column !== 'platform' && column !== 'kind') return column;
  const cells = sheet.rows.slice(header + 1).map((row) => row[index] ?? null);
  const platforms = cells.filter((cell) => cell !== null && platformOf(cell, adapters) !== null).length;
  if (column === 'kind') return platforms > 0 ? 'platform' : 'kind';
  const title = folded(sheet.rows[header]?.[index] ?? '');
  return platforms === 0 && title.endsWith('类型') ? 'kind' : 'platform';
}

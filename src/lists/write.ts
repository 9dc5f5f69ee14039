import { csvLine, UTF8_MARK } from '../registry/csv-line.ts';
import { fontsInSchemaOrder } from '../registry/font-order.ts';
import { writeWhole } from '../store/whole-file.ts';
import type { Cell, List } from './list.ts';

export const FORMATS = ['csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** rows and characters of a cell that a spreadsheet holds; with more it offers to “repair” the file */
const SHEET_ROWS = 1_048_576;
const CELL_CHARACTERS = 32_767;
/** lines written to the disk at once */
const BLOCK = 1000;

/** More rows than the format can hold; `message` says what to do. */
export class TooManyRows extends Error {}

/**
 * Writes a list so that nothing in it can become a formula; the file appears whole or not at all.
 * @returns how many rows it has
 * @throws TooManyRows
 */
export async function writeList(
  list: List,
  rows: Iterable<readonly Cell[]>,
  format: Format,
  file: string,
): Promise<number> {
  const counted = { rows, count: 0 };
  await writeWhole(file, format === 'csv' ? csvBlocks(list, counted) : await workbookOf(list, counted));
  return counted.count;
}

interface Counted {
  readonly rows: Iterable<readonly Cell[]>;
  count: number;
}

function* csvBlocks(list: List, counted: Counted): Generator<string> {
  let block = UTF8_MARK + csvLine(list.columns.map(([heading]) => heading));
  for (const row of counted.rows) {
    block += csvLine(row);
    counted.count += 1;
    if (counted.count % BLOCK === 0) {
      yield block;
      block = '';
    }
  }
  yield block;
}

async function workbookOf(list: List, counted: Counted): Promise<Buffer> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const head = list.columns.map(([value]) => ({ value, type: String, fontWeight: 'bold' as const }));
  const body = [];
  for (const row of counted.rows) {
    counted.count += 1;
    if (counted.count >= SHEET_ROWS) {
      throw new TooManyRows(`超过 ${SHEET_ROWS - 1} 行，一张工作表放不下。请用 --format csv。`);
    }
    body.push(row.map(cellOf));
  }
  const columns = list.columns.map(([, width]) => ({ width }));
  return writeWorkbook([{ sheet: list.title, data: [head, ...body], columns, stickyRowsCount: 1 }], {
    features: [fontsInSchemaOrder],
  }).toBuffer();
}

/** The type is said outright: a name that begins with `=` stays text. */
function cellOf(value: Cell) {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return { value, type: Number };
  return { value: value.length > CELL_CHARACTERS ? `${value.slice(0, CELL_CHARACTERS - 1)}…` : value, type: String };
}

import readXlsxFile from 'read-excel-file/node';
import { cellKey, cellText, type Sheet, type SheetsRead } from './sheet.ts';
import { readXlsxMarks } from './xlsx-marks.ts';

export const UNREADABLE_WORKBOOK =
  '不是能读的 .xlsx 文件（可能是旧式 .xls、加了密码，或者文件坏了）。请用表格软件另存为 .xlsx 再试。';

/** spreadsheets keep this many digits of a number and fill up with zeros */
const KEPT_DIGITS = 15;

/** A number as it stands in the file, so that an id keeps all its digits. */
class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Reads every sheet of a workbook. Numbers keep their digits as text; dates become YYYY-MM-DD. */
export async function readXlsx(bytes: Buffer): Promise<SheetsRead> {
  try {
    const marks = await readXlsxMarks(bytes);
    if (marks === null)
      return { read: false, line: 1, message: '工作簿解压后过大，拒绝读取。请只留下台账这一张表再试。' };
    const sheets = await readXlsxFile(bytes, { trim: false, parseNumber: (text) => new WrittenNumber(text) });
    return {
      read: true,
      sheets: sheets.map(({ sheet, data }) =>
        sheetOf(sheet, data, marks.get(sheet) ?? { merges: [], links: new Map() }),
      ),
    };
  } catch {
    return { read: false, line: 1, message: UNREADABLE_WORKBOOK };
  }
}

function sheetOf(name: string, data: readonly (readonly unknown[])[], marks: Pick<Sheet, 'merges' | 'links'>): Sheet {
  const rounded = new Set<string>();
  const rows = data.map((cells, row) =>
    cells.map((cell, column) => {
      if (cell instanceof WrittenNumber && significantDigits(cell.text) > KEPT_DIGITS)
        rounded.add(cellKey(row, column));
      return textOf(cell);
    }),
  );
  return { name, rows, lines: rows.map((_, row) => row + 1), rounded, ...marks };
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof WrittenNumber) return plainNumber(cell.text);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cellText(String(cell));
}

/** `5.990004001E9` is how some programs save 5990004001 */
function plainNumber(text: string): string {
  const value = Number(text);
  return /e/i.test(text) && Number.isSafeInteger(value) ? String(value) : text;
}

function significantDigits(text: string): number {
  const value = Number(text);
  const digits = Number.isFinite(value) && Number.isInteger(value) ? BigInt(value).toString() : '';
  return digits.replace('-', '').length;
}

/** A rectangle of cells A1-style, zero-based, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One sheet of a spreadsheet, or a whole CSV file: cells as text, in the order of the file. */
export interface Sheet {
  /** empty for CSV */
  readonly name: string;
  /** trimmed; null where a cell is empty. Dates are YYYY-MM-DD */
  readonly rows: readonly (readonly (string | null)[])[];
  /** the line of the file at which each row begins, from 1 */
  readonly lines: readonly number[];
  readonly merges: readonly CellRange[];
  /** `row,column` (zero-based) → address of a hyperlink behind the cell's text */
  readonly links: ReadonlyMap<string, string>;
  /** `row,column` of numbers with more than 15 digits: spreadsheets have dropped the last ones */
  readonly rounded: ReadonlySet<string>;
}

export type SheetsRead =
  | { readonly read: true; readonly sheets: readonly Sheet[] }
  | { readonly read: false; readonly line: number; readonly message: string };

export const cellKey = (row: number, column: number): string => `${row},${column}`;

/** `C5`, as spreadsheets name the cell; row and column from zero */
export function cellName(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

/** the text of a cell without the white space around it; null where nothing is left */
export function cellText(text: string): string | null {
  const trimmed = text.replace(/^[\s\u00a0\u3000]+|[\s\u00a0\u3000]+$/g, '');
  return trimmed === '' ? null : trimmed;
}

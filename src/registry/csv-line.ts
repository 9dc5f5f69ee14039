import { guarded } from './formula-guard.ts';

/** Spreadsheets take a CSV file for UTF-8 only when it begins with this mark. */
export const UTF8_MARK = '\ufeff';

/** One line of a CSV file (RFC 4180), with its end; no text in it can become a formula. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const inert = guarded(value);
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

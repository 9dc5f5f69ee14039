import { CsvError, parse } from 'csv-parse/sync';
import { unguarded } from './formula-guard.ts';
import { cellText, type SheetsRead } from './sheet.ts';

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads CSV in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030, separated by comma, tab or semicolon. */
export function readCsv(bytes: Uint8Array): SheetsRead {
  const text = decode(bytes);
  let rows: Row[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return { read: false, line, message: 'CSV 读到这里读不下去：引号没有成对。请检查这一行前后的双引号。' };
  }
  // a record ends at info.lines; the next one begins on the line after it
  const lines = rows.map((_, index) => (index === 0 ? 1 : (rows[index - 1]?.info.lines ?? 0) + 1));
  return {
    read: true,
    sheets: [
      {
        name: '',
        rows: rows.map((row) => row.record.map((cell) => cellText(unguarded(cell)))),
        lines,
        merges: [],
        links: new Map(),
        rounded: new Set(),
      },
    ],
  };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** the separator that stands most often in the first lines */
function delimiterOf(text: string): string {
  const beginning = text.split('\n', 20).join('\n');
  const counts = [',', '\t', ';'].map((sign) => ({ sign, count: beginning.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

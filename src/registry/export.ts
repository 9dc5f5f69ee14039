import writeXlsxFile from 'write-excel-file/node';
import type { Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import { csvLine, UTF8_MARK } from './csv-line.ts';
import { type FlatTable, flatTable } from './flat.ts';
import { fontsInSchemaOrder } from './font-order.ts';

/** The registry as CSV: UTF-8 with a mark, so that spreadsheets read it right; no cell can become a formula. */
export function exportCsv(registry: Registry, adapters: readonly Adapter[]): string {
  const { titles, rows } = flatTable(registry, adapters);
  return UTF8_MARK + [titles, ...rows].map(csvLine).join('');
}

/** The registry as a workbook with one sheet; every cell is text, so that ids keep their digits and nothing computes. */
export async function exportXlsx(registry: Registry, adapters: readonly Adapter[]): Promise<Buffer> {
  const table = flatTable(registry, adapters);
  const cell = (value: string) => (value === '' ? null : { value, type: String, format: '@' });
  const header = table.titles.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const data = [header, ...table.rows.map((row) => row.map(cell))];
  return writeXlsxFile([{ sheet: '台账', data, columns: columnWidths(table), stickyRowsCount: 1 }], {
    features: [fontsInSchemaOrder],
  }).toBuffer();
}

/** widths in characters; Chinese characters are twice as wide as Latin ones */
function columnWidths({ titles, rows }: FlatTable): { width: number }[] {
  const widthOf = (text: string) => Math.max(...text.split('\n').map((line) => line.length + countWide(line)));
  return titles.map((title, index) => ({
    width: Math.min(50, Math.max(8, widthOf(title), ...rows.slice(0, 200).map((row) => widthOf(row[index] ?? ''))) + 2),
  }));
}

function countWide(line: string): number {
  return line.match(/[\u2e80-\uffef]/g)?.length ?? 0;
}

import type { PercentStyle } from '../model/percent.ts';
import { readSheets, type Sheet } from './read-sheets.ts';
import { verifyRow } from './row-arithmetic.ts';
import { type Column, columnOf, countIn, findTable, type Role, type Row, type Table, textOf } from './table-columns.ts';

/** One number that does not add up. */
export interface ArithmeticFault {
  readonly sheet: string;
  /** row of the sheet, from 1 */
  readonly row: number;
  /** the column's heading */
  readonly column: string;
  readonly printed: string;
  readonly expected: string;
  /** for people, Chinese */
  readonly message: string;
}

interface NamedTable {
  readonly sheet: string;
  readonly table: Table;
}

/**
 * Recomputes every sum and percentage of a workbook in the form of the notices.
 * @param source the path of an .xlsx file, or its content
 * @throws UnreadableWorkbook
 */
export async function verifyWorkbook(
  source: string | Buffer,
  rounding: PercentStyle['rounding'] = 'half-up',
): Promise<ArithmeticFault[]> {
  return verifySheets(await readSheets(source), rounding);
}

/** The same for sheets that are not written yet. */
export function verifySheets(
  sheets: readonly Sheet[],
  rounding: PercentStyle['rounding'] = 'half-up',
): ArithmeticFault[] {
  const tables = sheets.flatMap(({ sheet, data }): NamedTable[] => {
    const table = findTable(data);
    return table === null ? [] : [{ sheet, table }];
  });
  return [
    ...tables.flatMap((named) => [...rowFaults(named, rounding), ...totalFaults(named), ...serialFaults(named)]),
    ...listingFaults(tables),
  ];
}

function rowFaults({ sheet, table }: NamedTable, rounding: PercentStyle['rounding']): ArithmeticFault[] {
  const rows = table.total === null ? table.rows : [...table.rows, table.total];
  return rows.flatMap((row) =>
    verifyRow(table, row, rounding).map(({ column, expected, message }) =>
      fault(sheet, row, column, expected, message),
    ),
  );
}

const COUNTS: readonly Role[] = ['running', 'checked', 'failed', 'passed', 'part', 'component', 'before', 'now'];

function totalFaults({ sheet, table }: NamedTable): ArithmeticFault[] {
  const { total } = table;
  if (total === null) return [];
  return table.columns
    .filter((column) => COUNTS.includes(column.role))
    .flatMap((column) => {
      const printed = countIn(table, total, column);
      const parts = table.rows.map((row) => countIn(table, row, column));
      const sum = parts.reduce<number>((whole, part) => whole + (part ?? 0), 0);
      if (printed === null || printed === sum || parts.every((part) => part === null)) return [];
      return [fault(sheet, total, column, String(sum), `各行之和为${sum}，合计写作${printed}`)];
    });
}

function serialFaults({ sheet, table }: NamedTable): ArithmeticFault[] {
  const column = columnOf(table, 'serial');
  if (column === undefined) return [];
  return table.rows.flatMap((row, at) => {
    const printed = countIn(table, row, column);
    return printed === null || printed === at + 1
      ? []
      : [fault(sheet, row, column, String(at + 1), `序号应为${at + 1}`)];
  });
}

/** The list of names has as many rows as the table of units counts, in all and unit by unit. */
function listingFaults(tables: readonly NamedTable[]): ArithmeticFault[] {
  const counted = tables.find(({ table }) => columnOf(table, 'failed') !== undefined);
  const listed = tables.find(({ table }) => table.columns.some(({ label }) => label === '存在的突出问题'));
  if (!counted || !listed) return [];
  const [unitColumn, failedColumn] = [columnOf(counted.table, 'unit'), columnOf(counted.table, 'failed')];
  const listColumn = columnOf(listed.table, 'unit');
  if (!unitColumn || !failedColumn || !listColumn) return [];
  const namesOf = Map.groupBy(listed.table.rows, (row) => textOf(row.cells[listColumn.index]));
  const compare = (row: Row, unit: string, names: number | undefined): ArithmeticFault[] => {
    const printed = countIn(counted.table, row, failedColumn);
    if (printed === null || names === undefined || printed === names) return [];
    return [
      fault(counted.sheet, row, failedColumn, String(names), `${unit}：名单列出${names}个，表中写作${printed}个`),
    ];
  };
  const { rows, total } = counted.table;
  return [
    // a unit may stand under its full name in the list; then only the total tells
    ...rows.flatMap((row) => {
      const unit = textOf(row.cells[unitColumn.index]);
      return compare(row, unit, namesOf.get(unit)?.length);
    }),
    ...(total === null ? [] : compare(total, '合计', listed.table.rows.length)),
  ];
}

function fault(sheet: string, row: Row, column: Column, expected: string, message: string): ArithmeticFault {
  const printed = String(row.cells[column.index] ?? '');
  return { sheet, row: row.number, column: column.label, printed, expected, message };
}

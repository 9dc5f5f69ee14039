import { readSheets, type Sheet } from './read-sheets.ts';
import { type Cell, countOf, findTable, type Role, type Table, textOf } from './table-columns.ts';
import { UnreadableWorkbook } from './unreadable-workbook.ts';

/** What was published of the last quarter: its table and its list. */
export interface PreviousQuarter {
  readonly units: readonly { readonly unit: string; readonly checked: number; readonly failed: number }[];
  readonly total: { readonly checked: number; readonly failed: number };
  readonly failing: readonly {
    readonly unit: string;
    readonly name: string;
    /** as printed: 微信公众号 */
    readonly platform: string;
    /** official wordings */
    readonly problems: readonly string[];
  }[];
}

/**
 * Reads the last quarter from its `附件.xlsx`, so that the comparison is made with what was published, corrections by
 * hand included.
 * @param source the path of the file, or its content
 * @throws UnreadableWorkbook where a sheet or column is missing
 */
export async function readPrevious(source: string | Buffer): Promise<PreviousQuarter> {
  const sheets = await readSheets(source);
  const units = tableWith(sheets, '检查数', ['unit', 'checked', 'failed']);
  const list = sheets.map(({ data }) => findTable(data)).find((table) => table?.columns.some(isProblem)) ?? null;
  const rows = units.rows.map((row) => ({
    unit: textOf(cell(units, row.cells, 'unit')),
    checked: countOf(cell(units, row.cells, 'checked')) ?? 0,
    failed: countOf(cell(units, row.cells, 'failed')) ?? 0,
  }));
  return {
    units: rows,
    total: {
      checked: rows.reduce((sum, row) => sum + row.checked, 0),
      failed: rows.reduce((sum, row) => sum + row.failed, 0),
    },
    failing: list === null ? [] : list.rows.map((row) => failingAccount(list, row.cells)),
  };
}

function isProblem({ label }: { label: string }): boolean {
  return label === '存在的突出问题';
}

function failingAccount(table: Table, cells: readonly Cell[]): PreviousQuarter['failing'][number] {
  const at = (label: string) => {
    const column = table.columns.find((candidate) => candidate.label === label);
    if (column === undefined) throw new UnreadableWorkbook(`上季度名单缺少“${label}”一列`);
    return String(cells[column.index] ?? '').trim();
  };
  return {
    unit: at('市州/部门'),
    name: at('新媒体账号名称'),
    platform: at('账号平台'),
    problems: at('存在的突出问题')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

function tableWith(sheets: readonly Sheet[], what: string, roles: readonly Role[]): Table {
  for (const { data } of sheets) {
    const table = findTable(data);
    if (table && roles.every((role) => table.columns.some((column) => column.role === role))) return table;
  }
  throw new UnreadableWorkbook(`上季度附件中没有含“单位、${what}、存在突出问题数”的表`);
}

function cell(table: Table, cells: readonly Cell[], role: Role): Cell {
  const column = table.columns.find((candidate) => candidate.role === role);
  return column === undefined ? null : cells[column.index];
}

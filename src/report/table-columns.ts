/** One cell as a workbook holds it. */
export type Cell = string | number | boolean | Date | null | undefined;
export type Rows = readonly (readonly Cell[])[];

/** What a column of a notice's table means. `part`: a share of a whole that stands in the 合计 row. */
export type Role =
  | 'serial'
  | 'unit'
  | 'running'
  | 'checked'
  | 'failed'
  | 'passed'
  | 'failedShare'
  | 'passRate'
  | 'sampleRate'
  | 'part'
  | 'partShare'
  | 'before'
  | 'now'
  | 'growth'
  | 'component'
  | 'text';

/** In this order, because 占检查数比例 also holds 检查数, and 不合格率 also 合格率. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^序号$/, 'serial'],
  [/增长率|增幅|环比|同比/, 'growth'],
  [/抽查(比例|率)|检查(比例|率)|占运行/, 'sampleRate'],
  [/不合格率|不合格占比|占(检查|抽查)数?(的)?比例|问题.*(率|占比|比例)$/, 'failedShare'],
  [/合格率|按期率|办结率|完成率|回复率/, 'passRate'],
  [/占比|比例|比重/, 'partShare'],
  [/上(一)?(季度|期|年|月)|去年同期/, 'before'],
  [/本(季度|期|年|月)/, 'now'],
  [/其中/, 'component'],
  [/不合格|存在.*问题.*(数|个|家)|(问题|未通过)(账号|网站|政务新媒体)?数/, 'failed'],
  [/合格|按期|通过数|完成数/, 'passed'],
  [/(检查|抽查|普查).*数|(检查|抽查|普查)$/, 'checked'],
  [/运行|总数/, 'running'],
  [/单位|地区|市州|部门|平台|类型/, 'unit'],
  [/数量?$|家$|个$/, 'part'],
];

function roleOf(label: string): Role {
  return ROLES.find(([pattern]) => pattern.test(label))?.[1] ?? 'text';
}

export interface Column {
  readonly index: number;
  readonly label: string;
  readonly role: Role;
}

/** A table found on a sheet. Row numbers are those of the sheet, from 1. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly total: Row | null;
}
export interface Row {
  readonly number: number;
  readonly cells: readonly Cell[];
}

export function columnOf(table: Table, role: Role): Column | undefined {
  return table.columns.find((column) => column.role === role);
}

/** The count in a row's cell; null where the table has no such column or the cell no count. */
export function countIn(table: Table, row: Row, where: Role | Column): number | null {
  const column = typeof where === 'string' ? columnOf(table, where) : where;
  return column === undefined ? null : countOf(row.cells[column.index]);
}

export function textOf(cell: Cell): string {
  return cell === null || cell === undefined ? '' : String(cell).replace(/\s/g, '');
}

/**
 * The table of a sheet: a header of one or two rows (the second holds the sub-columns of a merged cell), data rows, and
 * a row 合计. Null where no header with at least one column of numbers is found.
 */
export function findTable(sheet: Rows): Table | null {
  const head = sheet.findIndex((row) => row.filter((cell) => textOf(cell) !== '').length >= 2 && isHeader(row));
  if (head < 0) return null;
  const below = sheet[head + 1] ?? [];
  const double =
    textOf(below[0]) === '' &&
    below.some((cell) => textOf(cell) !== '') &&
    below.every((cell) => countOf(cell) === null);
  const columns = labelsOf(sheet[head] ?? [], double ? below : []).map((label, index) => ({
    index,
    label,
    role: roleOf(label),
  }));
  const body = sheet
    .slice(head + (double ? 2 : 1))
    .map((cells, at) => ({ number: head + (double ? 3 : 2) + at, cells }))
    .filter(({ cells }) => cells.some((cell) => textOf(cell) !== '') && !textOf(cells[0]).startsWith('注'));
  const isTotal = ({ cells }: Row) => cells.some((cell) => /^(合计|总计)$/.test(textOf(cell)));
  return {
    columns,
    rows: body.filter((row) => !isTotal(row) && !isRepeatedHeader(row.cells)),
    total: body.find(isTotal) ?? null,
  };
}

function isHeader(row: readonly Cell[]): boolean {
  const roles = row.map((cell) => roleOf(textOf(cell)));
  return (
    roles.includes('serial') ||
    (roles.filter((role) => role !== 'text').length >= 2 && row.every((cell) => countOf(cell) === null))
  );
}

function isRepeatedHeader(row: readonly Cell[]): boolean {
  return textOf(row[0]) === '序号';
}

function labelsOf(upper: readonly Cell[], lower: readonly Cell[]): string[] {
  let parent = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [own, child] = [textOf(upper[index]), textOf(lower[index])];
    if (own !== '') parent = own;
    return child === '' ? own : `${parent}${child}`;
  });
}

/** A whole number of things: `24`, `24家`, `"24"`; null for anything else. */
export function countOf(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell >= 0 ? cell : null;
  const found = /^(\d{1,15})[家个条]?$/.exec(textOf(cell));
  return found ? Number(found[1]) : null;
}

import { nearest } from '../faults/nearest.ts';
import { type Path, type Source, type Spot, valueAt } from '../faults/source.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault } from '../model/fault.ts';
import type { RegistryDraft, UnitDraft } from './draft.ts';
import { accountFromRow, FLAT_TITLES, flatColumnOf, handleForms } from './flat.ts';
import { MAILBOX } from './schema.ts';
import type { Sheet } from './sheet.ts';
import { readSheets } from './sheets.ts';

/** Reads a registry file in its flat form, one row an account, with the columns that an export writes. */
export async function readTableDraft(path: string, file: string, adapters: readonly Adapter[]): Promise<RegistryDraft> {
  const table = await readSheets(path);
  if (!table.read) return { units: [], faults: [{ file, line: table.line, column: 1, message: table.message }] };
  const sheets = table.sheets.filter((sheet) => sheet.rows.some((row) => row.some((cell) => cell !== null)));
  const drafts = sheets.map((sheet) => readSheet(sheet, file, adapters));
  return { units: drafts.flatMap((draft) => draft.units), faults: drafts.flatMap((draft) => draft.faults) };
}

function readSheet(sheet: Sheet, file: string, adapters: readonly Adapter[]): RegistryDraft {
  const forms = handleForms(adapters);
  const faults: Fault[] = [];
  const at = (row: number, column: number, message: string) =>
    faults.push({
      file,
      ...spotIn(sheet, row, column),
      message: sheet.name === '' ? message : `工作表“${sheet.name}”：${message}`,
    });
  const header = sheet.rows.findIndex((row) => row.some((cell) => cell !== null));
  const titles = sheet.rows[header] ?? [];
  const columns = titles.map((title) => (title === null ? null : flatColumnOf(title, forms)));
  if (!columns.includes('id') || !columns.includes('unit')) {
    at(
      header,
      0,
      '第一行应是“单位、编号、账号名称、平台……”这样的列名。单位自己的表格请先用 xuncha registry import 导入。',
    );
    return { units: [], faults };
  }
  titles.forEach((title, column) => {
    if (title !== null && columns[column] === null) at(header, column, unknownTitle(title, [...forms.keys()]));
  });

  const units: UnitDraft[] = [];
  for (const [row, texts] of sheet.rows.entries()) {
    if (row <= header || texts.every((cell) => cell === null)) continue;
    const cells = new Map<string, string>();
    columns.forEach((column, index) => {
      const text = texts[index] ?? null;
      if (column !== null && text !== null) cells.set(column, text);
    });
    const unit = cells.get('unit');
    if (unit === undefined) at(row, columns.indexOf('unit'), '缺少单位。');
    const contacts = (cells.get('contacts') ?? '')
      .split(/[;；\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
    for (const contact of contacts)
      if (!MAILBOX.test(contact))
        at(row, columns.indexOf('contacts'), `收件人“${contact}”应写作 name@host 或 名称 <name@host>。`);
    const onlyUnit = [...cells.keys()].every((column) => column === 'unit' || column === 'contacts');
    const account = accountSource(sheet, file, row, columns, accountFromRow(cells, forms, adapters));
    units.push({ name: unit ?? '', contacts, accounts: onlyUnit ? [] : [account] });
  }
  return { units, faults };
}

function accountSource(
  sheet: Sheet,
  file: string,
  row: number,
  columns: readonly (string | null)[],
  value: Record<string, unknown>,
): Source {
  /** the column that holds a part, or the nearest that does */
  const columnOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const name = path.slice(0, length).join('.');
      const found = columns.findIndex((column) => column === name || column?.startsWith(`${name}.`));
      if (found !== -1) return found;
    }
    return 0;
  };
  return {
    file,
    value,
    spotOf: (path) => spotIn(sheet, row, columnOf(path)),
    writtenAt: (path) => {
      const part = valueAt(value, path);
      if (part === undefined || typeof part === 'object') return null;
      return sheet.rows[row]?.[columnOf(path)] ?? null;
    },
  };
}

function spotIn(sheet: Sheet, row: number, column: number): Spot {
  return { line: sheet.lines[row] ?? row + 1, column: Math.max(0, column) + 1 };
}

function unknownTitle(title: string, handleKeys: readonly string[]): string {
  const known = [...Object.values(FLAT_TITLES), ...handleKeys];
  const meant = nearest(title, known);
  return `没有“${title}”这一列。${meant === null ? `可用的列：${known.join('、')}。` : `是不是想写“${meant}”？`}`;
}

import { type PercentStyle, percent, percentUnits } from '../model/percent.ts';
import { isReachable, type PrintedShare, printedShare, withPlaces } from './printed-share.ts';
import { type Column, columnOf, countIn, type Role, type Row, type Table } from './table-columns.ts';

/** What is wrong with one cell of a row. */
export interface RowFault {
  readonly column: Column;
  readonly expected: string;
  readonly message: string;
}

/** Recomputes everything that follows from the numbers of one row. */
export function verifyRow(table: Table, row: Row, rounding: PercentStyle['rounding']): RowFault[] {
  return [
    ...orderFaults(table, row),
    ...shareFaults(table, row, rounding),
    ...growthFaults(table, row, rounding),
    ...componentFaults(table, row),
  ];
}

/** checked ≤ running, failed ≤ checked, failed + passed = checked */
function orderFaults(table: Table, row: Row): RowFault[] {
  const faults: RowFault[] = [];
  const count = (role: Role) => countIn(table, row, role);
  const say = (role: Role, expected: string, message: string) => {
    const column = columnOf(table, role);
    if (column !== undefined) faults.push({ column, expected, message });
  };
  const [running, checked, failed, passed] = [count('running'), count('checked'), count('failed'), count('passed')];
  const base = checked ?? running;
  if (running !== null && checked !== null && checked > running) {
    say('checked', `不超过${running}`, `检查数${checked}大于运行数${running}`);
  }
  if (base === null || failed === null) return faults;
  if (failed > base) say('failed', `不超过${base}`, `不合格数${failed}大于检查数${base}`);
  if (passed !== null && failed + passed !== base) {
    say('passed', String(base - failed), `合格数${passed}与不合格数${failed}之和不等于检查数${base}`);
  }
  return faults;
}

function shareFaults(table: Table, row: Row, rounding: PercentStyle['rounding']): RowFault[] {
  const count = (role: Role) => countIn(table, row, role);
  const base = count('checked') ?? count('running');
  const failed = count('failed') ?? rest(base, count('passed'));
  const passed = count('passed') ?? rest(base, count('failed'));
  const whole = table.total === null ? null : countIn(table, table.total, 'part');
  const shares: readonly (readonly [Role, number | null, number | null])[] = [
    ['failedShare', failed, base],
    ['passRate', passed, base],
    ['sampleRate', count('checked'), count('running')],
    ['partShare', count('part') ?? failed, whole ?? base],
  ];
  return shares.flatMap(([role, n, d]) => {
    const column = columnOf(table, role);
    const printed = column === undefined ? null : printedShare(row.cells[column.index]);
    if (column === undefined || printed === null || d === null) return [];
    const share = withPlaces(printed, placesOf(table, column));
    return shareFault(column, share, n, d, rounding);
  });
}

/** A share against its two numbers; without the upper one, whether any whole number gives it. */
function shareFault(
  column: Column,
  share: PrintedShare,
  n: number | null,
  d: number,
  rounding: PercentStyle['rounding'],
): RowFault[] {
  const style: PercentStyle = { decimals: share.decimals, rounding };
  if (n === null) {
    if (isReachable(share, d, rounding)) return [];
    return [{ column, expected: '—', message: `${d}个中没有任何整数个能得到这一比例` }];
  }
  if (n > d || percentUnits(n, d, style) === share.units) return [];
  const expected = percent(n, d, style);
  return [{ column, expected, message: `${n}÷${d}应为${expected}` }];
}

function growthFaults(table: Table, row: Row, rounding: PercentStyle['rounding']): RowFault[] {
  const column = columnOf(table, 'growth');
  const [before, now] = [countIn(table, row, 'before'), countIn(table, row, 'now')];
  const printed = column === undefined ? null : printedShare(row.cells[column.index]);
  if (column === undefined || printed === null || before === null || now === null || before === 0) return [];
  const style: PercentStyle = { decimals: printed.decimals, rounding };
  if (percentUnits(Math.abs(now - before), before, style) === printed.units) return [];
  const expected = percent(Math.abs(now - before), before, style);
  return [{ column, expected, message: `由${before}到${now}，变化幅度应为${expected}` }];
}

/** Columns marked 其中 are the parts of the row's whole. */
function componentFaults(table: Table, row: Row): RowFault[] {
  const parts = table.columns.filter((column) => column.role === 'component');
  const [column] = parts;
  const whole = countIn(table, row, 'checked') ?? countIn(table, row, 'running');
  const counts = parts.map((part) => countIn(table, row, part));
  if (column === undefined || whole === null || counts.includes(null)) return [];
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  return sum === whole ? [] : [{ column, expected: String(whole), message: `各分项之和为${sum}，与总数${whole}不符` }];
}

function placesOf(table: Table, column: Column): PercentStyle['decimals'] {
  const rows = table.total === null ? table.rows : [...table.rows, table.total];
  return rows.reduce<PercentStyle['decimals']>((most, row) => {
    const share = printedShare(row.cells[column.index]);
    return share !== null && share.decimals > most ? share.decimals : most;
  }, 0);
}

function rest(whole: number | null, part: number | null): number | null {
  return whole === null || part === null || part > whole ? null : whole - part;
}

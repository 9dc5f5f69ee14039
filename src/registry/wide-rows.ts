import type { Adapter } from '../model/adapter.ts';
import { idText } from './id-text.ts';
import type { ImportColumn } from './import-columns.ts';
import type { PlatformField } from './platform-titles.ts';
import { type CellAccount, partsOf, readCell } from './wide-cell.ts';
import type { PlatformGroup } from './wide-columns.ts';

/** One account out of a row that stands for a unit. */
export interface WideAccount {
  readonly cells: ReadonlyMap<ImportColumn, string>;
  readonly links: readonly string[];
  /** what is shown of it */
  readonly text: string;
  readonly problems: readonly string[];
  /** cells whose digits the spreadsheet has rounded */
  readonly rounded: readonly string[];
  /** why it is not registered although it was read */
  readonly skip: string | null;
}

/** The cells of a row, as far as they say something. */
export interface WideRow {
  textAt(column: number): string | null;
  /** address behind the text of a cell */
  linkAt(column: number): string | null;
  /** `C5`, where the spreadsheet has rounded the number */
  roundedAt(column: number): string | null;
  /** the cells of columns that hold for all platforms: unit, owner, a common name */
  readonly common: ReadonlyMap<ImportColumn, string>;
}

/** Every account that a row of a list with one row a unit names, platform by platform. */
export function wideAccounts(row: WideRow, groups: readonly PlatformGroup[]): WideAccount[] {
  return groups.flatMap((group) => accountsOf(row, group));
}

function accountsOf(row: WideRow, group: PlatformGroup): WideAccount[] {
  const { adapter, word } = group.platform;
  const name = row.common.get('name') ?? null;
  const columnsOf = (field: PlatformField) => group.columns.filter((column) => column.field === field);
  const cell = columnsOf('account').map(({ index }) => row.textAt(index))[0] ?? null;
  const written = cell === null ? { accounts: [], problem: null } : readCell(cell, adapter);
  if (written.problem !== null) return [failed(row, group, cell ?? '', written.problem)];
  const behind = group.columns.flatMap(({ index }) => row.linkAt(index) ?? []);
  const ids: string[] = [];
  const certain: Values[] = [];
  for (const { index, field } of group.columns) {
    if (field !== 'link' && !field.startsWith('handle.')) continue;
    const values = partsOf(idText(row.textAt(index) ?? '')).flatMap(words);
    // an address says itself which key it carries, whatever the title above it
    if (field === 'link' || values.some((value) => value.includes('/'))) ids.push(...values);
    else if (values.length > 0) certain.push({ field: field as ImportColumn, values });
  }
  const found = withCommonName(written.accounts, name, ids.length + behind.length + certain.length > 0);
  if (found.length === 0) return [];
  if (adapter === null)
    return found.map((account) => unwatched(row, word, account.name ?? account.ids[0] ?? cell ?? ''));

  const nameless = found.find((account) => account.name === null);
  if (nameless !== undefined) {
    const given = [...nameless.ids, ...ids, cell ?? ''].find((text) => text !== '') ?? '';
    return [
      failed(
        row,
        group,
        given,
        `${adapter.title}一栏只有“${given}”，没有账号名称。请写作：账号名称（标识或主页链接）。`,
      ),
    ];
  }
  const sharing = shared(found, ids, certain, states(row, group));
  if (sharing.problem !== null) return [failed(row, group, cell ?? '', sharing.problem)];
  return found.map((account, at) =>
    registered(row, group, adapter, account, found.length === 1 ? behind : [], sharing.of(at)),
  );
}

/** ids without a name, or a tick, take the name that the row gives for all platforms */
function withCommonName(accounts: readonly CellAccount[], name: string | null, hasIds: boolean): CellAccount[] {
  if (accounts.length === 0) return hasIds ? [{ name, ids: [], state: null }] : [];
  return accounts.map((account) => (accounts.length === 1 ? { ...account, name: account.name ?? name } : account));
}

interface Share {
  readonly ids: readonly string[];
  readonly cells: readonly (readonly [ImportColumn, string])[];
}
type Sharing = { readonly problem: string } | { readonly problem: null; of(account: number): Share };
interface Values {
  readonly field: ImportColumn;
  readonly values: readonly string[];
}

function states(row: WideRow, group: PlatformGroup): Values[] {
  return group.columns.flatMap(({ index, field }) => {
    if (field === 'account' || field === 'link' || field.startsWith('handle.')) return [];
    const text = row.textAt(index);
    return text === null ? [] : [{ field: field as ImportColumn, values: partsOf(text) }];
  });
}

/** several accounts in one cell share the cells beside it: one for each, in the same order, or one for all */
function shared(
  accounts: readonly CellAccount[],
  ids: readonly string[],
  certain: readonly Values[],
  others: readonly Values[],
): Sharing {
  const count = accounts.length;
  if (count > 1) {
    const odd = [ids, ...certain.map(({ values }) => values)].find(
      (values) => values.length > 0 && values.length !== count,
    );
    const uneven = odd ?? others.find(({ values }) => values.length > 1 && values.length !== count)?.values;
    if (uneven !== undefined) {
      const names = accounts.map(({ name }) => name ?? '').join('、');
      const problem = `名称有 ${count} 个（${names}），旁边一格却有 ${uneven.length} 个（${uneven.join('、')}），对不上。请按同样的次序写齐，没有的写“—”；或一个账号写一行。`;
      return { problem };
    }
  }
  const nth = (values: readonly string[], at: number) => (values.length === count ? values[at] : values[0]);
  return {
    problem: null,
    of: (at) => ({
      ids: count === 1 ? ids : ids.slice(at, at + 1),
      cells: [...certain, ...others].flatMap(({ field, values }): [ImportColumn, string][] => {
        const value = count === 1 && field.startsWith('handle.') ? values.join('\n') : nth(values, at);
        return value === undefined ? [] : [[field, value]];
      }),
    }),
  };
}

function registered(
  row: WideRow,
  group: PlatformGroup,
  adapter: Adapter,
  account: CellAccount,
  behind: readonly string[],
  share: Share,
): WideAccount {
  const cells = new Map([...row.common, ...share.cells]);
  cells.set('platform', adapter.id);
  cells.set('name', account.name ?? '');
  if (account.state !== null) cells.set('state', account.state);
  return {
    cells,
    links: [...new Set([...account.ids, ...share.ids, ...behind])],
    text: account.name ?? '',
    problems: [],
    rounded: group.columns.flatMap(({ index }) => row.roundedAt(index) ?? []),
    skip: null,
  };
}

/** the texts of a part without Chinese: several ids may stand in one line */
function words(part: string): string[] {
  const found = part.split(/\s+/);
  return found.some((word) => /\p{Script=Han}/u.test(word)) ? [part] : found;
}

function failed(row: WideRow, group: PlatformGroup, text: string, problem: string): WideAccount {
  const cells = new Map(row.common);
  cells.set('name', text);
  if (group.platform.adapter !== null) cells.set('platform', group.platform.adapter.id);
  return { cells, links: [], text, problems: [problem], rounded: [], skip: null };
}

function unwatched(row: WideRow, word: string, text: string): WideAccount {
  return { cells: row.common, links: [], text, problems: [], rounded: [], skip: `${word}不在巡查范围，没有登记。` };
}

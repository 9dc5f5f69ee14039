import { jsonSchemaOf } from '../faults/json-schema.ts';
import { type KeySchema, knownKeys } from '../faults/known-keys.ts';
import type { Account, Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import { KIND_TITLES, kindOf, platformOf, STATE_TITLES, stateOf } from './words.ts';

/** The columns of a registry as a table, besides the keys of handles, with the titles that an export writes. */
export const FLAT_TITLES = {
  unit: '单位',
  contacts: '单位收件人',
  id: '编号',
  name: '账号名称',
  platform: '平台',
  owner: '主办单位',
  state: '状态',
  closedOn: '关停日期',
  kind: '类别',
  confirmed: '人工核查',
  ownerAliases: '主办单位别名',
} as const;
type FlatColumn = keyof typeof FLAT_TITLES;

/** how a key of a handle is written into one cell */
type CellForm = 'text' | 'number' | 'list' | 'map';

/** handle keys of all platforms, each with its form; `feeds` stands for columns `feeds.<name>` */
export function handleForms(adapters: readonly Adapter[]): ReadonlyMap<string, CellForm> {
  const forms = new Map<string, CellForm>();
  for (const adapter of adapters) {
    const schema = jsonSchemaOf(adapter.handle);
    for (const key of knownKeys(schema, [])) if (!forms.has(key)) forms.set(key, formOf(schema.properties?.[key]));
  }
  return forms;
}

function formOf(property: (KeySchema & { type?: unknown }) | undefined): CellForm {
  if (property?.type === 'array') return 'list';
  if (property?.type === 'object') return 'map';
  return property?.type === 'number' || property?.type === 'integer' ? 'number' : 'text';
}

/** The column that a title means: `name`, `handle.uid`, `handle.feeds.main`; null for a title that is none of ours. */
export function flatColumnOf(title: string, forms: ReadonlyMap<string, CellForm>): string | null {
  const known = Object.entries(FLAT_TITLES).find(([column, words]) => title === words || title === column);
  if (known !== undefined) return known[0];
  const [key = '', ...names] = title.split('.');
  const form = forms.get(key);
  if (form === undefined || names.length > 0 !== (form === 'map')) return null;
  return `handle.${title}`;
}

/** One row, as column → text, turned into an account as the YAML would have it; checked afterwards like any other. */
export function accountFromRow(
  cells: ReadonlyMap<string, string>,
  forms: ReadonlyMap<string, CellForm>,
  adapters: readonly Adapter[],
): Record<string, unknown> {
  const account: Record<string, unknown> = { handle: {} };
  for (const [column, text] of cells) {
    if (column === 'unit' || column === 'contacts') continue;
    if (column.startsWith('handle.')) putHandle(account.handle as Record<string, unknown>, column, text, forms);
    else account[column] = plainValue(column, text, adapters);
  }
  return account;
}

function plainValue(column: string, text: string, adapters: readonly Adapter[]): unknown {
  switch (column) {
    case 'platform':
      return platformOf(text, adapters)?.id ?? text;
    case 'state':
      return stateOf(text) ?? text;
    case 'kind':
      return kindOf(text) ?? text;
    case 'confirmed':
    case 'ownerAliases':
      return parsedJson(text);
    default:
      return text;
  }
}

function putHandle(
  handle: Record<string, unknown>,
  column: string,
  text: string,
  forms: ReadonlyMap<string, CellForm>,
) {
  const [, key = '', ...rest] = column.split('.');
  switch (forms.get(key)) {
    case 'list':
      handle[key] = text.split(/\s+/);
      return;
    case 'map':
      handle[key] = { ...(handle[key] as object | undefined), [rest.join('.')]: text };
      return;
    case 'number':
      handle[key] = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
      return;
    default:
      handle[key] = text;
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A registry as a table: titles, then one row for each account; a unit without accounts has a row of its own. */
export interface FlatTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Gives the registry back as a table; reading the table again gives the same registry. */
export function flatTable(registry: Registry, adapters: readonly Adapter[]): FlatTable {
  const handleColumns = usedHandleColumns(registry.accounts, handleForms(adapters));
  const { confirmed, ownerAliases, ...leading } = FLAT_TITLES;
  const titles = [...Object.values(leading), ...handleColumns, confirmed, ownerAliases];
  const contacts = new Map(registry.units.map((unit) => [unit.name, unit.contacts.join('；')]));
  const rowOf = (account: Account) => [
    account.unit,
    contacts.get(account.unit) ?? '',
    account.id,
    account.name,
    adapters.find((adapter) => adapter.id === account.platform)?.noticeTitle ?? account.platform,
    account.owner,
    STATE_TITLES[account.state],
    account.closedOn ?? '',
    KIND_TITLES[account.kind],
    ...handleColumns.map((column) => handleCell(account.handle, column)),
    account.confirmed.length > 0 ? JSON.stringify(account.confirmed) : '',
    account.ownerAliases.length > 0 ? JSON.stringify(account.ownerAliases) : '',
  ];
  const empty = titles.slice(2).map(() => '');
  const rows = registry.units.flatMap((unit) => {
    const accounts = registry.accounts.filter((account) => account.unit === unit.name);
    return accounts.length > 0 ? accounts.map(rowOf) : [[unit.name, unit.contacts.join('；'), ...empty]];
  });
  return { titles, rows };
}

function usedHandleColumns(accounts: readonly Account[], forms: ReadonlyMap<string, CellForm>): string[] {
  return [...forms].flatMap(([key, form]) => {
    if (form !== 'map') return [key];
    const names = accounts.flatMap((account) => Object.keys((keyOf(account.handle, key) ?? {}) as object));
    return [...new Set(names)].map((name) => `${key}.${name}`);
  });
}

function handleCell(handle: unknown, column: string): string {
  const [key = '', ...rest] = column.split('.');
  const value = keyOf(handle, key);
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'object') return String((value as Record<string, unknown>)[rest.join('.')] ?? '');
  return String(value);
}

function keyOf(handle: unknown, key: string): unknown {
  return (handle as Record<string, unknown> | null)?.[key];
}

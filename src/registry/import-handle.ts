import { type JsonSchema, jsonSchemaOf } from '../faults/json-schema.ts';
import { knownKeys } from '../faults/known-keys.ts';
import type { Adapter } from '../model/adapter.ts';
import { accountFromRow, handleForms } from './flat.ts';
import { isScientific } from './id-text.ts';
import type { ListRow } from './import-rows.ts';
import { KEY_TITLES } from './import-titles.ts';
import { platformOf } from './words.ts';

export interface Identified {
  /** null where the platform is not clear; then `problems` says why */
  readonly adapter: Adapter | null;
  /** permanent keys that the row gives; not yet checked */
  readonly handle: Readonly<Record<string, unknown>>;
  /** why the row cannot be used */
  readonly problems: readonly string[];
  /** what a person should look at */
  readonly doubts: readonly string[];
}

/** Finds the platform and the permanent keys of one row, from its platform column and from every link and id in it. */
export function identify(row: ListRow, adapters: readonly Adapter[]): Identified {
  const problems: string[] = row.rounded.map(
    (cell) => `${cell} 的数字超过 15 位，表格软件已经丢掉末几位。请把这一格设为文本，重新填写。`,
  );
  const doubts: string[] = [];
  const lost = [
    ...row.links,
    ...[...row.cells].flatMap(([column, text]) => (column.startsWith('handle.') ? [text] : [])),
  ];
  for (const text of new Set(lost.filter(isScientific))) problems.push(scientific(text));
  const stated = row.cells.get('platform');
  let adapter = stated === undefined ? null : platformOf(stated, adapters);
  if (stated !== undefined && adapter === null) {
    problems.push(`平台“${stated}”不认识。现有平台：${adapters.map((one) => one.title).join('、')}。`);
    return { adapter: null, handle: {}, problems, doubts };
  }
  const handle: Record<string, unknown> = {};
  for (const text of row.links.filter(isAddress)) {
    const read = readAddress(text, adapter, adapters);
    if (read === null) doubts.push(unreadable(text));
    else if (adapter !== null && read.adapter !== adapter)
      doubts.push(`平台写的是${adapter.title}，链接却属于${read.adapter.title}，没有采用：${text}`);
    else {
      adapter ??= read.adapter;
      addKeys(handle, read.keys);
    }
  }
  if (adapter === null) {
    problems.push('没有写平台，也没有能认出平台的链接。');
    return { adapter, handle, problems, doubts };
  }
  addKeys(handle, namedKeys(row, adapters));
  for (const text of row.links.filter((one) => !isAddress(one) && !isScientific(one))) {
    const key = keyOfBareId(text, adapter);
    if (key === null) doubts.push(`“${text}”不像${adapter.title}的永久标识，没有采用。`);
    else addKeys(handle, { [key]: text });
  }
  return { adapter, handle, problems, doubts };
}

function scientific(text: string): string {
  return `“${text}”是表格软件改写过的长数字，末几位已经丢了，猜不回来。请先把这一列设为文本，再从平台或备案系统重新复制完整的标识。`;
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) || /^(?:[\w-]+\.)+[a-z]{2,}\//i.test(text);
}

function readAddress(
  text: string,
  expected: Adapter | null,
  adapters: readonly Adapter[],
): { adapter: Adapter; keys: Readonly<Record<string, unknown>> } | null {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url)) return null;
  const inOrder = expected === null ? adapters : [expected, ...adapters.filter((one) => one !== expected)];
  for (const adapter of inOrder) {
    const keys = adapter.readLink?.(url) ?? null;
    if (keys !== null) return { adapter, keys: keys as Readonly<Record<string, unknown>> };
  }
  return null;
}

function unreadable(text: string): string {
  return `链接里没有永久标识，没有采用：${text} 。短链接请先在浏览器里打开，再复制地址栏里的完整地址。`;
}

/** keys from columns that are named after them */
function namedKeys(row: ListRow, adapters: readonly Adapter[]): Readonly<Record<string, unknown>> {
  const cells = new Map([...row.cells].filter(([column]) => column.startsWith('handle.')));
  for (const [column, text] of cells) if (/^https?:\/\//i.test(text) && !text.includes('\n')) cells.delete(column);
  return accountFromRow(cells, handleForms(adapters), adapters).handle as Readonly<Record<string, unknown>>;
}

/** keys that offices mean where they do not say which */
const USUAL_KEYS = new Set(Object.values(KEY_TITLES));

/**
 * The key of a handle that an id without a name must be: the one whose form it has. A key that takes any text counts
 * only where no key with a form of its own fits; where two fit alike, it is the one that lists usually give, or none.
 */
export function keyOfBareId(text: string, adapter: Adapter): string | null {
  // a name or a remark, even where a key would take any text
  if (/\p{Script=Han}/u.test(text)) return null;
  const schema = jsonSchemaOf(adapter.handle);
  const fitting = knownKeys(schema, []).filter((key) => adapter.handle.safeParse({ [key]: text }).success);
  const formed = fitting.filter((key) => hasForm(schema, key));
  const possible = formed.length > 0 ? formed : fitting;
  const chosen = possible.length > 1 ? possible.filter((key) => USUAL_KEYS.has(key)) : possible;
  return chosen.length === 1 ? (chosen[0] ?? null) : null;
}

function hasForm(schema: JsonSchema, key: string): boolean {
  const property = schema.properties?.[key] as { pattern?: string } | undefined;
  return property?.pattern !== undefined;
}

function addKeys(handle: Record<string, unknown>, keys: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(keys)) {
    if (value === undefined) continue;
    const known = handle[key];
    handle[key] = Array.isArray(known) && Array.isArray(value) ? [...new Set([...known, ...value])] : value;
  }
}

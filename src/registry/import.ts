import type { Account, Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import { newAccountId } from './account-id.ts';
import { AccountIndex } from './account-index.ts';
import { ContactsOfUnits, type NewContacts } from './import-contacts.ts';
import { identify } from './import-handle.ts';
import { type ListRow, readList } from './import-rows.ts';
import type { Sheet } from './sheet.ts';
import { kindOf, stateAndDateOf } from './words.ts';

/**
 * understood: taken as it stands; look: taken, but a person should look at what was assumed;
 * failed: not taken, with the reason; skipped: no account (a heading, a note, a sum)
 */
export type RowVerdict = 'understood' | 'look' | 'failed' | 'skipped';

export type ImportChange =
  | { readonly kind: 'add'; readonly account: Account }
  | { readonly kind: 'same'; readonly account: Account }
  | {
      readonly kind: 'update';
      readonly account: Account;
      readonly before: Account;
      readonly fields: readonly ImportField[];
    };

/** what an import may change of an account that is already there */
export type ImportField = 'name' | 'unit' | 'owner' | 'state' | 'closedOn' | 'kind' | 'handle';

export interface ImportRow {
  /** empty for CSV */
  readonly sheet: string;
  readonly line: number;
  /** the account's name as the row gives it, or the text of a row that is no account */
  readonly title: string;
  readonly verdict: RowVerdict;
  /** for people, Chinese: what was assumed, or why nothing was taken */
  readonly reasons: readonly string[];
  readonly change: ImportChange | null;
}

export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  /** addresses that get a unit's mail from now on */
  readonly contacts: readonly NewContacts[];
  /** for people, Chinese: how the header of each sheet was understood */
  readonly headers: readonly string[];
  /** columns that were not used, sheet by sheet */
  readonly unusedColumns: readonly string[];
  /** sheets in which no header was found; `['']` for a CSV file */
  readonly headlessSheets: readonly string[];
  /** accounts of the registry that no row names; an import never removes any */
  readonly notInList: readonly Account[];
}

/**
 * Says for each row of somebody's own list what it means and what it would change; writes nothing. Accounts are found
 * again by the id of an export, by permanent key, or by platform, name and owner, so that a second import updates.
 */
export function planImport(sheets: readonly Sheet[], registry: Registry, adapters: readonly Adapter[]): ImportPlan {
  const list = readList(sheets, adapters);
  const index = new AccountIndex(registry.accounts, adapters);
  const lines = new Map<string, string>();
  const contacts = new ContactsOfUnits(registry);
  const rows = list.rows.map((row) => {
    const planned = planRow(row, index, lines, adapters);
    const cell = row.cells.get('contacts');
    if (planned.change === null || cell === undefined) return planned;
    const doubts = contacts.add(planned.change.account.unit, cell);
    return doubts.length === 0
      ? planned
      : { ...planned, verdict: 'look' as const, reasons: [...planned.reasons, ...doubts] };
  });
  return {
    rows,
    contacts: contacts.added(),
    headers: list.headers,
    unusedColumns: list.unused,
    headlessSheets: list.headless,
    notInList: registry.accounts.filter((account) => !lines.has(account.id)),
  };
}

function planRow(
  row: ListRow,
  index: AccountIndex,
  /** account id → the row that named it first */
  lines: Map<string, string>,
  adapters: readonly Adapter[],
): ImportRow {
  const title = (row.skip === null ? row.cells.get('name') : undefined) ?? row.text;
  const told = (verdict: RowVerdict, reasons: readonly string[], change: ImportChange | null = null): ImportRow => ({
    sheet: row.sheet,
    line: row.line,
    title,
    verdict,
    reasons,
    change,
  });
  if (row.skip !== null) return told('skipped', [row.skip]);
  if (row.problems.length > 0) return told('failed', row.problems);
  const identified = identify(row, adapters);
  const written = readFields(row);
  const problems = [...identified.problems, ...written.problems];
  const doubts = [...identified.doubts, ...written.doubts];
  const { adapter } = identified;
  if (adapter === null || written.name === undefined) return told('failed', problems);

  const wanted = {
    platform: adapter.id,
    name: written.name,
    owner: written.owner ?? written.unit,
    handle: identified.handle,
  };
  const match = index.find(row.cells.get('id'), wanted);
  if (match.contradiction !== null) problems.push(`${match.contradiction}请先在台账里核对。`);
  if (match.doubt !== null) doubts.push(match.doubt);
  const before = match.account;
  const owner = written.owner ?? before?.owner ?? written.unit;
  const unit = written.unit ?? before?.unit ?? owner;
  if (unit === undefined || owner === undefined) problems.push('没有单位，也没有主办单位。');
  const merged = { ...(before?.handle as object | undefined), ...identified.handle };
  const handle = adapter.handle.safeParse(merged);
  // digits that are lost were told already, with what to do
  if (!handle.success && identified.problems.length === 0) problems.push(handleProblem(adapter, merged));
  if (problems.length > 0 || unit === undefined || owner === undefined || !handle.success)
    return told('failed', [...problems, ...doubts]);

  if (Object.keys(merged).length === 0)
    doubts.push('没有永久标识：可以登记，但查不到内容。请补上主页链接，或用 xuncha registry resolve 查找。');
  if (written.owner === undefined && before === null) doubts.push(`没有主办单位，暂以单位“${unit}”代替。`);
  const account = assembled(written, { unit, owner, platform: adapter.id, handle: handle.data }, before, (of) =>
    newAccountId(adapter, handle.data, of.name, of.owner, (id) => index.has(id)),
  );
  const first = lines.get(account.id);
  if (first !== undefined) return told('failed', [`与${first}是同一个账号（${account.id}），没有重复登记。`]);
  lines.set(account.id, `${row.sheet === '' ? '' : `工作表“${row.sheet}”`}第 ${row.line} 行`);
  index.add(account);
  return told(doubts.length > 0 ? 'look' : 'understood', doubts, changeOf(account, before));
}

interface Written {
  readonly name: string | undefined;
  readonly unit: string | undefined;
  readonly owner: string | undefined;
  readonly state: Account['state'] | undefined;
  readonly closedOn: string | undefined;
  readonly kind: Account['kind'] | undefined;
  readonly problems: readonly string[];
  readonly doubts: readonly string[];
}

function readFields(row: ListRow): Written {
  const problems: string[] = [];
  const doubts: string[] = [];
  const { cells } = row;
  const name = cells.get('name');
  if (name === undefined) problems.push('没有账号名称。');
  const stateText = cells.get('state');
  const stated = stateText === undefined ? null : stateAndDateOf(stateText);
  const state = stated?.state ?? undefined;
  // an account that is wrongly taken for running could be accused
  if (stateText !== undefined && state === undefined)
    problems.push(`状态“${stateText}”不认识，应为 运行、关停 或 注销。`);
  const kindText = cells.get('kind');
  const kind = kindText === undefined ? undefined : (kindOf(kindText) ?? undefined);
  if (kindText !== undefined && kind === undefined)
    doubts.push(`类别“${kindText}”不认识，没有采用（应为 发布类 或 服务类）。`);
  const dateText = cells.get('closedOn');
  const closedOn = dateText === undefined ? (stated?.date ?? undefined) : (stateAndDateOf(dateText).date ?? undefined);
  if (dateText !== undefined && closedOn === undefined)
    doubts.push(`日期“${dateText}”看不懂，或者没有写到日，没有采用（请写作 2022-02-01）。`);
  return { name, unit: cells.get('unit'), owner: cells.get('owner'), state, closedOn, kind, problems, doubts };
}

function assembled(
  written: Written,
  sure: Pick<Account, 'unit' | 'owner' | 'platform' | 'handle'>,
  before: Account | null,
  makeId: (account: { name: string; owner: string }) => string,
): Account {
  const name = written.name ?? '';
  return {
    id: before?.id ?? makeId({ name, owner: sure.owner }),
    name,
    ...sure,
    state: written.state ?? before?.state ?? 'running',
    closedOn: written.closedOn ?? before?.closedOn ?? null,
    kind: written.kind ?? before?.kind ?? 'publishing',
    confirmed: before?.confirmed ?? [],
    ownerAliases: before?.ownerAliases ?? [],
  };
}

const FIELDS: readonly ImportField[] = ['name', 'unit', 'owner', 'state', 'closedOn', 'kind', 'handle'];

function changeOf(account: Account, before: Account | null): ImportChange {
  if (before === null) return { kind: 'add', account };
  const fields = FIELDS.filter((field) => JSON.stringify(account[field]) !== JSON.stringify(before[field]));
  return fields.length === 0 ? { kind: 'same', account } : { kind: 'update', account, before, fields };
}

function handleProblem(adapter: Adapter, handle: object): string {
  const given = Object.entries(handle).map(([key, value]) => `${key}=${String(value)}`);
  return given.length === 0
    ? `没有${adapter.title}的永久标识。请在浏览器里打开它的主页，把地址栏里的完整地址填进表里；或填账号 ID。`
    : `${adapter.title}的永久标识不对：${given.join('，')}。请核对主页链接或账号 ID。`;
}

import type { Adapter } from '../model/adapter.ts';
import { headerWords } from './header-words.ts';
import { idText, saysNothing } from './id-text.ts';
import { findHeader, type Header, type ImportColumn } from './import-columns.ts';
import { type ListDefaults, listDefaults } from './import-defaults.ts';
import { OWN_CONTACTS } from './import-titles.ts';
import { HEADING, PERSONS, sectionTitle, shownText, skipReason } from './row-kind.ts';
import { cellKey, cellName, type Sheet } from './sheet.ts';
import { type WideAccount, wideAccounts } from './wide-rows.ts';
import { dateOf, STATE_TITLES } from './words.ts';

/** One account of somebody's list: what stands under each known column, and every address in the row. */
export interface ListRow {
  readonly sheet: string;
  /** line of the file, from 1 */
  readonly line: number;
  /** the first text of the row, for rows that are no account */
  readonly text: string;
  readonly cells: ReadonlyMap<ImportColumn, string>;
  /** ids and addresses, of columns that may hold them, of any other column, and behind the text of cells */
  readonly links: readonly string[];
  /** why the row is no account: a heading, a note, a sum; null where it is one */
  readonly skip: string | null;
  /** cells whose digits the spreadsheet has rounded: `C5` */
  readonly rounded: readonly string[];
  /** why the row cannot be read, whatever its cells hold */
  readonly problems: readonly string[];
}

export interface ListRead {
  readonly rows: readonly ListRow[];
  /** for people, Chinese: where the header of each sheet was found and how it was understood */
  readonly headers: readonly string[];
  /** `工作表“台账”：备注、联系电话` */
  readonly unused: readonly string[];
  /** sheets in which no header was found */
  readonly headless: readonly string[];
}

/** Reads the sheets of somebody's own list row by row; nothing is judged here but what is a row at all. */
export function readList(sheets: readonly Sheet[], adapters: readonly Adapter[]): ListRead {
  const rows: ListRow[] = [];
  const headers: string[] = [];
  const unused: string[] = [];
  const headless: string[] = [];
  for (const original of sheets) {
    if (original.rows.every((row) => row.every((cell) => cell === null))) continue;
    const sheet = filledDown(original);
    const header = findHeader(sheet, adapters);
    if (header === null) {
      headless.push(sheet.name);
      continue;
    }
    const defaults = listDefaults(original, header, adapters);
    const place = sheet.name === '' ? '' : `工作表“${sheet.name}”：`;
    headers.push([`${place}${headerWords(sheet, header)}`, ...defaults.says.map((line) => `    ${line}`)].join('\n'));
    if (header.unused.length > 0) unused.push(`${place}${header.unused.join('、')}`);
    rows.push(...new SheetRows(sheet, header, defaults).read());
  }
  return { rows, headers, unused, headless };
}

class SheetRows {
  readonly #sheet: Sheet;
  readonly #header: Header;
  readonly #defaults: ListDefaults;
  #section: string | null = null;
  #unitAbove: string | undefined;

  constructor(sheet: Sheet, header: Header, defaults: ListDefaults) {
    this.#sheet = sheet;
    this.#header = header;
    this.#defaults = defaults;
  }

  read(): ListRow[] {
    const found: ListRow[] = [];
    for (let index = this.#header.row + 1; index < this.#sheet.rows.length; index += 1) found.push(...this.#row(index));
    return found;
  }

  #row(index: number): ListRow[] {
    const written = this.#sheet.rows[index] ?? [];
    const texts = written.map((text) => (text !== null && saysNothing(text) ? null : text));
    const filled = texts.filter((text) => text !== null);
    if (filled.length === 0) return [];
    const { columns, groups, titles } = this.#header;
    const cells = new Map<ImportColumn, string>();
    columns.forEach((column, at) => {
      const text = texts[at] ?? null;
      if (column !== null && column !== 'link' && text !== null)
        cells.set(column, column.startsWith('handle.') ? idText(text) : text);
    });
    const links = this.#links(index, texts, columns);
    const inGroups = groups.flatMap((group) => group.columns.flatMap(({ index: at }) => texts[at] ?? []));
    const skip = skipReason({
      texts,
      titles,
      saysNothing: filled.length < written.filter((text) => text !== null).length,
      known: [...['unit', 'owner', 'name'].flatMap((column) => cells.get(column as ImportColumn) ?? []), ...inGroups],
      hasName: cells.has('name') || inGroups.length > 0,
      hasAddress: links.some((link) => /^https?:/i.test(link)),
    });
    const first = filled[0] ?? '';
    const row = (more: Partial<ListRow>): ListRow => ({
      sheet: this.#sheet.name,
      line: this.#sheet.lines[index] ?? index + 1,
      text: first,
      cells,
      links: [],
      skip: null,
      rounded: [],
      problems: [],
      ...more,
    });
    if (skip !== null) {
      if (skip === HEADING) this.#section = sectionTitle(first) ?? this.#section;
      return [row({ skip, text: skip === PERSONS ? shownText(first) : first })];
    }
    this.#complete(cells);
    this.#keepContacts(cells);
    this.#answer(cells);
    if (groups.length === 0) return [row({ links, rounded: this.#rounded(index) })];
    const accounts = wideAccounts(
      {
        common: cells,
        textAt: (at) => texts[at] ?? null,
        linkAt: (at) => this.#sheet.links.get(cellKey(index, at)) ?? null,
        roundedAt: (at) => (this.#sheet.rounded.has(cellKey(index, at)) ? cellName(index, at) : null),
      },
      groups,
    );
    if (accounts.length > 0) return accounts.map((account: WideAccount) => row(account));
    return [row({ text: cells.get('owner') ?? cells.get('unit') ?? first, skip: '各平台都没有账号。' })];
  }

  /** what a row does not say itself stands above it, or holds for the whole sheet */
  #complete(cells: Map<ImportColumn, string>): void {
    const { platform, unit, unitIsOwner } = this.#defaults;
    // a merged 单位 that was saved as CSV leaves the cells below it empty
    this.#unitAbove = cells.get('unit') ?? this.#unitAbove;
    const own = this.#unitAbove;
    if (unitIsOwner && own !== undefined) cells.set('owner', own);
    const found = unitIsOwner ? (unit ?? own) : (own ?? this.#section ?? unit);
    if (found !== undefined && found !== null) cells.set('unit', found);
    if (platform !== null && !cells.has('platform')) cells.set('platform', platform.id);
  }

  /** 是否正常运行：是; what 否 means is for a person to say */
  #answer(cells: Map<ImportColumn, string>): void {
    const title = this.#header.titles[this.#header.columns.indexOf('state')]?.at(-1) ?? '';
    if (title.startsWith('是否') && /^[是√✓]$/.test(cells.get('state') ?? '')) cells.set('state', STATE_TITLES.running);
  }

  /** an address beside an account is its owner's; the unit's mail goes there only where the two are the same */
  #keepContacts(cells: Map<ImportColumn, string>): void {
    const at = this.#header.columns.indexOf('contacts');
    const isOwn = this.#header.titles[at]?.at(-1) === OWN_CONTACTS;
    const [unit, owner] = [cells.get('unit'), cells.get('owner')];
    if (!isOwn && unit !== undefined && owner !== undefined && unit !== owner) cells.delete('contacts');
  }

  #rounded(index: number): string[] {
    const { columns } = this.#header;
    return columns.flatMap((column, at) =>
      this.#sheet.rounded.has(cellKey(index, at)) && column !== null ? [cellName(index, at)] : [],
    );
  }

  /** addresses in any cell and behind any cell; ids by themselves only in columns for them */
  #links(index: number, texts: readonly (string | null)[], columns: readonly (ImportColumn | null)[]): string[] {
    const found = texts.flatMap((text, at) => {
      const behind = this.#sheet.links.get(cellKey(index, at));
      const plain = text === null ? null : idText(text);
      const addresses = plain?.match(/https?:\/\/[^\s，。；;、“”"'<>（）]+/gi) ?? [];
      if (behind !== undefined) return [...addresses, behind];
      if (addresses.length > 0) return addresses;
      return plain === null || columns[at] !== 'link' || dateOf(plain) !== null ? [] : plain.split(/[\s;；，]+/);
    });
    return [...new Set(found.filter((text) => text !== ''))];
  }
}

/** Cells that were merged downwards hold their text in every row. */
function filledDown(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((row) => [...row]);
  for (const { top, left, bottom } of sheet.merges) {
    const text = rows[top]?.[left] ?? null;
    for (let row = top + 1; row <= Math.min(bottom, rows.length - 1); row += 1) {
      const cells = rows[row];
      if (cells !== undefined) cells[left] = text;
    }
  }
  return { ...sheet, rows };
}

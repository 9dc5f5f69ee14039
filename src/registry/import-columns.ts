import type { Adapter } from '../model/adapter.ts';
import { flatColumnOf, handleForms } from './flat.ts';
import { isOfPerson, type TitleStack, titleStacks } from './header-titles.ts';
import { KEY_TITLES, TITLES, type TitledColumn } from './import-titles.ts';
import { PlatformTitles } from './platform-titles.ts';
import type { Sheet } from './sheet.ts';
import { type PlatformGroup, platformGroups } from './wide-columns.ts';
import { folded, platformOf } from './words.ts';

/** What a column of somebody's own list holds; `handle.uid` is a certain key of a handle. */
export type ImportColumn = TitledColumn | `handle.${string}`;

export interface Header {
  /** index of the last row of the header */
  readonly row: number;
  readonly height: number;
  readonly titles: readonly TitleStack[];
  readonly columns: readonly (ImportColumn | null)[];
  /** the columns of each platform, where the list keeps one row a unit; empty where it keeps one row an account */
  readonly groups: readonly PlatformGroup[];
  /** titles of columns that are not used */
  readonly unused: readonly string[];
}

/** how far down a header is looked for, below titles and notes */
const SEARCHED_ROWS = 40;
/** a platform, what it holds, and a title over all platforms */
const MOST_HEADER_ROWS = 3;

interface Layout {
  readonly columns: readonly (ImportColumn | null)[];
  readonly groups: readonly PlatformGroup[];
  /** columns that are understood; 0 where this is no header */
  readonly known: number;
}
const NO_HEADER: Layout = { columns: [], groups: [], known: 0 };

/** Finds the header below notes and titles: the rows in which most columns are known; null for none. */
export function findHeader(sheet: Sheet, adapters: readonly Adapter[]): Header | null {
  const reader = new HeaderReader(sheet, adapters);
  let best: { row: number; height: number; layout: Layout } | null = null;
  for (let row = 0; row < Math.min(SEARCHED_ROWS, sheet.rows.length); row += 1) {
    for (let height = 1; height <= Math.min(MOST_HEADER_ROWS, row + 1); height += 1) {
      const layout = reader.layoutOf(row, height);
      const known = best?.layout.known ?? 0;
      // the second line of a header repeats the merged titles of the first and adds its own
      const continues: boolean = best !== null && row === best.row + 1 && layout.known >= known;
      if (layout.known > known || (continues && layout.known > 0)) best = { row, height, layout };
    }
  }
  if (best === null) return null;
  const { row, height, layout } = best;
  const titles = titleStacks(sheet, row, height);
  const inGroups = new Set(layout.groups.flatMap(({ columns }) => columns.map(({ index }) => index)));
  const unused = titles.flatMap((stack, index) =>
    stack.length > 0 && (layout.columns[index] ?? null) === null && !inGroups.has(index) ? [stack.at(-1) ?? ''] : [],
  );
  return { row, height, titles, columns: layout.columns, groups: layout.groups, unused: [...new Set(unused)] };
}

class HeaderReader {
  readonly #sheet: Sheet;
  readonly #adapters: readonly Adapter[];
  readonly #forms: ReturnType<typeof handleForms>;
  readonly #platforms: PlatformTitles;

  constructor(sheet: Sheet, adapters: readonly Adapter[]) {
    this.#sheet = sheet;
    this.#adapters = adapters;
    this.#forms = handleForms(adapters);
    this.#platforms = new PlatformTitles(adapters);
  }

  layoutOf(row: number, height: number): Layout {
    const stacks = titleStacks(this.#sheet, row, height);
    if (height > 1 && !this.#continues(row, height, stacks)) return NO_HEADER;
    const generic = this.#columnsOf(stacks).map((column, index) => this.#told(column, index, stacks, row));
    const groups = platformGroups(stacks, generic, this.#platforms);
    const inGroups = new Set(groups.flatMap(({ columns }) => columns.map(({ index }) => index)));
    const columns = generic.map((column, index) => (inGroups.has(index) ? null : column));
    const known = new Set(columns.filter((column) => column !== null)).size + inGroups.size;
    const isList = known >= 2 && (groups.length > 0 || columns.includes('name'));
    return isList ? { columns, groups, known } : NO_HEADER;
  }

  /** A row belongs to the header above it if it says more about some of its columns, and nothing else about any. */
  #continues(row: number, height: number, stacks: readonly TitleStack[]): boolean {
    const above = titleStacks(this.#sheet, row - 1, height - 1);
    const lowest = this.#sheet.rows[row] ?? [];
    const means = (stack: TitleStack) => this.#meaningOf(stack) !== null || this.#platforms.meaningOf(stack) !== null;
    const added = lowest.flatMap((title, index) =>
      title !== null && !(above[index] ?? []).includes(title) ? [index] : [],
    );
    const clear = added.filter((index) => means(stacks[index] ?? []));
    return clear.length > 0 && added.every((index) => clear.includes(index) || !means(above[index] ?? []));
  }

  #columnsOf(stacks: readonly TitleStack[]): (ImportColumn | null)[] {
    const claims = stacks.map((stack, index) => (isOfPerson(stacks, index) ? null : this.#meaningOf(stack)));
    // links and keys may stand in several columns, everything else in one
    return claims.map((claim, index) => {
      if (claim === null || claim.column === 'link' || claim.column.startsWith('handle.')) return claim?.column ?? null;
      const better = claims.some(
        (other, at) =>
          other?.column === claim.column && (other.rank < claim.rank || (other.rank === claim.rank && at < index)),
      );
      return better ? null : claim.column;
    });
  }

  #meaningOf(stack: TitleStack): { column: ImportColumn; rank: number } | null {
    const title = stack.at(-1);
    if (title === undefined) return null;
    const flat = flatColumnOf(title, this.#forms);
    if (flat?.startsWith('handle.')) return { column: flat as ImportColumn, rank: 0 };
    const word = folded(title);
    const key =
      KEY_TITLES[word] ?? [...this.#forms.keys()].find((one) => this.#forms.get(one) !== 'map' && folded(one) === word);
    if (key !== undefined && this.#forms.has(key)) return { column: `handle.${key}`, rank: 0 };
    // 账号ID/主页链接, 单位（部门）: the whole title first, then its parts
    for (const text of [word, ...word.split(/[/、或及和]/)]) {
      for (const [column, words] of Object.entries(TITLES)) {
        const rank = words.indexOf(text);
        if (rank !== -1) return { column: column as ImportColumn, rank };
      }
    }
    return null;
  }

  /** 类型 and 类别 mean the platform in one list and the kind in another: their cells tell */
  #told(column: ImportColumn | null, index: number, stacks: readonly TitleStack[], row: number): ImportColumn | null {
    if (column !== 'platform' && column !== 'kind') return column;
    const isPlatform = (cell: string | null) => cell !== null && platformOf(cell, this.#adapters) !== null;
    const platforms = this.#sheet.rows.slice(row + 1).some((cells) => isPlatform(cells[index] ?? null));
    if (column === 'kind') return platforms ? 'platform' : 'kind';
    return !platforms && folded(stacks[index]?.at(-1) ?? '').endsWith('类型') ? 'kind' : 'platform';
  }
}

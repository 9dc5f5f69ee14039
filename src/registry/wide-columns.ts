import { isOfPerson, type TitleStack } from './header-titles.ts';
import type { ImportColumn } from './import-columns.ts';
import type { NamedPlatform, PlatformField, PlatformTitle, PlatformTitles } from './platform-titles.ts';

/** The columns that together hold the accounts of a platform: its names, its ids, its states. */
export interface PlatformGroup {
  readonly platform: NamedPlatform;
  readonly columns: readonly { readonly index: number; readonly field: PlatformField }[];
}

/** fields that say that there is an account */
const TELLS_OF_ACCOUNTS = (field: PlatformField) =>
  field === 'account' || field === 'link' || field.startsWith('handle.');

/**
 * The columns of each platform, where a list keeps one row a unit and its columns are platforms. Empty where a column
 * names the platform of each row.
 */
export function platformGroups(
  stacks: readonly TitleStack[],
  columns: readonly (ImportColumn | null)[],
  titles: PlatformTitles,
): PlatformGroup[] {
  const meanings = stacks.map((stack, index) => {
    return isOfPerson(stacks, index) ? null : titles.meaningOf(stack);
  });
  const at = (column: ImportColumn) => columns.some((one, index) => one === column && meanings[index] === null);
  if (at('platform')) return [];
  const groups = grouped(meanings).filter(({ columns: own }) => own.some(({ field }) => TELLS_OF_ACCOUNTS(field)));
  const platforms = new Set(groups.map(({ platform }) => platform.adapter));
  if (!groups.some(({ platform }) => platform.adapter !== null)) return [];
  // one row an account, whose links tell the platform
  if (platforms.size === 1 && at('name') && at('link')) return [];
  return groups;
}

function grouped(meanings: readonly (PlatformTitle | null)[]): PlatformGroup[] {
  const groups: { platform: NamedPlatform; columns: { index: number; field: PlatformField }[] }[] = [];
  for (const [index, meaning] of meanings.entries()) {
    if (meaning === null) continue;
    const { word, adapter, field } = meaning;
    const last = groups.findLast(({ platform }) =>
      adapter === null ? platform.word === word : platform.adapter === adapter,
    );
    // a second 名称 begins a second account of the platform; links may stand in several columns
    const open = field === 'link' || !last?.columns.some((column) => column.field === field) ? last : undefined;
    if (open === undefined) groups.push({ platform: { word, adapter }, columns: [{ index, field }] });
    else open.columns.push({ index, field });
  }
  return groups;
}

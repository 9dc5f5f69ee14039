import { FLAT_TITLES } from './flat.ts';
import type { Header, ImportColumn } from './import-columns.ts';
import { KEY_TITLES } from './import-titles.ts';
import type { PlatformField } from './platform-titles.ts';
import type { Sheet } from './sheet.ts';

/** How a header was understood, in lines: where it stands, then the title of each column and what it was taken for. */
export function headerWords(sheet: Sheet, { row, height, titles, columns, groups }: Header): string {
  const last = sheet.lines[row] ?? row + 1;
  const first = sheet.lines[row - height + 1] ?? last;
  const title = (index: number) => `“${(titles[index] ?? []).slice(-2).join('/').replaceAll(/\s+/g, '')}”`;
  const generic = columns.flatMap((column, index) =>
    column === null ? [] : [`${columnTitle(column)}：${title(index)}`],
  );
  const platforms = groups.map(
    ({ platform, columns: own }) =>
      `${platform.adapter?.title ?? `${platform.word}（不在巡查范围）`}：${own
        .map(({ index, field }) => `${title(index)}（${fieldTitle(field)}）`)
        .join('、')}`,
  );
  const form =
    groups.length > 1 || (groups.length > 0 && !columns.includes('name')) ? '，每行一个单位，每个平台一栏' : '';
  const place = `表头在第 ${first === last ? last : `${first}—${last}`} 行${form}：`;
  return [place, ...[...generic, ...platforms].map((line) => `    ${line}`)].join('\n');
}

/** what offices call the keys: uid → 微博UID */
const KEY_WORDS = new Map(Object.entries(KEY_TITLES).map(([title, key]) => [key, title.toUpperCase()]));

function columnTitle(column: ImportColumn): string {
  if (column === 'link') return '标识或链接';
  if (!column.startsWith('handle.')) return FLAT_TITLES[column as keyof typeof FLAT_TITLES];
  const key = column.slice('handle.'.length);
  return KEY_WORDS.get(key) ?? key;
}

function fieldTitle(field: PlatformField): string {
  return field === 'account' ? '账号' : columnTitle(field);
}

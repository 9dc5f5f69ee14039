import type { Adapter } from '../model/adapter.ts';
import type { Header } from './import-columns.ts';
import { OWN_CONTACTS } from './import-titles.ts';
import { PlatformTitles } from './platform-titles.ts';
import type { Sheet } from './sheet.ts';

/** What holds for every row of a sheet, because its name or the lines above its header say so. */
export interface ListDefaults {
  /** where no column names the platform */
  readonly platform: Adapter | null;
  /** the unit of rows that name none */
  readonly unit: string | null;
  /** the column of units names the owner of each account: there is none of its own, or the sheet is the unit */
  readonly unitIsOwner: boolean;
  /** for people, Chinese sentences: what was assumed */
  readonly says: readonly string[];
}

/** a sheet named after a place or an office: 示例县, 市直部门, 教育局 */
const PLACE =
  /^\p{Script=Han}{1,15}(?:[省市县区州旗盟镇乡厅局委办处院署]|街道|部门|单位|自治州|自治县|开发区|新区|管委会)$/u;
const NO_PLACE = /平台|账号|帐号|单位信息|汇总|全部/;
const REPORTED_BY = /(?:填报|报送|主办|填表|上报)单位(?:[（(][^）)]*[)）])?\s*[:：]\s*(\S*)/;

export function listDefaults(sheet: Sheet, header: Header, adapters: readonly Adapter[]): ListDefaults {
  const { columns, groups } = header;
  const says: string[] = [];
  const above = sheet.rows.slice(0, header.row - header.height + 1);
  let platform: Adapter | null = null;
  if (groups.length === 0 && !columns.includes('platform')) {
    const headings = [sheet.name, ...above.flatMap((row) => row.filter((cell) => cell !== null))];
    const titles = new PlatformTitles(adapters);
    platform = headings.map((heading) => titles.onlyPlatformIn(heading)).find((one) => one !== null) ?? null;
    if (platform !== null) says.push(`没有“平台”一列，按标题都当作${platform.title}。`);
  }
  const place = PLACE.test(sheet.name) && !NO_PLACE.test(sheet.name) ? sheet.name : null;
  const reporter = place === null ? reportedBy(above) : null;
  const hasOwner =
    columns.includes('owner') || groups.some((group) => group.columns.some(({ field }) => field === 'owner'));
  const unitIsOwner = columns.includes('unit') && !hasOwner && (place !== null || groups.length > 0);
  const unit = columns.includes('unit') && !unitIsOwner ? null : (place ?? (unitIsOwner ? null : reporter));
  if (unitIsOwner) {
    const grouped = unit === null ? '，也作为通报中的单位' : '';
    says.push(`没有“主办单位”一列，以每行的单位作为主办单位${grouped}。`);
  }
  if (unit !== null) says.push(`没有写${columns.includes('unit') ? '市州或部门' : '单位'}，都归入“${unit}”。`);
  const contacts = header.titles[columns.indexOf('contacts')]?.at(-1);
  if (contacts !== undefined && contacts !== OWN_CONTACTS)
    says.push(`“${contacts}”里的地址，只在单位自己就是主办单位时作为该单位的收件人。`);
  return { platform, unit, unitIsOwner, says };
}

/** `填报单位：示例县人民政府办公室` above the header, in one cell or in two */
function reportedBy(above: readonly (readonly (string | null)[])[]): string | null {
  for (const row of above) {
    for (const [at, cell] of row.entries()) {
      const match = cell === null ? null : REPORTED_BY.exec(cell);
      if (match === null) continue;
      const named = match[1] || row[at + 1];
      if (named) return named;
    }
  }
  return null;
}

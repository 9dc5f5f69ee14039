import type { Adapter } from '../model/adapter.ts';
import { flatColumnOf, handleForms } from './flat.ts';
import type { Sheet } from './sheet.ts';
import { folded, platformOf } from './words.ts';

/** What a column of somebody's own list holds. `link` is any id or address; `handle.uid` a certain key. */
export type ImportColumn =
  | 'id'
  | 'unit'
  | 'owner'
  | 'name'
  | 'platform'
  | 'state'
  | 'closedOn'
  | 'kind'
  | 'link'
  | `handle.${string}`;

export interface Header {
  /** index of the last row of the header */
  readonly row: number;
  readonly columns: readonly (ImportColumn | null)[];
  /** titles of columns that are not used */
  readonly unused: readonly string[];
}

/** Titles that offices use; where two columns of one list claim the same meaning, the earlier word wins. */
const TITLES: Readonly<
  Record<'id' | 'unit' | 'owner' | 'name' | 'platform' | 'state' | 'closedOn' | 'kind' | 'link', readonly string[]>
> = {
  id: ['编号', 'id编号', '台账编号'],
  unit: [
    '单位',
    '市州/部门',
    '市州',
    '单位名称',
    '市州或部门',
    '地区/部门',
    '所属单位',
    '所属地区',
    '所属市州',
    '地区',
    '区域',
    '区县',
    '县市区',
    '县区',
    '归口单位',
    '主管单位',
    '主管部门',
    '上级单位',
    '报送单位',
    '填报单位',
    '管理单位',
    '部门',
  ],
  owner: [
    '主办单位',
    '主办单位名称',
    '主办部门',
    '开办单位',
    '开设单位',
    '账号主体',
    '帐号主体',
    '主体名称',
    '代表主体名称',
    '代表主体',
    '认证主体',
    '运营主体',
    '主体',
    '运营单位',
    '运维单位',
    '责任单位',
    '管理部门',
    '承办单位',
  ],
  name: [
    '账号名称',
    '帐号名称',
    '新媒体账号名称',
    '政务新媒体账号名称',
    '政务新媒体名称',
    '新媒体名称',
    '账号全称',
    '账户名称',
    '账号名',
    '帐号名',
    '平台账号名称',
    '公众号名称',
    '微博名称',
    '头条号名称',
    '抖音号名称',
    'app名称',
    '应用名称',
    '昵称',
    '名称',
    '账号',
    '帐号',
  ],
  platform: [
    '平台',
    '账号平台',
    '所属平台',
    '平台名称',
    '平台类型',
    '新媒体平台',
    '开设平台',
    '新媒体类型',
    '账号类型',
    '帐号类型',
    '媒体类型',
    '渠道',
    '渠道类型',
    '类型',
  ],
  state: [
    '状态',
    '运行状态',
    '账号状态',
    '帐号状态',
    '运营状态',
    '运行情况',
    '使用状态',
    '备案状态',
    '当前状态',
    '是否正常运行',
    '目前状态',
  ],
  closedOn: [
    '关停日期',
    '关停时间',
    '注销日期',
    '注销时间',
    '关停注销时间',
    '关停注销日期',
    '关停/注销时间',
    '关停/注销日期',
  ],
  kind: ['类别', '账号类别', '功能类别', '功能类型', '账号功能', '服务类型', '发布类/服务类'],
  link: [
    '账号id',
    '帐号id',
    '账号id/主页链接',
    '主页链接',
    '账号链接',
    '主页地址',
    '主页',
    '链接',
    '链接地址',
    '网址',
    '账号地址',
    '访问地址',
    'url',
    'id',
    '唯一标识',
    '账号标识',
    '标识',
    '平台账号',
    '登录账号',
    '微博id',
    '微博链接',
    '抖音链接',
    '头条链接',
    '抖音号',
    '头条号',
    '文章链接',
    '下载链接',
    '下载地址',
    '应用商店链接',
    '二维码链接',
  ],
};

/** titles that name one key of a handle */
const KEY_TITLES: Readonly<Record<string, string>> = {
  原始id: 'ghId',
  公众号原始id: 'ghId',
  微信原始id: 'ghId',
  微信号: 'alias',
  微信id: 'alias',
  微博uid: 'uid',
  包名: 'package',
  应用包名: 'package',
  安卓包名: 'package',
  app包名: 'package',
};

/** how far down a header is looked for, below titles and notes */
const SEARCHED_ROWS = 40;

/** Finds the header below notes and titles: the row in which most columns are known, a name among them; null for none. */
export function findHeader(sheet: Sheet, adapters: readonly Adapter[]): Header | null {
  let best: { row: number; columns: (ImportColumn | null)[]; known: number } | null = null;
  for (const [row, titles] of sheet.rows.slice(0, SEARCHED_ROWS).entries()) {
    const columns = columnsOf(titles, adapters);
    const known = new Set(columns.filter((column) => column !== null)).size;
    if (!columns.includes('name') || known < 2) continue;
    // the second line of a header repeats the merged titles of the first and adds its own
    const continues = best !== null && row === best.row + 1 && known >= best.known;
    if (best === null || known > best.known || continues) best = { row, columns, known };
  }
  if (best === null) return null;
  const { row } = best;
  const columns = best.columns.map((column, index) => told(column, index, sheet, row, adapters));
  const unused = (sheet.rows[row] ?? []).filter((title, index) => title !== null && columns[index] === null);
  return { row, columns, unused: unused as string[] };
}

function columnsOf(titles: readonly (string | null)[], adapters: readonly Adapter[]): (ImportColumn | null)[] {
  const forms = handleForms(adapters);
  const claims = titles.map((title) => (title === null ? null : meaningOf(title, forms)));
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

function meaningOf(
  title: string,
  forms: ReturnType<typeof handleForms>,
): { column: ImportColumn; rank: number } | null {
  const flat = flatColumnOf(title, forms);
  if (flat?.startsWith('handle.')) return { column: flat as ImportColumn, rank: 0 };
  const word = folded(title);
  const key = KEY_TITLES[word] ?? [...forms.keys()].find((one) => forms.get(one) !== 'map' && folded(one) === word);
  if (key !== undefined && forms.has(key)) return { column: `handle.${key}`, rank: 0 };
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
function told(
  column: ImportColumn | null,
  index: number,
  sheet: Sheet,
  header: number,
  adapters: readonly Adapter[],
): ImportColumn | null {
  if (column !== 'platform' && column !== 'kind') return column;
  const cells = sheet.rows.slice(header + 1).map((row) => row[index] ?? null);
  const platforms = cells.filter((cell) => cell !== null && platformOf(cell, adapters) !== null).length;
  if (column === 'kind') return platforms > 0 ? 'platform' : 'kind';
  const title = folded(sheet.rows[header]?.[index] ?? '');
  return platforms === 0 && title.endsWith('类型') ? 'kind' : 'platform';
}

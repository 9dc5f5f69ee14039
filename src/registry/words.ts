import type { AccountKind, FiledState } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';

/** What offices call the platforms in their lists, besides the titles that the adapters give. */
const PLATFORM_WORDS: Readonly<Record<string, readonly string[]>> = {
  wechat: [
    '微信',
    '公众号',
    '微信公众账号',
    '微信公众平台',
    '订阅号',
    '服务号',
    '微信订阅号',
    '微信服务号',
    '政务微信',
    '政务微信公众号',
    '公众账号',
    'weixin',
  ],
  weibo: ['微博', '新浪微博', '政务微博', '新浪政务微博', '新浪'],
  douyin: ['抖音', '抖音号', '抖音短视频', '政务抖音', '抖音政务号', '短视频抖音'],
  toutiao: ['头条', '头条号', '今日头条', '今日头条号', '政务头条号', '政务头条'],
  app: [
    'APP',
    '客户端',
    '移动客户端',
    '手机客户端',
    '手机APP',
    '移动应用',
    '政务APP',
    '移动APP',
    '政务客户端',
    '移动互联网应用程序',
    '应用程序',
  ],
};

const STATE_WORDS: Readonly<Record<FiledState, readonly string[]>> = {
  running: [
    'running',
    '运行',
    '正常',
    '正常运行',
    '运行中',
    '运行正常',
    '运营',
    '运营中',
    '正常运营',
    '在用',
    '使用中',
    '启用',
    '正常使用',
    '在运行',
    '开通',
    '已开通',
    '正在运行',
  ],
  closed: [
    'closed',
    '关停',
    '已关停',
    '关闭',
    '已关闭',
    '停用',
    '已停用',
    '停运',
    '已停运',
    '停止运行',
    '停止运营',
    '已关停未注销',
  ],
  cancelled: ['cancelled', '注销', '已注销', '关停注销', '已关停注销', '已关停并注销', '关停并注销', '注销账号'],
};

const KIND_WORDS: Readonly<Record<AccountKind, readonly string[]>> = {
  publishing: ['publishing', '发布', '发布类', '信息发布', '信息发布类', '资讯类', '宣传类'],
  service: ['service', '服务', '服务类', '办事', '办事类', '办事服务类', '政务服务类', '便民服务类'],
};

export const STATE_TITLES: Readonly<Record<FiledState, string>> = {
  running: '运行',
  closed: '关停',
  cancelled: '注销',
};
export const KIND_TITLES: Readonly<Record<AccountKind, string>> = { publishing: '发布类', service: '服务类' };

/** the platform that a cell names, or null */
export function platformOf(text: string, adapters: readonly Adapter[]): Adapter | null {
  const word = folded(text);
  return adapters.find((adapter) => platformWords(adapter).includes(word)) ?? null;
}

/** everything that offices call a platform, folded */
export function platformWords(adapter: Adapter): string[] {
  const { id, title, noticeTitle } = adapter;
  return [...new Set([id, title, noticeTitle, ...(PLATFORM_WORDS[id] ?? [])].map(folded))];
}

export const stateOf = (text: string): FiledState | null => wordIn(STATE_WORDS, text);
export const kindOf = (text: string): AccountKind | null => wordIn(KIND_WORDS, text);

function wordIn<Value extends string>(words: Readonly<Record<Value, readonly string[]>>, text: string): Value | null {
  const word = folded(text);
  const values = Object.keys(words) as Value[];
  return values.find((value) => words[value].some((one) => folded(one) === word)) ?? null;
}

/** Compares as people do: width and case of letters, white space and brackets with remarks do not count. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, '')
    .replace(/[\s"'“”‘’:：*、_-]/g, '');
}

/** A state with its date, as some lists give it in one cell: 2022年2月1日注销, 已于2022.2.1关停. */
export function stateAndDateOf(text: string): { readonly state: FiledState | null; readonly date: string | null } {
  const date = /\d{4}\s*[年/.-]\s*\d{1,2}\s*(?:[月/.-]\s*\d{1,2}\s*日?|月)?/.exec(text)?.[0];
  const rest = date === undefined ? text : text.replace(date, '').replace(/[（(]\s*[)）]/g, '');
  return { state: stateOf(rest.replace(/^已?于|[，,；;：:]/g, '')), date: date === undefined ? null : dateOf(date) };
}

/** A calendar date as offices write it (2022年2月1日, 2022/2/1, 2022.2.1, 20220201) as YYYY-MM-DD, or null. */
export function dateOf(text: string): string | null {
  const match =
    /^(\d{4})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?(?:[ T].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return null;
  try {
    const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

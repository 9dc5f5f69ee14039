import type { Account } from '../model/account.ts';

/** what table 2 prints where it is proven that there is nothing */
export const NO_UPDATES = '无动态信息';
/** … and where no dated post was seen, which proves nothing */
export const UNDATED = '—';
/** what a person must write by hand */
export const PLACEHOLDER = '×××';

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 一 … 十, 十一 …; for `（三）` and 第三季度 */
export function chineseNumber(n: number): string {
  if (n > 10) return `十${ORDINALS[n - 11] ?? ''}`;
  return ORDINALS[n - 1] ?? String(n);
}

/** The quarter that a check ended in: it ends some days before the quarter does. */
export function quarterOf(date: string): { year: number; quarter: number } {
  const { year, month } = Temporal.PlainDate.from(date);
  return { year, quarter: Math.ceil(month / 3) };
}

/** `2020年7月7日至9月17日`; the year is named again only where it changes */
export function periodText(from: string, to: string): string {
  const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const endDay = `${end.month}月${end.day}日`;
  return `${dateText(start)}至${start.year === end.year ? endDay : dateText(end)}`;
}

/** `2020年8月19日`: no leading zeros */
export function dateText(date: Temporal.PlainDate | string): string {
  const day = Temporal.PlainDate.from(date);
  return `${day.year}年${day.month}月${day.day}日`;
}

/** `岳阳市“临湘信访”微信公众号`; quotes inside a name become single ones, so that the reader sees where it ends */
export function accountMention(account: Account, platform: string): string {
  const name = account.name.replaceAll('“', '‘').replaceAll('”', '’');
  return `${account.unit}“${name}”${platform}`;
}

/** `甲、乙等12家`: at most `limit` names, and how many there are in all where some are left out */
export function someOf(names: readonly string[], limit: number): string {
  if (names.length <= limit) return names.join('、');
  return `${names.slice(0, limit).join('、')}等${names.length}家`;
}

/** `提升0.52个百分点`, `下降…`, `持平`, of a signed difference */
export function changeText(points: string): string {
  if (!/[1-9]/.test(points)) return '持平';
  return points.startsWith('-') ? `下降${points.slice(1)}个百分点` : `提升${points}个百分点`;
}

/** Text from outside without what no document may hold (XML 1.0, 2.2); half a character becomes `�`. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '');
}

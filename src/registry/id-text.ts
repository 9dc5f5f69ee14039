/** full-width letters, digits and the signs of ids and addresses, which input methods for Chinese leave behind */
const WIDE = /[０-９Ａ-Ｚａ-ｚ＿．／－＝＠？＆％＃＋]/g;
/** zero-width characters and marks of direction, which come along when an id is copied from a page */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** An id or an address as the platform writes it: half-width, without invisible characters. */
export function idText(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(WIDE, (sign) => sign.normalize('NFKC'))
    .replace(/(https?)：\/\//gi, '$1://');
}

/** What spreadsheets make of a long number; its last digits are gone. */
export function isScientific(text: string): boolean {
  return /^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(text);
}

/** cells that say “nothing” */
const NOTHING = new Set([
  '无',
  '暂无',
  '没有',
  '/',
  '\\',
  '-',
  '—',
  '——',
  '--',
  '–',
  '－',
  'n/a',
  'N/A',
  'null',
  '×',
  '✕',
  '✗',
]);
const NOT_OPENED = /^(?:(?:暂|尚)?未(?:开通|开设|注册|建立|申请)|暂未|不涉及|无账号|无此项|未开)$/;

export function saysNothing(text: string): boolean {
  return NOTHING.has(text) || NOT_OPENED.test(text);
}

import type { Adapter } from '../model/adapter.ts';
import { idText, isScientific, saysNothing } from './id-text.ts';
import { keyOfBareId } from './import-handle.ts';
import { stateOf } from './words.ts';

/** One account as a cell below a platform's title gives it. */
export interface CellAccount {
  /** null where the cell gives an id alone, or only a tick */
  readonly name: string | null;
  /** ids and addresses */
  readonly ids: readonly string[];
  /** as the cell has it: 已注销 */
  readonly state: string | null;
}

export type CellRead =
  | { readonly accounts: readonly CellAccount[]; readonly problem: null }
  | { readonly accounts: readonly []; readonly problem: string };

const TICKS = new Set(['√', '✓', '✔', '☑', '是', '有', '已开通', '已开设', '开通']);
const SEPARATORS = /[\n\r、；;，,]+/;
const ADDRESS = /https?:\/\/[^\s，。；;、“”"'<>（）]+/gi;
const LABELLED_ID =
  /(?:账号|帐号|数字|原始)?(?:id|uid|号码|微信号|抖音号|链接|网址|主页|主页链接|包名)\s*[:：]?\s*([\w.=+/-]{4,})$/i;
const IN_BRACKETS = /\s*[（(【[]([^（）()【】[\]]*)[)）】\]]$/;
const PLANNED = /建设中|筹备|拟开|待开|申请中|正在申请|审核中/;

/** the parts of a cell that lists several things */
export function partsOf(text: string): string[] {
  return text
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !saysNothing(part));
}

/**
 * Reads the accounts out of one cell: names, ids and addresses in any of the ways in which offices put them together,
 * several of them separated by 、；or line breaks.
 *
 * @param adapter null for a platform that is not watched: then every part is a name
 */
export function readCell(text: string, adapter: Adapter | null): CellRead {
  if (TICKS.has(text)) return { accounts: [{ name: null, ids: [], state: null }], problem: null };
  if (/^\d{1,3}\s*个?$/.test(text))
    return unread(`“${text}”像是数量，不是账号名称。请写账号名称，几个账号之间用顿号。`);
  const read = partsOf(text).map((part) => readPart(part, adapter));
  const planned = read.find(({ name }) => name !== null && PLANNED.test(name));
  if (planned !== undefined) return unread(`“${planned.name}”不像账号名称。还没有开通的请写“无”。`);
  return paired(read, text);
}

function readPart(part: string, adapter: Adapter | null): CellAccount {
  const ids: string[] = [];
  let state: string | null = null;
  let rest = idTextOfAddresses(part).replace(ADDRESS, (address) => {
    ids.push(address);
    return '';
  });
  for (let found = IN_BRACKETS.exec(rest); found !== null; found = IN_BRACKETS.exec(rest)) {
    const inside = found[1] ?? '';
    const id = idIn(inside, adapter);
    if (stateOf(inside) !== null) state = inside;
    else if (id !== null) ids.push(id);
    else if (inside.trim() !== '') break;
    rest = rest.slice(0, found.index);
  }
  rest = rest.replace(/^(?:账号|帐号)?(?:名称|全称|昵称|账号|帐号)\s*[:：]\s*/, '').replace(/[\s:：]+$/, '');
  const behind = /^(.*?\p{Script=Han}.*?)[\s:：/]+(\S+)$/u.exec(rest);
  const idBehind = behind === null ? null : idIn(behind[2] ?? '', adapter);
  if (behind !== null && idBehind !== null) {
    ids.push(idBehind);
    rest = (behind[1] ?? '').replace(/[\s:：]*(?:账号|帐号)?(?:id|uid|微信号|抖音号)$/i, '');
  }
  const alone = idIn(rest, adapter);
  if (alone !== null) return { name: null, ids: [...ids, alone], state };
  return { name: unquoted(rest) || null, ids, state };
}

function idTextOfAddresses(part: string): string {
  return /[hｈ][tｔ]{2}[pｐ]/i.test(part) ? idText(part) : part;
}

/** the id that a text is, with or without its label */
function idIn(text: string, adapter: Adapter | null): string | null {
  if (adapter === null) return null;
  const plain = idText(text).trim();
  if (isScientific(plain)) return plain;
  const bare = LABELLED_ID.exec(plain)?.[1] ?? plain;
  return bare !== '' && keyOfBareId(bare, adapter) !== null ? bare : null;
}

/** “示例发布” and 《示例发布》: the marks are the list's, not the account's */
function unquoted(name: string): string {
  const inner = /^(?:“([^“”]+)”|"([^"]+)"|《([^《》]+)》)$/.exec(name);
  return (inner?.[1] ?? inner?.[2] ?? inner?.[3] ?? name).trim();
}

/** ids in lines of their own belong to the name before them, or, in the same order, to the names before them */
function paired(read: readonly CellAccount[], text: string): CellRead {
  const names = read.filter(({ name }) => name !== null);
  const loose = read.filter(({ name }) => name === null);
  if (names.length === 0 || loose.length === 0) return { accounts: read, problem: null };
  if (names.length === 1) {
    const [only] = names as [CellAccount];
    return { accounts: [{ ...only, ids: [...only.ids, ...loose.flatMap(({ ids }) => ids)] }], problem: null };
  }
  if (names.length === loose.length && names.every(({ ids }) => ids.length === 0)) {
    const accounts = names.map((one, at) => ({ ...one, ids: loose[at]?.ids ?? [] }));
    return { accounts, problem: null };
  }
  return unread(`“${text.replaceAll(/\s+/g, ' ')}”里名称和标识的个数对不上。请把标识写在各自的名称后面的括号里。`);
}

function unread(problem: string): CellRead {
  return { accounts: [], problem };
}

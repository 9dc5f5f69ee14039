import type { AccountNight, LastUpdate, NightView } from '../../model/night.ts';
import { chineseDate, instantOf } from '../../time/calendar.ts';
import type { AccountLine, Group } from './content.ts';

const PROOF_DIGITS = 8;

/** Names come from outside: line breaks, control and direction marks would break out of their line. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** What a list says of an account besides the account itself. */
export interface Said {
  readonly accountId: string;
  readonly problems?: readonly string[];
  readonly remarks?: readonly string[];
  /** `sha256:…` */
  readonly evidence?: readonly string[];
  /** leave out the last update where it is not believed tonight */
  readonly withoutUpdate?: boolean;
}

/** Several things said of one account become one line; lines stand in the registry's order. */
export function linesOf(view: NightView, said: readonly Said[]): AccountLine[] {
  const byAccount = Map.groupBy(said, (one) => one.accountId);
  const known = view.registry.accounts.filter((account) => byAccount.has(account.id)).map((account) => account.id);
  const inRegistry = new Set(known);
  const gone = [...byAccount.keys()].filter((id) => !inRegistry.has(id));
  return [...known, ...gone].map((id) => lineOf(view, id, byAccount.get(id) ?? []));
}

/** One account with all that is said of it; `said` may come from several cases. */
export function lineOf(view: NightView, accountId: string, said: readonly Said[]): AccountLine {
  const night = view.accounts.get(accountId);
  const account = night?.account;
  const quiet = said.every((one) => one.withoutUpdate);
  return {
    accountId,
    name: oneLine(account?.name ?? accountId),
    link: linkOf(night),
    about: account ? [platformTitle(view, account.platform), account.unit, account.owner].map(oneLine) : [],
    problems: unique(said.flatMap((one) => one.problems ?? [])),
    updated: night && !quiet ? updateWords(view.zone, night.lastUpdate, night.neverPosted) : null,
    days: quiet ? null : (night?.days ?? null),
    remarks: unique(said.flatMap((one) => one.remarks ?? [])).map(oneLine),
    proofs: unique(said.flatMap((one) => one.evidence ?? [])).map(shortProof),
    details: view.baseUrl && account ? `${view.baseUrl}/accounts/${account.id}` : null,
  };
}

/** One group a unit, in the registry's order. */
export function groupedByUnit(view: NightView, said: readonly Said[]): Group[] {
  const unitOf = new Map(view.registry.accounts.map((account) => [account.id, account.unit]));
  const groups = Map.groupBy(linesOf(view, said), (line) => unitOf.get(line.accountId) ?? '');
  const order = [...view.registry.units.map((unit) => unit.name), ''];
  const rank = (unit: string) => (order.includes(unit) ? order.indexOf(unit) : order.length);
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([unit, lines]) => ({ heading: unit || '已不在台账中', lines: lines.map((line) => withoutUnit(line, unit)) }));
}

/** Under the unit's own heading its name need not be repeated. */
function withoutUnit(line: AccountLine, unit: string): AccountLine {
  return { ...line, about: line.about.filter((part) => part !== oneLine(unit)) };
}

/** `29 天`; 当天 for the day of the monitoring point itself */
export function daysWords(days: number): string {
  return days <= 0 ? '当天' : `${days} 天`;
}

/** `2020年8月19日`; 无动态信息 where the platform itself says that nothing was ever published. */
export function updateWords(zone: string, lastUpdate: LastUpdate | null, neverPosted: boolean): string {
  if (!lastUpdate) return neverPosted ? '无动态信息' : '未见发布日期';
  const date = chineseDate(zone, instantOf(lastUpdate.at));
  return lastUpdate.bound === 'lower' ? `${date}（或更晚）` : date;
}

export function platformTitle(view: NightView, platform: string): string {
  return view.platformTitles?.get(platform) ?? platform;
}

/** `9月17日`, from YYYY-MM-DD */
export function monthDay(date: string): string {
  const { month, day } = Temporal.PlainDate.from(date);
  return `${month}月${day}日`;
}

function linkOf(night: AccountNight | undefined): string | null {
  const link = night?.page ?? night?.lastUpdate?.url ?? null;
  return link && /^https?:\/\/[^\s]+$/u.test(link) ? link : null;
}

function shortProof(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, PROOF_DIGITS);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

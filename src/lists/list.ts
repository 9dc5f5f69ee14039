import type { Home } from '../home.ts';
import type { JudgedNight } from '../judge/night.ts';
import type { Account } from '../model/account.ts';
import type { Db } from '../store/database.ts';

export type Cell = string | number | null;

/** What a list is made from. */
export interface ListWorld {
  readonly home: Home;
  readonly db: Db;
  /** the stored observations judged now; asked only by lists that tell of it */
  judged(): JudgedNight;
}

/** One list that people take away as a table. */
export interface List {
  /** the word on the command line */
  readonly id: string;
  /** name of the sheet */
  readonly title: string;
  /** heading and width in characters */
  readonly columns: readonly (readonly [heading: string, width: number])[];
  /** made one by one, because there may be millions */
  rows(world: ListWorld): Iterable<readonly Cell[]>;
}

/** The columns that say which account a row is about. */
export const ACCOUNT_COLUMNS = [
  ['单位', 16],
  ['账号名称', 26],
  ['账号平台', 14],
  ['主办单位', 26],
  ['账号编号', 20],
] as const;

/** Fills `ACCOUNT_COLUMNS`; of an account that is not in the registry any more only the id is known. */
export function accountCells(home: Home): (accountId: string) => Cell[] {
  const accounts = new Map(home.registry.accounts.map((account) => [account.id, account]));
  const titles = new Map(home.adapters.map((adapter) => [adapter.id, adapter.noticeTitle]));
  const cellsOf = ({ unit, name, platform, owner, id }: Account) => [
    unit,
    name,
    titles.get(platform) ?? platform,
    owner,
    id,
  ];
  return (accountId) => {
    const account = accounts.get(accountId);
    return account === undefined ? [null, null, null, null, accountId] : cellsOf(account);
  };
}

export const VERDICT_WORDS = { violation: '认定', suspected: '存疑', warning: '预警' } as const;
export const SEVERITY_WORDS = { veto: '单项否决', fail: '不合格', deduct: '扣分', notice: '仅列出' } as const;

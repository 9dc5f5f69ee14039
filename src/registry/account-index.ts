import type { Account } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';

/** What an import knows of an account that it looks for. */
export interface Wanted {
  readonly platform: string;
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly handle: Readonly<Record<string, unknown>>;
}

export interface Match {
  readonly account: Account | null;
  /** for people: why the row and the account that it seems to mean cannot be the same */
  readonly contradiction: string | null;
  /** for people: another account that a person might take for the same */
  readonly doubt: string | null;
}

const found = (account: Account | null, contradiction: string | null = null): Match => ({
  account,
  contradiction,
  doubt: null,
});

/** Finds an account again: by id, by any of its permanent keys, or by platform, name and owner. */
export class AccountIndex {
  readonly #byId = new Map<string, Account>();
  readonly #byKey = new Map<string, Account>();
  readonly #byName = new Map<string, Account[]>();
  readonly #adapters: ReadonlyMap<string, Adapter>;

  constructor(accounts: readonly Account[], adapters: readonly Adapter[]) {
    this.#adapters = new Map(adapters.map((adapter) => [adapter.id, adapter]));
    for (const account of accounts) this.add(account);
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  add(account: Account): void {
    this.#byId.set(account.id, account);
    for (const key of this.#keysOf(account)) if (!this.#byKey.has(key)) this.#byKey.set(key, account);
    const name = nameKey(account.platform, account.name, account.owner);
    const same = this.#byName.get(name) ?? [];
    this.#byName.set(name, [...same.filter((one) => one.id !== account.id), account]);
  }

  find(id: string | undefined, wanted: Wanted): Match {
    const byId = id === undefined ? undefined : this.#byId.get(id);
    const byKey = handleKeys(wanted.platform, wanted.handle)
      .map((key) => this.#byKey.get(key))
      .find((account) => account !== undefined);
    if (byId !== undefined) {
      const contradiction =
        byId.platform !== wanted.platform
          ? `编号 ${byId.id} 在台账里是另一个平台的账号。`
          : byKey !== undefined && byKey.id !== byId.id
            ? `编号是 ${byId.id}，永久标识却属于 ${byKey.id}。`
            : null;
      return found(byId, contradiction);
    }
    if (byKey !== undefined) return found(byKey, disagreement(byKey, wanted.handle));
    const named = this.#byName.get(nameKey(wanted.platform, wanted.name ?? '', wanted.owner ?? '')) ?? [];
    const [only, ...others] = named;
    if (only === undefined || others.length > 0) return found(null);
    const differs = disagreement(only, wanted.handle);
    if (differs === null) return found(only);
    const doubt = `已有同平台、同名、同主办单位的账号：${differs}按另一个账号登记；如果是换了新号，请把旧账号改为注销。`;
    return { account: null, contradiction: null, doubt };
  }

  #keysOf(account: Account): string[] {
    const keys = handleKeys(account.platform, account.handle);
    const adapter = this.#adapters.get(account.platform);
    return adapter === undefined || keys.length === 0
      ? keys
      : [...keys, `${account.platform} ${adapter.key(account.handle)}`];
  }
}

/** Every single text of a handle belongs to one account, and so does a page in a list; other lists and maps do not. */
function handleKeys(platform: string, handle: unknown): string[] {
  return Object.entries((handle ?? {}) as Record<string, unknown>).flatMap(([key, value]) => {
    const texts = Array.isArray(value) ? value.filter((item) => /^https?:/.test(String(item))) : [value];
    return texts.filter((text) => typeof text === 'string').map((text) => `${platform} ${key}=${text}`);
  });
}

function nameKey(platform: string, name: string, owner: string): string {
  return JSON.stringify([platform, name, owner]);
}

function disagreement(account: Account, handle: Readonly<Record<string, unknown>>): string | null {
  const known = account.handle as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(handle)) {
    const before = known[key];
    if (typeof before === 'string' && typeof value === 'string' && before !== value)
      return `台账里 ${account.id} 的 ${key} 是 ${before}，表格里是 ${value}。`;
  }
  return null;
}

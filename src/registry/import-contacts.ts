import type { Registry } from '../model/account.ts';
import { idText } from './id-text.ts';
import { MAILBOX } from './schema.ts';

/** Addresses that a list adds to those who get a unit's mail; an import never removes any. */
export interface NewContacts {
  readonly unit: string;
  readonly added: readonly string[];
}

/** Gathers the addresses of a list, unit by unit. */
export class ContactsOfUnits {
  readonly #known: Map<string, Set<string>>;
  readonly #added = new Map<string, string[]>();

  constructor(registry: Registry) {
    this.#known = new Map(registry.units.map(({ name, contacts }) => [name, new Set(contacts)]));
  }

  /** @returns for people: what in this cell is no address */
  add(unit: string, cell: string): string[] {
    const known = this.#known.get(unit) ?? new Set<string>();
    this.#known.set(unit, known);
    const doubts: string[] = [];
    for (const address of cell.split(/[\n;；,，、]/).map((text) => idText(text).trim())) {
      if (address === '' || known.has(address)) continue;
      if (MAILBOX.test(address)) {
        known.add(address);
        this.#added.set(unit, [...(this.#added.get(unit) ?? []), address]);
      } else doubts.push('收件人一格里有不是邮箱地址的内容，没有采用。');
    }
    return [...new Set(doubts)];
  }

  added(): NewContacts[] {
    return [...this.#added].map(([unit, added]) => ({ unit, added }));
  }
}

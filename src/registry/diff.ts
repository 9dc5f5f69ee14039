import type { Account, Registry } from '../model/account.ts';

export interface FieldChange {
  readonly field: keyof Account;
  readonly before: unknown;
  readonly after: unknown;
}

export interface RegistryDiff {
  readonly added: readonly Account[];
  readonly removed: readonly Account[];
  readonly changed: readonly { readonly account: Account; readonly changes: readonly FieldChange[] }[];
  readonly unitsAdded: readonly string[];
  readonly unitsRemoved: readonly string[];
}

const COMPARED = [
  'name',
  'platform',
  'unit',
  'owner',
  'state',
  'closedOn',
  'kind',
  'handle',
  'confirmed',
  'ownerAliases',
] as const satisfies readonly (keyof Account)[];

/** What changed in the registry since a snapshot (that of the last run, say); the order of entries counts for nothing. */
export function diffRegistry(before: Registry, after: Registry): RegistryDiff {
  const known = new Map(before.accounts.map((account) => [account.id, account]));
  const present = new Set(after.accounts.map((account) => account.id));
  const unitsBefore = new Set(before.units.map((unit) => unit.name));
  const unitsAfter = new Set(after.units.map((unit) => unit.name));
  return {
    added: after.accounts.filter((account) => !known.has(account.id)),
    removed: before.accounts.filter((account) => !present.has(account.id)),
    changed: after.accounts.flatMap((account) => {
      const old = known.get(account.id);
      const changes = old === undefined ? [] : fieldChanges(old, account);
      return changes.length === 0 ? [] : [{ account, changes }];
    }),
    unitsAdded: [...unitsAfter].filter((name) => !unitsBefore.has(name)),
    unitsRemoved: [...unitsBefore].filter((name) => !unitsAfter.has(name)),
  };
}

function fieldChanges(before: Account, after: Account): FieldChange[] {
  return COMPARED.flatMap((field) =>
    canonical(before[field]) === canonical(after[field]) ? [] : [{ field, before: before[field], after: after[field] }],
  );
}

/** JSON with the keys of every map in one order: a snapshot may have stored them in another */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

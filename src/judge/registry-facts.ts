import type { Account, Confirmation, Registry } from '../model/account.ts';
import type { Answer } from '../model/fact-state.ts';
import { type AccountStatus, INTERACTION_KINDS, type InteractionKind } from '../model/sighting.ts';
import { dayOfDate, type ZoneClock } from '../time/zone-clock.ts';

/** The same for accounts of one owner on one platform. */
export function siblingKey(account: Account): string {
  return `${account.platform}\n${plainOwner(account)}`;
}

function plainOwner({ owner }: Account): string {
  return owner.normalize('NFKC').replace(/\s+/g, '');
}

/** Live accounts of one owner on one platform, for each account that has such siblings. */
export function siblingsOf(registry: Registry): ReadonlyMap<string, readonly Account[]> {
  // by platform and then by owner: most owners' names serve as keys as they are
  const platforms = new Map<string, Map<string, Account[]>>();
  for (const account of registry.accounts) {
    if (account.state !== 'running') continue;
    let owners = platforms.get(account.platform);
    if (owners === undefined) {
      owners = new Map();
      platforms.set(account.platform, owners);
    }
    const owner = plainOwner(account);
    const group = owners.get(owner);
    if (group === undefined) owners.set(owner, [account]);
    else group.push(account);
  }
  const siblings = new Map<string, readonly Account[]>();
  for (const group of [...platforms.values()].flatMap((owners) => [...owners.values()])) {
    if (group.length < 2) continue;
    for (const account of group) {
      siblings.set(
        account.id,
        group.filter((other) => other !== account),
      );
    }
  }
  return siblings;
}

/** The registry with what people confirmed at the command line beside what is written in it. */
export function withConfirmations(registry: Registry, entered: ReadonlyMap<string, readonly Confirmation[]>): Registry {
  if (entered.size === 0) return registry;
  const accounts = registry.accounts.map((account) => {
    const own = entered.get(account.id);
    return own === undefined ? account : { ...account, confirmed: [...account.confirmed, ...own] };
  });
  return { ...registry, accounts };
}

const GONE: ReadonlySet<AccountStatus | undefined> = new Set(['cancelled', 'migrated', 'banned', 'not-found']);

/** Whether the platform's mark says that there is no account left which could count beside another one. */
export function isGone(status: AccountStatus | undefined): boolean {
  return GONE.has(status);
}

/** The filed owner and its other names that hold on a date. Reforms rename offices. */
export function ownerNamesOn(account: Account, day: number): readonly string[] {
  const others = account.ownerAliases.filter(
    ({ from, until }) =>
      (from === undefined || dayOfDate(from) <= day) && (until === undefined || day <= dayOfDate(until)),
  );
  return [account.owner, ...others.map((alias) => alias.name)];
}

/** Stores in which the owner says the app is offered; null where the handle names none. */
export function declaredStores(handle: unknown): readonly string[] | null {
  const stores = (handle as { readonly stores?: unknown } | null)?.stores;
  return Array.isArray(stores) ? stores.filter((store) => typeof store === 'string') : null;
}

/** The kept screenshot of a person's check; one that the registry names is a file of the office, not kept here. */
export function proofBy({ screenshot }: Confirmation): readonly string[] {
  return screenshot?.startsWith('sha256:') ? [screenshot] : [];
}

/** What persons checked by hand and what still holds on a date, the latest check last. */
export function confirmationsOn(account: Account, day: number): readonly Confirmation[] {
  if (account.confirmed.length === 0) return account.confirmed;
  return account.confirmed
    .filter((one) => dayOfDate(one.on) <= day && day <= dayOfDate(one.until))
    .sort((a, b) => dayOfDate(a.on) - dayOfDate(b.on));
}

/**
 * What is known of each kind of interaction: a person's check holds until it lapses, except that a kind which was
 * positively seen to be there on the day of the check or later is there.
 * @param freshSinceMs an observed `no` older than this says nothing about now
 */
export function interactionOf(
  observed: Readonly<Partial<Record<InteractionKind, Answer>>>,
  confirmations: readonly Confirmation[],
  freshSinceMs: number,
  clock: ZoneClock,
): Partial<Record<InteractionKind, Answer>> {
  const known: Partial<Record<InteractionKind, Answer>> = {};
  if (confirmations.length === 0 && Object.keys(observed).length === 0) return known;
  for (const kind of INTERACTION_KINDS) {
    const seen = observed[kind];
    const check = confirmations.findLast((one) => one.interaction?.[kind] !== undefined);
    const said = check?.interaction?.[kind];
    if (check !== undefined && said !== undefined) {
      const onMs = clock.startOfDay(dayOfDate(check.on));
      const outdone = seen?.value === 'yes' && seen.atMs >= onMs;
      known[kind] = outdone ? seen : { value: said, sinceMs: onMs, atMs: onMs, evidence: proofBy(check) };
    } else if (seen !== undefined && (seen.value === 'yes' || seen.atMs >= freshSinceMs)) {
      known[kind] = seen;
    }
  }
  return known;
}

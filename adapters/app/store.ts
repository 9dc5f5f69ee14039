import { defineSource, type Source } from '../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';
import type { Store } from './definition.ts';
import { type AppHandle, isAskedIn, MAIN_STORES, SUPPORT_STORES } from './handle.ts';
import { sightingOf } from './sighting.ts';

/**
 * A store as a source. Its answer is one entry of `stores`, also where nothing could be learnt, so that the store keeps
 * its line with the reason.
 */
export function defineStore(store: Store): Source<AppHandle> {
  const supports = (SUPPORT_STORES as readonly string[]).includes(store.kind);
  return defineSource<AppHandle>({
    kind: store.kind,
    title: store.title,
    order: store.order,
    view: supports ? 'hint' : 'complete',
    standard: true,
    applies: (handle) => store.keyOf(handle) !== undefined && isAskedIn(store.kind, handle),
    ...(supports ? { worthAsking } : {}),
    ...(store.finder ? { finder: store.finder } : {}),
    async look(handle, world) {
      const key = store.keyOf(handle);
      if (key === undefined) return nothingSeen('not-configured', `${store.title}：台账中没有它要用的标识`);
      const sighting = sightingOf(store, key, handle, await store.ask(key, handle, world), world);
      return supports ? onlyListed(sighting, store.title) : sighting;
    },
  });
}

/** A weak witness is called only where a store that counts said "no such app". */
function worthAsking(seen: readonly Sighting[]): boolean {
  const main: readonly string[] = MAIN_STORES;
  return seen.some(({ stores }) => stores?.some((one) => main.includes(one.store) && one.listing === 'not-listed'));
}

/**
 * Of what a search or a copy of another store says, only "listed" is kept. Its version may be an old one: the date shows
 * that there was a version then, not which is the newest.
 */
function onlyListed(sighting: Sighting, title: string): Sighting {
  const listed = sighting.stores?.filter((one) => one.listing === 'listed') ?? [];
  if (sighting.outcome !== 'ok') return { ...sighting, stores: [] };
  if (listed.length === 0) return { ...sighting, stores: [], detail: `${title}没有佐证在架；这不作为未上架的依据` };
  const line = { artifact: 'skipped', reason: null, version: null, updatedAt: null } as const;
  return { ...sighting, stores: listed.map((one) => ({ ...one, ...line })) };
}

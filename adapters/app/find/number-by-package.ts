import type { Candidate, Finder } from '../../../src/model/adapter.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { World } from '../../../src/model/world.ts';
import { type AppHandle, isAskedIn, type MainStore } from '../handle.ts';

/** A search of a store, as far as it was understood: every hit with its package and the store's own number. */
export type Hits =
  | {
      readonly read: true;
      readonly hits: readonly { readonly package: string; readonly id: string; readonly name: string }[];
    }
  | { readonly read: false; readonly outcome: Exclude<Outcome, 'ok'>; readonly detail: string };

/**
 * Finds a store's own number of an app by the search of the store. Only the hit with the very package counts: others bear
 * the same name. Not looked for where the registry
 * says that the app is offered in other stores only.
 */
export function numberByPackage(
  store: MainStore,
  key: 'vivoId',
  search: (words: string, world: World) => Promise<Hits>,
): Finder<AppHandle> {
  return {
    lacks: (handle) => handle[key] === undefined && handle.package !== undefined && isAskedIn(store, handle),
    async search({ name, handle }, world) {
      const found = await search(handle.name ?? name, world);
      if (!found.read) return { searched: false, outcome: found.outcome, detail: found.detail };
      const candidates = found.hits
        .filter((hit) => hit.package === handle.package)
        .map((hit): Candidate<AppHandle> => ({ keys: { [key]: hit.id }, name: hit.name }));
      return { searched: true, candidates };
    },
  };
}

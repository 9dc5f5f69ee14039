import type { Registry } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault, Place } from '../model/fault.ts';
import { loadRegistry } from '../registry/load.ts';
import type { Environment } from './environment.ts';
import { loadSettings } from './load.ts';
import type { Settings } from './schema.ts';

/** What every command needs before it starts, or every fault that stands in its way; never both. */
export type LoadedConfig =
  | {
      readonly ready: true;
      readonly settings: Settings;
      readonly registry: Registry;
      /** account id → where the account begins */
      readonly places: ReadonlyMap<string, Place>;
    }
  | { readonly ready: false; readonly faults: readonly Fault[] };

/** Reads settings and registry below DIR/config and tells the faults of both at once, those of the settings first. */
export async function loadConfig(home: string, adapters: readonly Adapter[], env: Environment): Promise<LoadedConfig> {
  const { settings, faults } = loadSettings(home, adapters, env);
  const loaded = await loadRegistry(home, adapters);
  if (settings === null || loaded.faults.length > 0) return { ready: false, faults: [...faults, ...loaded.faults] };
  return { ready: true, settings, registry: loaded.registry, places: loaded.places };
}

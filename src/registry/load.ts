import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { valueAt } from '../faults/source.ts';
import type { Account, Registry, Unit } from '../model/account.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault, Place } from '../model/fault.ts';
import { checkAccount } from './account-check.ts';
import type { RegistryDraft } from './draft.ts';
import { readTableDraft } from './table-draft.ts';
import { readYamlDraft } from './yaml-draft.ts';

/** where the registry lies, below the home folder */
export const REGISTRY_FOLDER = 'config/registry';

export interface LoadedRegistry {
  /** accounts without a fault, in the order of files and lines; units in the order of their first appearance */
  readonly registry: Registry;
  readonly faults: readonly Fault[];
  /** account id → where the account begins */
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Reads every DIR/config/registry/*.yaml, *.csv and *.xlsx in the order of their names and checks them together.
 * With faults, the registry is not whole and nothing may be started on it.
 */
export async function loadRegistry(home: string, adapters: readonly Adapter[]): Promise<LoadedRegistry> {
  const drafts: RegistryDraft[] = [];
  for (const name of registryFiles(home)) {
    const path = join(home, REGISTRY_FOLDER, name);
    const file = `${REGISTRY_FOLDER}/${name}`;
    drafts.push(isYaml(name) ? readYamlDraft(path, file) : await readTableDraft(path, file, adapters));
  }
  return assemble(drafts, adapters);
}

/** names of the registry's files, in the order in which they are read */
function registryFiles(home: string): string[] {
  const folder = join(home, REGISTRY_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => ['.yaml', '.yml', '.csv', '.xlsx'].includes(extname(name).toLowerCase()))
    .filter((name) => !name.startsWith('.') && !name.startsWith('~$'))
    .sort();
}

function isYaml(name: string): boolean {
  return ['.yaml', '.yml'].includes(extname(name).toLowerCase());
}

function assemble(drafts: readonly RegistryDraft[], adapters: readonly Adapter[]): LoadedRegistry {
  const byId = new Map(adapters.map((adapter) => [adapter.id, adapter]));
  const units = new Map<string, Unit>();
  const accounts: Account[] = [];
  const places = new Map<string, Place>();
  const faults: Fault[] = [];
  for (const draft of drafts) {
    faults.push(...draft.faults);
    for (const unit of draft.units) {
      mergeUnit(units, unit);
      for (const written of unit.accounts) {
        const checked = checkAccount(written, unit.name, byId);
        faults.push(...checked.faults);
        const id = valueAt(written.value, ['id']);
        if (typeof id !== 'string') continue;
        const place = { file: written.file, ...written.spotOf(['id'], 'value') };
        const first = places.get(id);
        if (first !== undefined) faults.push(duplicateId(id, place, first));
        else places.set(id, place);
        if (checked.account !== null && first === undefined) accounts.push(checked.account);
      }
    }
  }
  return { registry: { units: [...units.values()], accounts }, faults: inFileOrder(faults), places };
}

function mergeUnit(units: Map<string, Unit>, unit: Unit): void {
  const known = units.get(unit.name);
  const contacts = [...new Set([...(known?.contacts ?? []), ...unit.contacts])];
  units.set(unit.name, { name: unit.name, contacts });
}

function duplicateId(id: string, place: Place, first: Place): Fault {
  return { ...place, message: `编号 ${id} 重复：${first.file}:${first.line} 已经用过。请给其中一个账号换一个编号。` };
}

/** files stay in the order in which they were read; within a file, by line */
function inFileOrder(faults: readonly Fault[]): Fault[] {
  const order = new Map<string, number>();
  for (const fault of faults) if (!order.has(fault.file)) order.set(fault.file, order.size);
  return [...faults].sort(
    (one, other) =>
      (order.get(one.file) ?? 0) - (order.get(other.file) ?? 0) || one.line - other.line || one.column - other.column,
  );
}

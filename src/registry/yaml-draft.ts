import { faultsOf } from '../faults/explain.ts';
import { parseForgiving } from '../faults/repair.ts';
import { type Path, type Source, sourceBelow, valueAt } from '../faults/source.ts';
import { readYamlFile } from '../faults/yaml-source.ts';
import type { Fault } from '../model/fault.ts';
import type { RegistryDraft, UnitDraft } from './draft.ts';
import { registryShape, unitShape } from './schema.ts';

/** A registry may have a hundred thousand accounts; the place of each is asked for, since ids must differ everywhere. */
const UNITS = {
  key: 'units',
  placesOf(unit: unknown): Path[] {
    const accounts = valueAt(unit, ['accounts']);
    return Array.isArray(accounts) ? Array.from(accounts.keys(), (index) => ['accounts', index, 'id']) : [];
  },
};

/** Reads one `config/registry/*.yaml` down to its accounts, which are left for later. */
export function readYamlDraft(path: string, file: string): RegistryDraft {
  const yaml = readYamlFile(path, file, UNITS);
  if (!yaml.read) return { units: [], faults: yaml.faults };
  const { source } = yaml;
  const faults: Fault[] = [...yaml.faults];
  const outer = parseForgiving(registryShape, source.value ?? {});
  if (!outer.success) faults.push(...faultsOf(outer.error.issues, source, { keysAt: () => ['units'] }));
  const written = valueAt(source.value, ['units']);
  const units: UnitDraft[] = [];
  if (Array.isArray(written)) {
    for (const index of written.keys()) units.push(readUnit(source, ['units', index], faults));
  }
  return { units, faults };
}

function readUnit(source: Source, path: Path, faults: Fault[]): UnitDraft {
  const unit = sourceBelow(source, path);
  const parsed = parseForgiving(unitShape, unit.value);
  const name = valueAt(unit.value, ['name']);
  if (!parsed.success) {
    const subject = typeof name === 'string' ? `单位“${name}”的 ` : '单位的 ';
    const keys = Object.keys(unitShape.shape);
    faults.push(...faultsOf(parsed.error.issues, unit, { subject, keysAt: (at) => (at.length === 0 ? keys : []) }));
  }
  const accounts = valueAt(unit.value, ['accounts']);
  return {
    name: typeof name === 'string' ? name : '',
    contacts: parsed.success ? parsed.data.contacts : [],
    // accounts of a unit that is itself at fault are still checked: all faults are told at once
    accounts: Array.isArray(accounts)
      ? Array.from(accounts.keys(), (index) => sourceBelow(unit, ['accounts', index]))
      : [],
  };
}

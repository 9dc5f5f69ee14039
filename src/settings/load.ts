import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultsOf } from '../faults/explain.ts';
import { knownKeys } from '../faults/known-keys.ts';
import { parseForgiving } from '../faults/repair.ts';
import type { Path, Source } from '../faults/source.ts';
import { readYamlFile, type YamlRead } from '../faults/yaml-source.ts';
import type { Adapter } from '../model/adapter.ts';
import type { Fault } from '../model/fault.ts';
import { type Environment, type Filled, fillFromEnvironment } from './environment.ts';
import { settingsJsonSchema } from './json-schema.ts';
import { type Settings, settingsSchema } from './schema.ts';

/** where the settings lie, below the home folder */
export const SETTINGS_FILE = 'config/xuncha.yaml';

/** Settings, or every fault that stands in their way; never both. */
export type LoadedSettings =
  | { readonly settings: Settings; readonly faults: readonly [] }
  | { readonly settings: null; readonly faults: readonly Fault[] };

/**
 * Reads DIR/config/xuncha.yaml, puts in the environment variables, checks every key and lists every fault at once.
 * A missing file means defaults. Nothing is thrown for what a person wrote.
 */
export function loadSettings(home: string, adapters: readonly Adapter[], env: Environment): LoadedSettings {
  const path = join(home, SETTINGS_FILE);
  if (!existsSync(path)) return { settings: settingsSchema(adapters).parse({}) as Settings, faults: [] };
  return settingsIn(readYamlFile(path, SETTINGS_FILE), home, adapters, env);
}

/** The settings that a YAML text holds; see loadSettings. */
export function settingsIn(
  yaml: YamlRead,
  home: string,
  adapters: readonly Adapter[],
  env: Environment,
): LoadedSettings {
  if (!yaml.read) return { settings: null, faults: yaml.faults };
  const schema = settingsSchema(adapters);
  const filled = fillFromEnvironment(yaml.source.value ?? {}, env);
  const source: Source = { ...yaml.source, value: filled.value };
  const parsed = parseForgiving(schema, filled.value, filled.wasFilled);
  // what is wrong with a text only because its variable is missing is one fault, not two
  const issues = parsed.success ? [] : parsed.error.issues.filter((issue) => !isUnset(filled, issue.path));
  const faults = [
    ...yaml.faults,
    ...filled.unset.map(({ path: at, name }) => unsetFault(source, at, name)),
    ...faultsOf(issues, source, { keysAt: (at) => knownKeys(settingsJsonSchema(adapters), at) }),
  ].sort((one, other) => one.line - other.line || one.column - other.column);
  return parsed.success && faults.length === 0
    ? { settings: belowHome(parsed.data as Settings, home), faults: [] }
    : { settings: null, faults };
}

/** Files that the settings name lie below the home folder, wherever the program was started. */
function belowHome(settings: Settings, home: string): Settings {
  const { mail } = settings;
  if (mail.passwordFile === undefined) return settings;
  return { ...settings, mail: { ...mail, passwordFile: resolve(home, mail.passwordFile) } };
}

function isUnset(filled: Filled, path: Path): boolean {
  return filled.unset.some((one) => one.path.length === path.length && one.path.every((step, i) => step === path[i]));
}

function unsetFault(source: Source, path: Path, name: string): Fault {
  const message = `${path.join('.')} 用到了环境变量 ${name}，但它没有设置。请先设置 ${name}，或在这里直接写出内容。`;
  return { file: source.file, ...source.spotOf(path, 'value'), message };
}

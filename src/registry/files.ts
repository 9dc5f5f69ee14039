import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Adapter } from '../model/adapter.ts';
import { faultLine } from '../model/fault.ts';
import { loadRegistry, REGISTRY_FOLDER } from './load.ts';

/** Every YAML file of the registry: path below the home folder → content. */
export function registryYamlFiles(home: string): ReadonlyMap<string, string> {
  const folder = join(home, REGISTRY_FOLDER);
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).filter(
    (name) => ['.yaml', '.yml'].includes(extname(name)) && !name.startsWith('.'),
  );
  return new Map(
    names.sort().map((name) => [`${REGISTRY_FOLDER}/${name}`, readFileSync(join(folder, name), 'utf8')] as const),
  );
}

/**
 * Writes files of the registry, each whole or not at all, and reads the registry again. If it has faults then, everything
 * is put back as it was.
 * @throws Error with the faults, which are a bug of the program
 */
export async function writeRegistryFiles(
  home: string,
  files: ReadonlyMap<string, string>,
  adapters: readonly Adapter[],
): Promise<void> {
  const before = registryYamlFiles(home);
  for (const [file, text] of files) writeWhole(join(home, file), text);
  const { faults } = await loadRegistry(home, adapters);
  if (faults.length === 0) return;
  for (const file of files.keys()) {
    const text = before.get(file);
    if (text === undefined) rmSync(join(home, file));
    else writeWhole(join(home, file), text);
  }
  throw new Error(`写入后的台账有错误，已恢复原样，请报告：\n${faults.map(faultLine).join('\n')}`);
}

/** A file that appears whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.part`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

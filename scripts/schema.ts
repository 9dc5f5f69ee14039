import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter } from '../src/model/adapter.ts';
import { writeSchemaFiles } from '../src/settings/json-schema.ts';

/** Writes config/schema/*.json anew, after a key of the settings, of the registry or of an adapter has changed. */

/** every `adapters/<id>/index.ts`, in the order of the ids */
export async function adaptersOf(root: string): Promise<readonly Adapter[]> {
  const folder = join(root, 'adapters');
  const indexes = (existsSync(folder) ? readdirSync(folder).sort() : [])
    .map((id) => join(folder, id, 'index.ts'))
    .filter((path) => existsSync(path));
  return Promise.all(indexes.map(async (path) => (await import(pathToFileURL(path).href)).default as Adapter));
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  writeSchemaFiles(root, await adaptersOf(root));
}

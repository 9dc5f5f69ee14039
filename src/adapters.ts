import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter } from './model/adapter.ts';

const FOLDER = join(import.meta.dirname, '..', 'adapters');

/** Every folder under `adapters/` with an index is a platform; its name is the platform's id. In order of name. */
export async function loadAdapters(folder: string = FOLDER): Promise<Adapter[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const found = names.flatMap((name) => {
    const index = ['index.ts', 'index.js'].map((file) => join(folder, name, file)).find((file) => existsSync(file));
    return index ? [{ name, index }] : [];
  });
  return Promise.all(
    found.map(async ({ name, index }) => {
      const { default: adapter } = (await import(pathToFileURL(index).href)) as { default: Adapter };
      if (adapter.id !== name)
        throw new Error(`adapters/${name}: id is “${adapter.id}”, it must equal the folder's name`);
      return adapter;
    }),
  );
}

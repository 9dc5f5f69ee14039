import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Source } from '../src/model/adapter.ts';

/**
 * The sources of a platform: every file in the folder `sources/` beside its index, named like the source's kind.
 * Asked in their `order`.
 *
 * @param folder the adapter's folder (`import.meta.dirname`)
 */
export async function sourcesIn<Handle>(folder: string): Promise<Source<Handle>[]> {
  const files = readdirSync(join(folder, 'sources')).filter(
    (name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'),
  );
  const sources = await Promise.all(
    files.map(async (name) => {
      const { default: source } = await import(pathToFileURL(join(folder, 'sources', name)).href);
      const expected = basename(name).replace(/\.(ts|js)$/, '');
      if (source?.kind !== expected) throw new Error(`${join(folder, 'sources', name)}: kind must be “${expected}”`);
      return source as Source<Handle>;
    }),
  );
  return sources.sort((a, b) => a.order - b.order);
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from './page.ts';

const FOLDER = join(import.meta.dirname, 'pages');

/** Every file of `pages/` is a view. */
export async function loadPages(): Promise<readonly Page[]> {
  const names = readdirSync(FOLDER).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'));
  const modules = await Promise.all(names.sort().map((name) => import(pathToFileURL(join(FOLDER, name)).href)));
  return modules.map((module: { default: Page }) => module.default);
}

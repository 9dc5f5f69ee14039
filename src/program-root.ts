import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the program itself, as a checkout or as an installed package: the one with package.json. */
export function programRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

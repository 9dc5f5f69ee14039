import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../model/account.ts';
import { writeWhole } from './files.ts';

/** The registry as the last run had it. */
export interface Snapshot {
  /** calendar date of the run, YYYY-MM-DD */
  readonly date: string;
  readonly registry: Registry;
}

const FILE = 'registry-of-last-run.json';

export function keepSnapshot(dataDir: string, snapshot: Snapshot): void {
  writeWhole(join(dataDir, FILE), `${JSON.stringify(snapshot)}\n`);
}

/** null where no run has ended yet */
export function readSnapshot(dataDir: string): Snapshot | null {
  const file = join(dataDir, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Snapshot) : null;
}

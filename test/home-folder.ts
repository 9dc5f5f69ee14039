import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A home folder with these files (path → content), gone when the test ends. */
export function homeWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const home = mkdtempSync(join(tmpdir(), 'xuncha-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return home;
}

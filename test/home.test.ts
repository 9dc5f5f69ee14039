import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT, Stop } from '../src/exit.ts';
import { openHome } from '../src/home.ts';

test('a home folder that is not there is wrong usage, not an empty registry, and is not made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'home-test-'));
  try {
    const missing = join(folder, 'hmoe');
    const stop = await openHome({ home: missing }).catch((error: unknown) => error);
    expect(stop).toBeInstanceOf(Stop);
    expect(stop).toMatchObject({ status: EXIT.usage, message: expect.stringContaining(missing) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../src/store/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('only one holds the lock, and it can be taken again after it was given back', () => {
  const file = join(folder, 'run.lock');
  const first = takeLock(file);
  expect(first).not.toBeNull();
  expect(takeLock(file)).toBeNull();
  first?.release();
  const second = takeLock(file);
  expect(second).not.toBeNull();
  second?.release();
});

test('a process that was killed holds nothing', async () => {
  const file = join(folder, 'run.lock');
  const module = new URL('../../src/store/lock.ts', import.meta.url).href;
  const script = `const { takeLock } = await import('${module}'); globalThis.lock = takeLock('${file}'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    expect(takeLock(file)).toBeNull();
  } finally {
    child.kill('SIGKILL');
  }
  await once(child, 'exit');
  const lock = takeLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

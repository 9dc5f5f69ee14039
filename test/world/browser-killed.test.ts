import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pageWith, replicaOf } from './browser-replica.ts';

/** processes whose command line names this folder */
function processesOn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

test('a browser dies with the program, also when that is killed in the middle of a page', async () => {
  const tmp = mkdtempSync(join(tmpdir(), 'killed-test-'));
  const served = await replicaOf((seen, response) => {
    if (seen.path === '/api/never') return;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageWith(`fetch('/api/never')`));
  });
  const program = join(import.meta.dirname, 'browser-killed-program.ts');
  const node = spawn(process.execPath, [program, served.url, tmp], { stdio: 'ignore' });
  await until(() => served.asked.some(({ path }) => path === '/api/never'));
  const mine = (pid: number) => pid !== node.pid;
  expect(processesOn(tmp).filter(mine).length).toBeGreaterThan(0);
  node.kill('SIGKILL');
  await until(() => processesOn(tmp).length === 0);
  expect(processesOn(tmp)).toEqual([]);
  served.close();
  rmSync(tmp, { recursive: true, force: true });
});

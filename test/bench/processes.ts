import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** a browser notices that its pipe is gone within this time, also on a busy machine */
const LEAVES_WITHIN_MS = 20_000;

/** Processes of this machine whose command line names the folder; of those that ended, none. */
function processesNaming(folder: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
}

/** How many processes still work in the folder after they had time to notice that their program is gone. */
export async function processesLeft(folder: string): Promise<number> {
  const until = performance.now() + LEAVES_WITHIN_MS;
  for (;;) {
    const left = processesNaming(folder).length;
    if (left === 0 || performance.now() > until) return left;
    await wait(20);
  }
}

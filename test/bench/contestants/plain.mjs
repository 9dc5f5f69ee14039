/** The script that a good engineer writes in an hour: p-limit, fetch, retries with backoff that obey Retry-After. */
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { newestIn } from './newest.mjs';
import { openRows } from './rows.mjs';
import { measured, resolveToThisMachine, task, urlOf } from './task.mjs';

const RETRIES = 5;

resolveToThisMachine();
await measured(async () => {
  const rows = openRows(task.file);
  const limit = pLimit(50);
  const read = async (account) => {
    for (let attempt = 0; attempt <= RETRIES; attempt++) {
      try {
        const response = await fetch(urlOf(account), { signal: AbortSignal.timeout(10_000) });
        if (response.ok) {
          rows.put(account, newestIn(await response.text()));
          return;
        }
        await response.body?.cancel();
        const seconds = Number(response.headers.get('retry-after') ?? 0);
        await wait(seconds * 1000 + 200 * 2 ** attempt * Math.random());
      } catch {
        await wait(200 * 2 ** attempt * Math.random());
      }
    }
  };
  await Promise.all(Array.from({ length: task.accounts }, (_, account) => limit(() => read(account))));
  rows.close();
});

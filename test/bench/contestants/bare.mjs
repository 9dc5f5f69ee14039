/** The bare loop: fetches and parses, fifty at once, and does nothing else. What a collector adds is measured against it. */
import { Agent, request, setGlobalDispatcher } from 'undici';
import { newestIn } from './newest.mjs';
import { openRows } from './rows.mjs';
import { measured, resolveToThisMachine, task, urlOf } from './task.mjs';

resolveToThisMachine();
setGlobalDispatcher(new Agent());
await measured(async () => {
  const rows = openRows(task.file);
  const newest = new Map();
  let next = 0;
  const worker = async () => {
    while (next < task.accounts) {
      const account = next++;
      const response = await request(urlOf(account));
      newest.set(account, newestIn(await response.body.text()));
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
  for (const [account, last] of newest) rows.put(account, last);
  rows.close();
});

/**
 * Crawlee's CheerioCrawler, in three settings. Paced, with what its documentation offers for hosts that throttle: a delay
 * for each domain and more retries; a navigation timeout as short as our own shortest, so that a silence does not cost it
 * more than us. Its queue lies on disk as it comes, so that, like ours, it could be started again where it was.
 * `in-memory`: the same at its fastest, with a list in memory and nothing on disk. `defaults`: nothing set.
 */
import { CheerioCrawler, Configuration, LogLevel, log, RequestList } from '@crawlee/cheerio';
import { newestOf } from './newest.mjs';
import { openRows } from './rows.mjs';
import { measured, resolveToThisMachine, task, urlOf } from './task.mjs';

const [, , , setting] = process.argv;
resolveToThisMachine();
log.setLevel(LogLevel.OFF);
await measured(async () => {
  const rows = openRows(task.file);
  const sources = Array.from({ length: task.accounts }, (_, account) => ({
    url: urlOf(account),
    userData: { account },
  }));
  const paced = task.rate === null ? {} : { sameDomainDelaySecs: 1 / task.rate };
  const advised = {
    ...paced,
    maxRequestRetries: 10,
    navigationTimeoutSecs: 3,
    maxConcurrency: 200,
    minConcurrency: 20,
  };
  const isInMemory = setting === 'in-memory';
  const crawler = new CheerioCrawler(
    {
      async requestHandler({ $, request }) {
        rows.put(request.userData.account, newestOf($));
      },
      ...(setting === 'defaults' ? {} : advised),
      ...(isInMemory ? { requestList: await RequestList.open(null, sources) } : {}),
    },
    new Configuration(isInMemory ? { persistStorage: false } : {}),
  );
  await crawler.run(isInMemory ? undefined : sources);
  rows.close();
});

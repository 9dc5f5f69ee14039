/**
 * Crawlee's CheerioCrawler. Paced, with what its documentation offers for hosts that throttle: a delay for each domain and
 * more retries; a navigation timeout as short as our own shortest, so that a silence does not cost it more than us.
 */
import { CheerioCrawler, Configuration, LogLevel, log, RequestList } from '@crawlee/cheerio';
import { newestOf } from './newest.mjs';
import { openRows } from './rows.mjs';
import { measured, resolveToThisMachine, task, urlOf } from './task.mjs';

const isDefault = process.argv[3] === 'defaults';
resolveToThisMachine();
log.setLevel(LogLevel.OFF);
await measured(async () => {
  const rows = openRows(task.file);
  const sources = Array.from({ length: task.accounts }, (_, account) => ({
    url: urlOf(account),
    userData: { account },
  }));
  const paced = task.rate === null ? {} : { sameDomainDelaySecs: 1 / task.rate };
  const best = isDefault
    ? {}
    : { ...paced, maxRequestRetries: 10, navigationTimeoutSecs: 3, maxConcurrency: 200, minConcurrency: 20 };
  const crawler = new CheerioCrawler(
    {
      requestList: await RequestList.open(null, sources),
      async requestHandler({ $, request }) {
        rows.put(request.userData.account, newestOf($));
      },
      ...best,
    },
    new Configuration({ persistStorage: false }),
  );
  await crawler.run();
  rows.close();
});

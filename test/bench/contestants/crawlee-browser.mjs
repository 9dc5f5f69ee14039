/**
 * Crawlee's PuppeteerCrawler on the same pages, each in an incognito context. At its best it blocks what the page does not
 * need, as its documentation shows, opens as many pages at once as ours from the start, and ends a page with the answer.
 */
import { Configuration, LogLevel, log, PuppeteerCrawler, RequestList } from '@crawlee/puppeteer';
import { openRows } from './rows.mjs';
import { measured, resolveToThisMachine, task, urlOf } from './task.mjs';

const isDefault = process.argv[3] === 'defaults';
resolveToThisMachine();
log.setLevel(LogLevel.OFF);
await measured(async () => {
  const rows = openRows(task.file);
  const sources = Array.from({ length: task.accounts }, (_, account) => ({
    url: urlOf(account, 'live'),
    userData: { account },
  }));
  const answers = new WeakMap();
  const best = isDefault ? {} : { minConcurrency: task.pages, maxConcurrency: task.pages };
  const crawler = new PuppeteerCrawler(
    {
      requestList: await RequestList.open(null, sources),
      headless: true,
      launchContext: {
        useIncognitoPages: true,
        launchOptions: {
          executablePath: task.chromium,
          args: ['--no-sandbox', '--host-resolver-rules=MAP *-bench.test 127.0.0.1', '--disable-background-networking'],
        },
      },
      preNavigationHooks: [
        async ({ page, blockRequests }, goto) => {
          // before the page is opened, or its answer could be missed
          answers.set(
            page,
            page.waitForResponse((response) => response.url().includes('/posts/')),
          );
          if (isDefault) return;
          await blockRequests({ urlPatterns: ['.css', '.png'] });
          goto.waitUntil = 'domcontentloaded';
        },
      ],
      async requestHandler({ page, request }) {
        const posts = await (await answers.get(page)).json();
        rows.put(
          request.userData.account,
          posts
            .map((post) => post.at)
            .toSorted()
            .at(-1),
        );
      },
      ...best,
    },
    new Configuration({ persistStorage: false }),
  );
  await crawler.run();
  rows.close();
});

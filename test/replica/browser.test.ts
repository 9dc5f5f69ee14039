import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterEach, describe, expect, test } from 'vitest';
import { type Replica, startReplica } from './server.ts';
import type { DouyinAccount, ToutiaoAccount } from './world.ts';

const SEC = 'MS4wLjABAAAAexample0000000000000000000000000002';
const TOKEN = 'MS4wLjABAAAAexampleToutiao000000000000000002';
const posts = [{ at: '2020-08-20T08:00:00+08:00' }, { at: '2020-09-14T17:10:05+08:00' }];
const douyin: DouyinAccount = {
  platform: 'douyin',
  handle: { secUid: SEC },
  name: '示例县抖音',
  posts,
  hides: { newestDays: 7 },
};
const toutiao: ToutiaoAccount = {
  platform: 'toutiao',
  handle: { token: TOKEN },
  name: '示例县头条',
  posts,
  hides: { newestDays: 7 },
};

let replica: Replica;
let browser: Browser;
let profile: string;
afterEach(async () => {
  await browser.close();
  await replica.close();
  rmSync(profile, { recursive: true, force: true });
});

/** A real browser whose requests all end at the replica, as the program's own do. */
async function open(): Promise<Page> {
  const world = { accounts: [douyin, toutiao], logins: { douyin: 'lent-d', toutiao: 'lent-t' } };
  replica = await startReplica(world, { at: '2020-09-15T18:00:00+08:00' });
  profile = mkdtempSync(join(tmpdir(), 'replica-browser-'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: sandbox,
    userDataDir: profile,
    pipe: true,
  });
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', async (request) => {
    const url = new URL(request.url());
    const cookies = await browser.cookies();
    const mine = cookies.filter((cookie) => cookie.domain === url.host).map(({ name, value }) => `${name}=${value}`);
    const body = request.postData();
    const answer = await fetch(`${replica.url}${url.pathname}${url.search}`, {
      method: request.method(),
      headers: { ...request.headers(), cookie: mine.join('; '), 'x-forwarded-host': url.host },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    await request.respond({ status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes });
  });
  return page;
}
/** publication times in the list that the page itself fetched */
async function listed(page: Page, address: string, path: string): Promise<number[]> {
  const fetched = page.waitForResponse((response) => response.url().includes(path));
  await page.goto(address);
  const body = JSON.parse(await (await fetched).text());
  return (body.aweme_list ?? body.data).map(
    (work: { create_time?: number; publish_time?: number }) => work.create_time ?? work.publish_time,
  );
}
// 2020-08-20T08:00:00+08:00, 2020-09-14T17:10:05+08:00
const [OLD, NEW] = [1597881600, 1600074605];

describe('pages in a real browser', () => {
  test('Douyin: a visitor sees what is left for visitors, after the login page all', async () => {
    const page = await open();
    const address = `https://www.douyin.com/user/${SEC}`;
    expect(await listed(page, address, '/aweme/post/')).toEqual([OLD]);
    await page.waitForFunction(`document.body.textContent.includes('示例县抖音')`);
    await page.goto('https://www.douyin.com/login');
    expect(await listed(page, address, '/aweme/post/')).toEqual([NEW, OLD]);
  });

  test('Toutiao: the same, each platform with a login of its own', async () => {
    const page = await open();
    const address = `https://www.toutiao.com/c/user/token/${TOKEN}/`;
    await page.goto('https://www.douyin.com/login');
    expect(await listed(page, address, '/list/user/feed')).toEqual([OLD]);
    await page.goto('https://www.toutiao.com/login');
    expect(await listed(page, address, '/list/user/feed')).toEqual([NEW, OLD]);
    expect(replica.unknown).toEqual([]);
  });
});

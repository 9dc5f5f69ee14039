import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Served } from '../../src/web/serve.ts';
import { newest, Office } from './office.ts';

const CHROMIUM = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const NIGHT = '2020-09-17T18:00:00+08:00';
/** markup, an end of an attribute, a formula, and a mark that turns the direction of text */
const HOSTILE = `=1+1"'><script>window.bad=1</script><img src=x onerror="window.bad=1">\u202egnp.exe</bdi></pre>`;
const bodies = { page: '' };

let office: Office;
let served: Served;
let browser: Browser;
beforeAll(async () => {
  office = new Office(
    [
      { id: 'daily', name: '示例日更号' },
      { id: 'silent', name: '示例停更号', unit: '示例乙市' },
      { id: 'long', name: `Shili${'long'.repeat(40)}`, unit: `示例${'很长的单位'.repeat(12)}` },
      { id: 'hostile', name: HOSTILE, unit: HOSTILE, owner: HOSTILE },
    ],
    { report: { issuer: HOSTILE, region: HOSTILE } },
  );
  const hash = office.evidence.keep(Buffer.from(`<html><body>${HOSTILE}</body></html>`));
  bodies.page = `/evidence/${hash.slice('sha256:'.length)}`;
  const hostileLook = {
    lastPost: { at: '2020-08-19T09:00:00+08:00', precision: 'second', bound: 'exact', url: 'javascript:window.bad=1' },
    posts: [{ at: '2020-08-19T09:00:00+08:00', precision: 'second', url: 'javascript:window.bad=1', title: HOSTILE }],
    displayName: HOSTILE,
    subject: { kind: 'personal', label: HOSTILE },
    statusText: HOSTILE,
    page: `https://example.cn/"onmouseover="window.bad=1`,
    sources: [
      {
        source: 'weibo.mobile',
        outcome: 'ok',
        evidence: hash,
        detail: HOSTILE,
        proofs: [{ hash, url: `https://example.cn/${HOSTILE}`, fetchedAt: NIGHT, httpStatus: 200, excerpt: HOSTILE }],
      },
    ],
  } as const;
  for (const at of ['2020-09-16T18:00:00+08:00', NIGHT]) {
    await office.night(at, {
      daily: newest('2020-09-16T08:00:00+08:00'),
      silent: newest('2020-08-19T09:00:00+08:00'),
      long: newest('2020-08-01T09:00:00+08:00'),
      hostile: structuredClone(hostileLook) as never,
    });
  }
  served = await office.serve(NIGHT);
  browser = await puppeteer.launch({
    ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    pipe: true,
  });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  office?.remove();
});

/** A page in the browser, with everything that went wrong in it. */
async function open(path: string, prepare: (page: Page) => Promise<unknown> = async () => {}) {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    // the browser's own icon in a field for dates; the policy keeps pages from such addresses
    if (request.url().startsWith('data:image/svg+xml')) return;
    if (!request.url().startsWith(served.url)) wrong.push(`asked elsewhere: ${request.url()}`);
  });
  await prepare(page);
  await page.goto(new URL(path, served.url).href);
  return { page, wrong };
}

const quarterPath = '/quarter?from=2020-07-01&to=2020-09-30';
const caseOf = async (accountId: string) => {
  const answer = await fetch(new URL('/cases.json', served.url));
  const { cases } = (await answer.json()) as { cases: { id: number; accountId: string }[] };
  return `/cases/${cases.find((one) => one.accountId === accountId)?.id}`;
};
const everyView = async () => [
  '/today',
  '/accounts',
  '/accounts/hostile',
  '/accounts/long',
  '/cases',
  await caseOf('hostile'),
  quarterPath,
  '/sources',
  bodies.page,
  '/nothing',
];
/** what the browser says of a page that it was given with status 404 */
const isMissing = (words: string) => words.includes('404');

describe('a registry that is hostile in every field', () => {
  test('nothing of it runs, loads or changes the page, on any view', async () => {
    for (const path of await everyView()) {
      const { page, wrong } = await open(path);
      if (path === quarterPath) await page.waitForSelector('.downloads');
      const seen = (await page.evaluate(`({
        bad: window.bad ?? null,
        images: document.querySelectorAll('img').length,
        scripts: [...document.scripts].map((one) => new URL(one.src).pathname),
        links: [...document.querySelectorAll('a')].map((one) => new URL(one.href).protocol),
        handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on')),
        turned: /[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML),
      })`)) as {
        bad: unknown;
        images: number;
        scripts: string[];
        links: string[];
        handlers: string[];
        turned: boolean;
      };
      const { links, ...rest } = seen;
      expect({ path, ...rest, wrong: wrong.filter((one) => !isMissing(one)) }).toEqual({
        path,
        bad: null,
        images: 0,
        scripts: ['/page.js'],
        handlers: [],
        turned: false,
        wrong: [],
      });
      expect(new Set(links).difference(new Set(['http:', 'https:']))).toEqual(new Set());
      await page.close();
    }
  });

  test('and its name can still be read, letter by letter', async () => {
    const { page } = await open('/accounts/hostile');
    expect(await page.$eval('h1', (one) => one.textContent)).toBe(HOSTILE.replace('\u202e', '⟨202E⟩'));
    await page.close();
  });
});

test.each([
  ['a desk', 1280, 'light', ''],
  ['a desk', 1280, 'dark', 'en'],
  ['a phone', 375, 'dark', ''],
  ['a phone', 375, 'light', 'en'],
])(
  'on %s, %i pixels wide, %s, language “%s”: the accessibility checker finds nothing, and nothing runs over the edge',
  async (_, width, scheme, lang) => {
    for (const path of await everyView()) {
      const address = lang === '' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      const { page } = await open(address, async (fresh) => {
        await fresh.setBypassCSP(true);
        await fresh.setViewport({ width, height: 900 });
        await fresh.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      });
      if (path === quarterPath) await page.waitForSelector('.downloads');
      await page.addScriptTag({ path: new URL(import.meta.resolve('axe-core')).pathname });
      const found = await page.evaluate(`axe.run().then((result) => ({
      violations: result.violations.flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 150))),
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      lang: document.documentElement.lang,
    }))`);
      const expected = { address, violations: [], over: 0, lang: lang === '' ? 'zh-CN' : 'en' };
      expect({ address, ...(found as object) }).toEqual(expected);
      await page.close();
    }
  },
);

describe('by hand', () => {
  test('without scripts: from the numbers to the account, its case and its proof', async () => {
    const { page } = await open('/', (fresh) => fresh.setJavaScriptEnabled(false));
    const follow = async (selector: string) => {
      await Promise.all([page.waitForNavigation(), page.click(selector)]);
      return new URL(page.url()).pathname;
    };
    expect(new URL(page.url()).pathname).toBe('/today');
    await follow('.figures a[href="/accounts?show=failed"]');
    expect(await page.$$eval('tbody tr', (rows) => rows.length)).toBe(3);
    expect(await follow('a[href="/accounts/hostile"]')).toBe('/accounts/hostile');
    expect(await follow('.findings a.proof')).toBe(bodies.page);
    await page.goBack();
    expect(await follow('a[href^="/cases/"]')).toMatch(/^\/cases\/\d+$/);
    await page.close();
  });

  test('without scripts: the search finds by a part of the name, and keeps the language', async () => {
    const { page } = await open('/today?lang=en', (fresh) => fresh.setJavaScriptEnabled(false));
    await page.type('#search', '停更');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await page.$$eval('tbody th a', (links) => links.map((one) => one.textContent))).toEqual(['示例停更号']);
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
    expect(await page.$eval('h1', (one) => one.textContent)).toBe('Search “停更”');
    await page.close();
  });

  test('by keyboard alone: the first stop leads past the head, and “/” to the search', async () => {
    const { page } = await open('/today');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.close();
  });

  test('the pointer on a day names its date and its state', async () => {
    const { page, wrong } = await open('/accounts?q=silent', (fresh) =>
      fresh.setViewport({ width: 1280, height: 900 }),
    );
    const box = await (await page.$('svg.strip'))?.boundingBox();
    if (!box) throw new Error('there is no strip');
    // the last of ninety days, then 19 August: 29 days earlier
    const over = (day: number) => page.mouse.move(box.x + ((day + 0.5) / 90) * box.width, box.y + 5);
    await over(89);
    expect(await page.$eval('.day-name', (one) => one.textContent)).toBe('2020-09-17 超期无更新');
    await over(89 - 29);
    expect(await page.$eval('.day-name', (one) => one.textContent)).toBe('2020-08-19 有更新');
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('on paper stand the numbers and tables, without what one can only click', async () => {
    const { page } = await open('/today', (fresh) => fresh.emulateMediaType('print'));
    const shown = (await page.evaluate(`['main h1', '.figures', '.accounts', 'header nav', 'header form', 'footer']
      .map((selector) => getComputedStyle(document.querySelector(selector)).display !== 'none')`)) as boolean[];
    expect(shown).toEqual([true, true, true, false, false, false]);
    await page.close();
  });
});

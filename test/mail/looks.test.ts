import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeDigest, loadSections } from '../../src/mail/digest/compose.ts';
import { exampleAccount, exampleCase, exampleFinding, exampleNight, STALE } from './example-night.ts';

const CHROMIUM = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

let browser: Browser;
beforeAll(async () => {
  browser = await puppeteer.launch({
    ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    pipe: true,
  });
});
afterAll(() => browser?.close());

/** A long name without a place to break, a long address, and every part of the page in use. */
const accounts = [
  exampleAccount('甲', '示例甲市', { name: `示例${'很长的名字'.repeat(12)}`, owner: '示例单位'.repeat(15) }),
  exampleAccount('乙', '示例乙市', { name: 'Shili'.repeat(30) }),
  exampleAccount('丙', '示例丙市', { day: null }),
];
const units = accounts.map(({ account }) => ({ name: account.unit, running: 9, checked: 9, failed: 3, share: '' }));
const view = exampleNight(accounts, {
  judgement: {
    ...exampleNight([]).judgement,
    findings: [exampleFinding('甲'), exampleFinding('乙')],
    undetermined: [{ accountId: '丙', rule: 'stale', reason: `原因${'说来话长'.repeat(30)}` }],
    summary: { running: 1738, checked: 1738, failed: 35, undetermined: 12, passRate: '97.99%', units },
  },
  changes: {
    fresh: [exampleCase(1, '甲')],
    continuing: [exampleCase(2, '乙')],
    resolved: [],
    warnings: [],
  },
  earlier: Array.from({ length: 20 }, (_, index) => ({ date: `2020-08-${index + 10}`, units })),
  sources: [
    {
      source: 'wechat.wechat2rss:main',
      platform: 'wechat',
      asked: 9,
      outcomes: { ok: 9 },
      canary: 'alive',
      trouble: null,
    },
  ],
});
const { html } = composeDigest(view, await loadSections());

describe.each([1000, 375])('opened %i pixels wide', (width) => {
  it.each(['light', 'dark'])('nothing runs over the edge and everything is there, %s', async (scheme) => {
    const page = await browser.newPage();
    try {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setContent(html);
      const seen = await page.evaluate(`(() => {
        const edge = document.documentElement.clientWidth;
        const over = [...document.querySelectorAll('td, p, h2')].filter((one) => one.getBoundingClientRect().right > edge + 0.5);
        return { text: document.body.innerText, wide: document.documentElement.scrollWidth, edge, over: over.length };
      })()`);
      const { text, wide, edge, over } = seen as { text: string; wide: number; edge: number; over: number };
      expect({ wide, over }).toEqual({ wide: edge, over: 0 });
      for (const words of ['不合格', '97.99%', '很长的名字', STALE, '2020年8月19日', '未判定', '来源状况']) {
        expect(text).toContain(words);
      }
    } finally {
      await page.close();
    }
  });

  it.each(['light', 'dark'])('text stands out from its ground, %s', async (scheme) => {
    const page = await browser.newPage();
    try {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setContent(html);
      await page.addScriptTag({ path: new URL(import.meta.resolve('axe-core')).pathname });
      const weak = await page.evaluate(`axe.run({ runOnly: ['color-contrast'] })
        .then((result) => result.violations.flatMap((one) => one.nodes.map((node) => node.html.slice(0, 120))))`);
      expect(weak).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

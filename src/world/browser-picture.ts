import type { BrowserContext } from 'puppeteer';
import { filterRequests, type RequestRules } from './browser-requests.ts';

const OPEN_WITHIN_MS = 30_000;
const QUIET_MS = 600;
const QUIET_WITHIN_MS = 8000;
const WINDOW = { width: 1280, height: 1600 };
/** what a page needs to look like itself */
const SHOWN: ReadonlySet<string> = new Set(['document', 'script', 'xhr', 'fetch', 'stylesheet', 'image', 'font']);

export type Picture =
  | { readonly taken: true; readonly png: Uint8Array }
  | { readonly taken: false; readonly trouble: string };

/** The beginning of a page as a visitor without login sees it. */
export async function takePicture(
  context: BrowserContext,
  url: string,
  rules: RequestRules,
  signal: AbortSignal,
): Promise<Picture> {
  const stop = AbortSignal.any([AbortSignal.timeout(OPEN_WITHIN_MS + QUIET_WITHIN_MS), signal]);
  const stopped = new Promise<Picture>((resolve) => {
    const late: Picture = { taken: false, trouble: '网页没有在规定时间内显示' };
    if (stop.aborted) resolve(late);
    stop.addEventListener('abort', () => resolve(late), { once: true });
  });
  return Promise.race([draw(context, url, { ...rules, needed: SHOWN }), stopped]);
}

async function draw(context: BrowserContext, url: string, rules: RequestRules): Promise<Picture> {
  try {
    const page = await context.newPage();
    await page.setViewport(WINDOW);
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
    await filterRequests(page, rules);
    const answer = await page.goto(url, { waitUntil: 'domcontentloaded', timeout: OPEN_WITHIN_MS });
    if (answer === null || answer.status() >= 400) {
      return { taken: false, trouble: `网页回答 ${answer?.status() ?? '为空'}` };
    }
    await page.waitForNetworkIdle({ idleTime: QUIET_MS, timeout: QUIET_WITHIN_MS }).catch(() => {});
    return { taken: true, png: await page.screenshot({ type: 'png' }) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { taken: false, trouble: `网页打不开：${text.split('\n')[0]}` };
  }
}

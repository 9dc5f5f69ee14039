import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  decideSandbox,
  end,
  findChromium,
  launch,
  makeProfileDir,
  removeProfileDir,
} from '../world/browser-process.ts';

const WIDTHS = { desktop: 1000, phone: 375 } as const;

/** Pictures of a mail as a reader sees it on a desk and on a phone; none where there is no browser. */
export async function picture(htmlFile: string, outDir: string): Promise<string[]> {
  const executable = findChromium(undefined);
  const sandbox = decideSandbox('on', true);
  if (executable === null || !sandbox.allowed) return [];
  mkdirSync(outDir, { recursive: true });
  const profileDir = makeProfileDir(outDir);
  const browser = await launch({ executable, sandbox: sandbox.on, profileDir, proxy: null });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(htmlFile).href);
    const files: string[] = [];
    for (const [name, width] of Object.entries(WIDTHS)) {
      await page.setViewport({ width, height: 900, deviceScaleFactor: 2 });
      const path = join(outDir, `mail-${name}.png`) as `${string}.png`;
      await page.screenshot({ path, fullPage: true });
      files.push(path);
    }
    return files;
  } finally {
    await end(browser);
    removeProfileDir(profileDir);
  }
}

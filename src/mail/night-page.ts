import { join } from 'node:path';
import type { NightView } from '../model/night.ts';
import { writeWhole } from '../store/whole-file.ts';
import { digestPage, loadSections } from './digest/compose.ts';
import { renderHtml } from './digest/html.ts';

/** Nothing is left out: a page on this machine may be as large as the night was. */
const WHOLE = { limit: Number.POSITIVE_INFINITY, brief: false };

/**
 * The night as one HTML page that loads nothing: `night/DATE.html` in the data folder; a later run of the date replaces it.
 * @returns the path of the page
 */
export async function writeNightPage(dataDir: string, view: NightView): Promise<string> {
  const page = digestPage(view, await loadSections());
  const footer = ['本页由“巡查”自动生成。证据编号是所收到原文的校验值开头八位，可用 xuncha explain 查阅全文。'];
  const file = join(dataDir, 'night', `${view.date}.html`);
  await writeWhole(file, renderHtml({ ...page, footer }, WHOLE));
  return file;
}

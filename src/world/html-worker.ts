import { parentPort } from 'node:worker_threads';
import { type CheerioAPI, load } from 'cheerio/slim';
import type { HtmlQuery, HtmlRows } from '../model/world.ts';

parentPort?.on('message', ({ html, query }: { html: string; query: HtmlQuery }) => {
  parentPort?.postMessage(read(html, query));
});

function read(html: string, query: HtmlQuery): HtmlRows {
  try {
    const $ = load(html);
    const rows = query.rows === undefined ? [$.root().get(0)] : $(query.rows).toArray();
    return { read: true, rows: rows.map((row) => rowOf($, row, query)) };
  } catch (error) {
    return { read: false, detail: `网页无法解析：${error instanceof Error ? error.message : String(error)}` };
  }
}

function rowOf($: CheerioAPI, row: unknown, query: HtmlQuery): Record<string, string | null> {
  const scope = $(row as never);
  return Object.fromEntries(
    Object.entries(query.fields).map(([name, wanted]) => {
      const at = wanted.lastIndexOf('@');
      const selector = (at < 0 ? wanted : wanted.slice(0, at)).trim();
      const found = selector === '' ? scope : scope.find(selector).first();
      if (found.length === 0) return [name, null];
      const value = at < 0 ? found.text() : found.attr(wanted.slice(at + 1));
      return [name, value?.trim() ?? null];
    }),
  );
}

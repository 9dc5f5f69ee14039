import { parentPort } from 'node:worker_threads';
import { compile, selectAll, selectOne } from 'css-select';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { HtmlQuery, HtmlRows } from '../model/world.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Node & { readonly attribs: Readonly<Record<string, string>> };
type Selector = ReturnType<typeof compile<Node, Element>>;

/** Every page of a platform is asked the same questions: a selector is understood once. */
const understood = new Map<string, Selector>();

parentPort?.on('message', ({ html, query }: { html: string; query: HtmlQuery }) => {
  parentPort?.postMessage(read(html, query));
});

function read(html: string, query: HtmlQuery): HtmlRows {
  try {
    const { children } = parseDocument(html);
    const rows = query.rows === undefined ? [{ children }] : selectAll(selectorOf(query.rows), children);
    return { read: true, rows: rows.map((row) => rowOf(row as Row, query)) };
  } catch (error) {
    return { read: false, detail: `网页无法解析：${error instanceof Error ? error.message : String(error)}` };
  }
}

/** a match, or the whole document, which has no attributes */
interface Row {
  readonly children: Node[];
  readonly attribs?: Readonly<Record<string, string>>;
}

function rowOf(row: Row, query: HtmlQuery): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(query.fields).map(([name, wanted]) => {
      const at = wanted.lastIndexOf('@');
      const selector = (at < 0 ? wanted : wanted.slice(0, at)).trim();
      const found: Row | null =
        selector === '' ? row : (selectOne(selectorOf(selector), row.children) as unknown as Row | null);
      if (found === null) return [name, null];
      const value = at < 0 ? DomUtils.textContent(found.children) : found.attribs?.[wanted.slice(at + 1)];
      return [name, value?.trim() ?? null];
    }),
  );
}

function selectorOf(words: string): Selector {
  const selector = understood.get(words) ?? compile<Node, Element>(words);
  understood.set(words, selector);
  return selector;
}

import { parentPort } from 'node:worker_threads';
import { compile } from 'css-select';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { HtmlQuery, HtmlRows } from '../model/world.ts';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Test = Parameters<typeof DomUtils.findAll>[0];

interface Field {
  readonly name: string;
  /** null: the row itself */
  readonly test: Test | null;
  /** null: its text is wanted */
  readonly attribute: string | null;
}
interface Plan {
  /** null: the whole document is one row */
  readonly rows: Test | null;
  readonly fields: readonly Field[];
}

/** Every page of a platform is asked the same questions: a query is understood once. */
const understood = new Map<string, Plan>();

parentPort?.on('message', ({ html, query }: { html: string; query: HtmlQuery }) => {
  parentPort?.postMessage(read(html, query));
});

function read(html: string, query: HtmlQuery): HtmlRows {
  try {
    const plan = planFor(query);
    const { children } = parseDocument(html);
    const rows: Row[] = plan.rows === null ? [{ children }] : DomUtils.findAll(plan.rows, children);
    return { read: true, rows: rows.map((row) => rowOf(row, plan)) };
  } catch (error) {
    return { read: false, detail: `网页无法解析：${error instanceof Error ? error.message : String(error)}` };
  }
}

/** a match, or the whole document, which has no attributes */
interface Row {
  readonly children: Node[];
  readonly attribs?: Readonly<Record<string, string>>;
}

function rowOf(row: Row, { fields }: Plan): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const { name, test, attribute } of fields) {
    const found: Row | null = test === null ? row : DomUtils.findOne(test, row.children);
    const value: string | null | undefined =
      attribute === null ? found && DomUtils.textContent(found.children) : found?.attribs?.[attribute];
    values[name] = value?.trim() ?? null;
  }
  return values;
}

function planFor(query: HtmlQuery): Plan {
  const key = JSON.stringify(query);
  const known = understood.get(key);
  if (known !== undefined) return known;
  const plan = {
    rows: query.rows === undefined ? null : compile(query.rows),
    fields: Object.entries(query.fields).map(([name, wanted]) => fieldOf(name, wanted)),
  };
  understood.set(key, plan);
  return plan;
}

function fieldOf(name: string, wanted: string): Field {
  const at = wanted.lastIndexOf('@');
  const selector = (at < 0 ? wanted : wanted.slice(0, at)).trim();
  return {
    name,
    test: selector === '' ? null : compile(selector),
    attribute: at < 0 ? null : wanted.slice(at + 1),
  };
}

import { readFileSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { Fault } from '../model/fault.ts';
import type { Path, Source, Spot } from './source.ts';
import { explainSyntax } from './yaml-syntax.ts';

export type YamlRead =
  | { readonly read: true; readonly source: Source; readonly faults: readonly Fault[] }
  | { readonly read: false; readonly faults: readonly Fault[] };

/**
 * Reads a YAML file as far as it can be read. A key that stands twice is a fault, but the rest is read all the same;
 * after any other syntax error the tree cannot be trusted, and nothing is read.
 * @param file as it shall stand in faults
 */
export function readYamlFile(path: string, file: string): YamlRead {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const message =
      error instanceof TypeError
        ? '文件不是 UTF-8 编码。请用编辑器另存为 UTF-8 再试。'
        : `文件读不出来（${(error as NodeJS.ErrnoException).code ?? '未知错误'}）。请检查它是不是普通文件、当前用户有没有读取权限。`;
    return { read: false, faults: [{ file, line: 1, column: 1, message }] };
  }
  return readYaml(text, file);
}

export function readYaml(text: string, file: string): YamlRead {
  // positions are worked out for faults alone: counting lines for each of 10,000 accounts would cost a third more
  const document = withPlainEnvironment(() => parseDocument(text, { prettyErrors: false, logLevel: 'silent' }));
  const spotAt = spotFinder(text);
  const faults: Fault[] = document.errors.map((error) => ({
    file,
    ...spotAt(error.pos[0]),
    message: explainSyntax(error.code, text.slice(...passageOf(error, text))),
  }));
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY')) return { read: false, faults };
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    const message = '别名（*名称）引用了不存在的锚点，或者层层引用过多。请把内容直接写出来。';
    return { read: false, faults: [...faults, { file, line: 1, column: 1, message }] };
  }
  const source: Source = {
    file,
    value,
    spotOf: (path, part) => spotAt(offsetOf(document, path, part)),
    writtenAt: (path) => writtenAt(document, path),
  };
  return { read: true, source, faults };
}

/** Of a key that is written twice the parser names the first letter alone. */
function passageOf(error: { readonly code: string; readonly pos: readonly [number, number] }, text: string) {
  const [from, until] = error.pos;
  if (error.code !== 'DUPLICATE_KEY') return [from, until] as const;
  return [from, from + Math.max(text.slice(from).search(/\s*:(\s|$)/), 1)] as const;
}

/**
 * The parser looks at process.env for every token, and each look asks the operating system: a quarter of the time that
 * 10,000 accounts take. For the length of one synchronous call it looks at a copy.
 */
function withPlainEnvironment<T>(parse: () => T): T {
  const environment = process.env;
  process.env = { ...environment };
  try {
    return parse();
  } finally {
    process.env = environment;
  }
}

/** Turns an offset into line and column; the table of line starts is made when the first one is asked for. */
function spotFinder(text: string): (offset: number) => Spot {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

interface Found {
  readonly node: Node | null;
  /** the key under which it stands; null in a list and at the top */
  readonly key: Node | null;
  /** how many steps of the path exist */
  readonly depth: number;
}

function find(document: Document.Parsed, path: Path): Found {
  let node = resolved(document, document.contents);
  let key: Node | null = null;
  let depth = 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item) === String(step));
      if (pair === undefined) break;
      key = pair.key as Node;
      node = resolved(document, pair.value as Node | null);
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | null | undefined;
      if (item === undefined) break;
      key = null;
      node = resolved(document, item);
    } else break;
    depth += 1;
  }
  return { node, key, depth };
}

function resolved(document: Document.Parsed, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function keyText(pair: Pair): string | null {
  return isScalar(pair.key) ? String(pair.key.value) : null;
}

function offsetOf(document: Document.Parsed, path: Path, part: 'value' | 'key'): number {
  const { node, key, depth } = find(document, path);
  const exists = depth === path.length;
  // a list or a map is named by its key; a single value, and a list item, by itself
  const pointsAtKey = key !== null && (part === 'key' || !exists || !isScalar(node) || node.range?.[0] === undefined);
  const shown = pointsAtKey ? key : node;
  return shown?.range?.[0] ?? 0;
}

function writtenAt(document: Document.Parsed, path: Path): string | null {
  const { node, depth } = find(document, path);
  if (depth !== path.length || !isScalar(node)) return null;
  return node.source ?? String(node.value);
}

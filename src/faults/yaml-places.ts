import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Path, Spot } from './source.ts';

/** Turns an offset into line and column; the table of line starts is made when the first one is asked for. */
export function spotFinder(text: string): (offset: number) => Spot {
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

/** Where a part stands in the text, or the nearest part that exists. */
export function offsetOf(document: Document.Parsed, path: Path, part: 'value' | 'key'): number {
  const { node, key, depth } = find(document, path);
  const exists = depth === path.length;
  // a list or a map is named by its key; a single value, and a list item, by itself
  const pointsAtKey = key !== null && (part === 'key' || !exists || !isScalar(node) || node.range?.[0] === undefined);
  const shown = pointsAtKey ? key : node;
  return shown?.range?.[0] ?? 0;
}

/** See `Source.writtenAt`. */
export function writtenAt(document: Document.Parsed, path: Path): string | null {
  const { node, depth } = find(document, path);
  if (depth !== path.length || !isScalar(node)) return null;
  return node.source ?? String(node.value);
}

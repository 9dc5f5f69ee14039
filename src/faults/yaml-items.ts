import { type Document, parseDocument } from 'yaml';
import type { Path, Source } from './source.ts';
import { offsetOf, spotFinder, writtenAt } from './yaml-places.ts';

/** Files that are one long list under one key, with the places in each item that are asked for even without a fault. */
export interface ListedUnder {
  readonly key: string;
  placesOf(item: unknown): readonly Path[];
}

interface Items {
  /** where the key stands */
  readonly keyAt: number;
  /** where each item begins: the start of its line */
  readonly starts: readonly number[];
}

/**
 * Reads a file that is one list under one key, an item at a time: the tree of a whole registry takes some ten times the
 * memory of what it says. Trees are dropped when their values are known, and made again where a place is asked for that
 * was not among `placesOf`.
 *
 * Null where anything is not as simple as that, or anything at all is wrong; the caller then reads the file as a whole,
 * which alone decides what a fault is.
 */
export function readItems(text: string, file: string, { key, placesOf }: ListedUnder): Source | null {
  const items = cutAt(text, key);
  if (items === null) return null;
  const values: unknown[] = [];
  const known = new Map<string, number>();
  for (const [index, start] of items.starts.entries()) {
    const document = parseItem(text, items, index);
    const value = valueIn(document);
    if (value === undefined) return null;
    values.push(value);
    for (const path of placesOf(value)) {
      known.set(nameOf([index, ...path]), start + offsetOf(document, [0, ...path], 'value'));
    }
  }
  const spotAt = spotFinder(text);
  let latest: { readonly index: number; readonly document: Document.Parsed } | undefined;
  const documentOf = (index: number) => {
    if (latest?.index !== index) latest = { index, document: parseItem(text, items, index) };
    return latest.document;
  };
  return {
    file,
    value: { [key]: values },
    spotOf([first, index, ...below], part) {
      if (first !== key || typeof index !== 'number' || items.starts[index] === undefined) return spotAt(items.keyAt);
      const at = part === 'value' ? known.get(nameOf([index, ...below])) : undefined;
      return spotAt(at ?? items.starts[index] + offsetOf(documentOf(index), [0, ...below], part));
    },
    writtenAt([first, index, ...below]) {
      if (first !== key || typeof index !== 'number' || items.starts[index] === undefined) return null;
      return writtenAt(documentOf(index), [0, ...below]);
    },
  };
}

/**
 * Cuts the text at the lines that begin an item. Nothing but comments may stand before the key, and no line may stand
 * further left than the items or on their column without beginning one. What a line means inside quotes or braces that
 * go on over several lines does not matter here: cut apart, they are no YAML any more, and the file is read as a whole.
 */
function cutAt(text: string, key: string): Items | null {
  let keyAt: number | null = null;
  let indent: number | null = null;
  const starts: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    const line = text.slice(at, next);
    const left = line.search(/[^ ]/);
    const isEmpty = left === -1 || /^[\r\n#]/.test(line.slice(left));
    if (keyAt === null) {
      if (!isEmpty && !new RegExp(`^${key}:( *| +#.*)\\r?\\n$`).test(line)) return null;
      if (!isEmpty) keyAt = at;
    } else if (!isEmpty) {
      indent ??= left;
      const beginsItem = left === indent && line.startsWith('- ', left);
      if (!beginsItem && left <= indent) return null;
      if (beginsItem) starts.push(at);
    }
    at = next;
  }
  return keyAt === null || starts.length === 0 ? null : { keyAt, starts };
}

function parseItem(text: string, { starts }: Items, index: number): Document.Parsed {
  return parseDocument(text.slice(starts[index], starts[index + 1]), { prettyErrors: false, logLevel: 'silent' });
}

/** What the only item of the piece says; undefined where it is no faultless piece of one item. */
function valueIn(document: Document.Parsed): unknown {
  if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
  try {
    const value: unknown = document.toJS();
    return Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  } catch {
    // an alias whose anchor stands in another item
    return undefined;
  }
}

function nameOf(path: Path): string {
  return path.map(String).join('/');
}

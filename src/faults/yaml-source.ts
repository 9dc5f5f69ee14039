import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Fault } from '../model/fault.ts';
import type { Source } from './source.ts';
import { type ListedUnder, readItems } from './yaml-items.ts';
import { offsetOf, spotFinder, writtenAt } from './yaml-places.ts';
import { explainSyntax } from './yaml-syntax.ts';

export type YamlRead =
  | { readonly read: true; readonly source: Source; readonly faults: readonly Fault[] }
  | { readonly read: false; readonly faults: readonly Fault[] };

/**
 * Reads a YAML file as far as it can be read. A key that stands twice is a fault, but the rest is read all the same;
 * after any other syntax error the tree cannot be trusted, and nothing is read.
 * @param file as it shall stand in faults
 * @param listed what the file usually is; it is then read item by item, which holds less memory
 */
export function readYamlFile(path: string, file: string, listed?: ListedUnder): YamlRead {
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
  const source = listed === undefined ? null : withPlainEnvironment(() => readItems(text, file, listed));
  return source === null ? readYaml(text, file) : { read: true, source, faults: [] };
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

import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

/**
 * The YAML library writes a document back with spacing of its own. Lines that differ from what a person had written in
 * nothing but that spacing are put back as they were; where this would change what the text says, nothing is put back.
 */
export function keepingLines(before: string, after: string): string {
  const positions = new Map<string, number[]>();
  const oldLines = before.split('\n');
  for (const [index, line] of oldLines.entries()) {
    const same = positions.get(squeezed(line));
    if (same === undefined) positions.set(squeezed(line), [index]);
    else same.push(index);
  }
  let next = 0;
  const lines = after.split('\n').map((line) => {
    const found = positions.get(squeezed(line))?.find((index) => index >= next);
    if (found === undefined) return line;
    next = found + 1;
    return oldLines[found] ?? line;
  });
  const kept = lines.join('\n');
  return isDeepStrictEqual(parse(kept), parse(after)) ? kept : after;
}

/** without the spaces inside brackets and before comments; the indentation counts */
function squeezed(line: string): string {
  const indentation = /^ */.exec(line)?.[0] ?? '';
  const rest = line.slice(indentation.length).replace(/\r$/, '');
  return (
    indentation +
    rest
      .replace(/([[{])\s+/g, '$1')
      .replace(/\s+([\]}])/g, '$1')
      .replace(/\s+#/g, ' #')
  );
}

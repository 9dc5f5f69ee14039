/** A step into a value: a key of a map or an index of a list. */
export type Path = readonly PropertyKey[];

export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** A value that was read from a file and knows where each of its parts stands there. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** the nearest part that exists: of a key that is missing, the map in which it is missing */
  spotOf(path: Path, part: 'value' | 'key'): Spot;
  /** what stands in the file for a single value, before it was read as a number or a date; null for lists and maps */
  writtenAt(path: Path): string | null;
}

/** The part of another source below one path, with places of its own. */
export function sourceBelow(source: Source, base: Path): Source {
  return {
    file: source.file,
    value: valueAt(source.value, base),
    spotOf: (path, part) => source.spotOf([...base, ...path], part),
    writtenAt: (path) => source.writtenAt([...base, ...path]),
  };
}

export function valueAt(value: unknown, path: Path): unknown {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.hasOwn(found, step) ? (found as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return found;
}

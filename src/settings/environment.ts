import type { Path } from '../faults/source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Filled {
  readonly value: unknown;
  /** variables that are not set, with the place that asks for them */
  readonly unset: readonly { readonly path: Path; readonly name: string }[];
  wasFilled(path: Path): boolean;
}

/** Replaces `${NAME}` inside every string of a value by the environment variable; keys stay as they are. */
export function fillFromEnvironment(value: unknown, env: Environment): Filled {
  const unset: { path: Path; name: string }[] = [];
  const filled = new Set<string>();
  const fill = (part: unknown, path: Path): unknown => {
    if (typeof part === 'string') {
      return part.replaceAll(/\$\{([^}]*)\}/g, (whole, name: string) => {
        const found = env[name];
        if (found === undefined) unset.push({ path, name });
        else filled.add(JSON.stringify(path));
        return found ?? whole;
      });
    }
    if (Array.isArray(part)) return part.map((item, index) => fill(item, [...path, index]));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, fill(item, [...path, key])]));
  };
  return { value: fill(value, []), unset, wasFilled: (path) => filled.has(JSON.stringify(path)) };
}

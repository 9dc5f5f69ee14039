import type { z } from 'zod';
import { type Path, valueAt } from './source.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses what a person wrote, forgiving two things that are no mistake: a key with nothing after it counts as not
 * written, and an environment variable gives a number where a number is wanted. Everything else stays as it is.
 * @param fromEnvironment whether the text at a path was put in from the environment
 */
export function parseForgiving<T>(
  schema: z.ZodType<T>,
  value: unknown,
  fromEnvironment: (path: Path) => boolean = () => false,
): z.ZodSafeParseResult<T> {
  const first = schema.safeParse(value);
  if (first.success) return first;
  const repaired = structuredClone(value);
  let changed = false;
  for (const issue of first.error.issues) changed = repair(issue, repaired, fromEnvironment) || changed;
  return changed ? schema.safeParse(repaired) : first;
}

function repair(issue: Issue, value: unknown, fromEnvironment: (path: Path) => boolean): boolean {
  const key = issue.path.at(-1);
  const holder = valueAt(value, issue.path.slice(0, -1));
  if (key === undefined || typeof holder !== 'object' || holder === null) return false;
  const map = holder as Record<PropertyKey, unknown>;
  const found = map[key];
  if (found === null && !Array.isArray(holder)) {
    delete map[key];
    return true;
  }
  const wantsNumber = issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int');
  if (wantsNumber && typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found) && fromEnvironment(issue.path)) {
    map[key] = Number(found);
    return true;
  }
  return false;
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Observation } from '../model/observation.ts';

/** What is wrong with one line of a file of observations. */
export interface LineFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Some lines are no observations; all of them are named. */
export class BadObservations extends Error {
  readonly faults: readonly LineFault[];
  constructor(faults: readonly LineFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line}：${message}`).join('\n'));
    this.faults = faults;
  }
}

/**
 * Reads observations as `check --json` prints them, one JSON object a line; empty lines are skipped.
 * @throws BadObservations with every fault of the file; the error of the file system where it cannot be read
 */
export function readObservations(file: string): readonly Observation[] {
  const observations: Observation[] = [];
  const faults: LineFault[] = [];
  for (const [index, text] of readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch (error) {
      faults.push({ file, line, message: `不是 JSON（${error instanceof Error ? error.message : String(error)}）` });
      continue;
    }
    const read = Observation.safeParse(parsed);
    if (read.success) observations.push(read.data);
    else for (const issue of read.error.issues) faults.push({ file, line, message: wordsOf(issue, parsed) });
  }
  if (faults.length > 0) throw new BadObservations(faults);
  return observations;
}

function wordsOf(issue: z.core.$ZodIssue, line: unknown): string {
  const key = issue.path.join('.');
  let found: unknown = line;
  for (const step of issue.path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[step];
  const value = found === undefined ? '缺少' : `是 ${JSON.stringify(found).slice(0, 60)}`;
  return `${key === '' ? '整行' : key} ${value}，不符合要求（${z.core.locales.zhCN().localeError(issue as never) ?? issue.message}）`;
}

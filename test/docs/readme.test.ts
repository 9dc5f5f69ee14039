import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, shellLines, textOf } from './documents.ts';

interface Part {
  /** 1 for the title */
  readonly level: number;
  readonly body: string;
}

/** A document cut at its headings. */
function partsOf(document: string): Part[] {
  const cut = textOf(document).split(/^(#+) .*$/m);
  return cut.slice(1).flatMap((marks, at) => (at % 2 === 0 ? [{ level: marks.length, body: cut[at + 2] ?? '' }] : []));
}

/** What a translation does not change: links, pictures, code. In order of the alphabet, for word order differs. */
function untranslated({ level, body }: Part) {
  const prose = body.replaceAll(/^```.*?^```$/gms, '');
  const found = (pattern: RegExp) => [...prose.matchAll(pattern)].map(([, one = '']) => one).sort();
  return {
    level,
    links: found(/\]\(([^)]+)\)/g).filter((link) => !link.startsWith('README')),
    code: found(/`([^`]+)`/g),
    shell: shellLines(body),
    rows: body.split('\n').filter((line) => line.startsWith('|')).length,
    items: body.split('\n').filter((line) => /^(-|\d+\.) /.test(line)).length,
  };
}

test('README.md and README.zh-CN.md have the same sections with the same commands, links, tables and lists', () => {
  const english = partsOf('README.md').map(untranslated);
  const chinese = partsOf('README.zh-CN.md').map(untranslated);
  expect(english.length).toBeGreaterThan(5);
  expect(chinese).toEqual(english);
});

test('the table of dependencies names each package of package.json once, and no other', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const { body } = partsOf('README.md').find((part) => part.body.includes('| package ')) ?? { body: '' };
  const firstCells = body.split('\n').flatMap((line) => /^\| (`[^|]+) \|/.exec(line)?.[1] ?? []);
  const named = firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(named.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});

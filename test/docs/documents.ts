import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The documents whose commands people copy, as paths below the root. */
export function commandDocuments(): string[] {
  const handbook = readdirSync(join(ROOT, 'docs', 'handbook')).filter((name) => name.endsWith('.md'));
  return ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', ...handbook.sort().map((name) => `docs/handbook/${name}`)];
}

/** All documents, those beside the adapters and the replica included. */
export function allDocuments(): string[] {
  const below = ['docs', 'adapters', 'test/replica'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  );
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  return [...top, ...below].sort();
}

export function textOf(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8');
}

/** Lines of the ```sh blocks, without comments; a line that ends in `\` goes on. */
export function shellLines(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** The words of a shell line; quotes hold words together, nothing is expanded. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

/** What follows `xuncha` in a line that runs the program; null for other lines. `sudo -u USER` may stand before it. */
export function programWords(line: string): string[] | null {
  const words = wordsOf(line.replace(/^sudo (-u \S+ )?/, ''));
  return /^(\.\/)?xuncha$/.test(words[0] ?? '') ? words.slice(1) : null;
}

/** Targets of links and pictures that lie in this repository, as paths below the root. */
export function localLinks(document: string): string[] {
  const targets = [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) =>
    target.replace(/#.*$/, ''),
  );
  return targets
    .filter((target) => target !== '' && !URL.canParse(target))
    .map((target) => relative(ROOT, join(ROOT, dirname(document), decodeURI(target))));
}

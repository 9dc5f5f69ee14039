import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildProgram } from '../../src/program.ts';
import { store } from '../commands/example-home.ts';
import { homeWith } from '../home-folder.ts';
import { look, post } from '../judge/accounts.ts';
import { commandDocuments, programWords, ROOT, shellLines, textOf } from './documents.ts';

/** Commands that ask nobody outside, send nothing and end by themselves: they are run as they stand. */
const HARMLESS = [
  /^registry (check|diff|import|export)\b/,
  /^judge\b/,
  /^mail --/,
  /^report\b/,
  /^export\b/,
  /^evidence verify\b/,
  /^prune\b/,
  /^backup\b/,
  /^restore\b/,
  /^rules\b/,
  /^explain\b/,
  /^replay\b/,
  /^case list\b/,
  /^schedule --(cron|systemd)\b/,
  /^completion\b/,
];

const ACCOUNTS = `units:
  - name: 示例市
    accounts:
      - { id: shili-weibo, name: 示例发布, platform: weibo, owner: 示例市人民政府办公室, handle: { uid: "5990004001" } }
      - { id: shili-jiaoyu, name: 示例教育, platform: weibo, owner: 示例市教育局, handle: { uid: "5990004002" } }
`;

const program = await buildProgram('zh', () => {});

/** The command that these words call, one of a group where the first word names a group. */
function commandOf(words: readonly string[]): Command | undefined {
  const first = program.commands.find((one) => one.name() === words[0]);
  return first?.commands.find((one) => one.name() === words[1]) ?? first;
}

const documents = commandDocuments().map((document) => ({ document, lines: shellLines(textOf(document)) }));
const programLines = [...new Set(documents.flatMap(({ lines }) => lines))].flatMap((line) => {
  const words = programWords(line);
  return words === null ? [] : [{ line, words }];
});

describe('every command in the documents exists, with every option that is given to it', () => {
  test.each(programLines)('$line', ({ words }) => {
    const command = words[0]?.startsWith('-') ? program : commandOf(words);
    expect(command, `xuncha ${words[0]}`).toBeDefined();
    if (command?.commands.length) expect(words.filter((word) => !word.startsWith('-'))).toEqual([]);
    const help = command?.helpInformation() ?? '';
    for (const option of words.filter((word) => word.startsWith('--'))) {
      expect(help, option).toMatch(new RegExp(`(^|[ ,])${option}\\b`, 'm'));
    }
  });
});

test('every command that the documents mention within a sentence or a table exists', () => {
  const texts = [...commandDocuments(), 'docs/adapters.md', 'CHANGELOG.md'].map(textOf);
  const mentioned = texts.flatMap((text) =>
    [...text.matchAll(/`(?:\.\/)?xuncha ([^`]+)`/g)].map(([, words = '']) => words),
  );
  expect(mentioned.length).toBeGreaterThan(10);
  const unknown = mentioned.filter((words) => !words.startsWith('-') && commandOf(words.split(' ')) === undefined);
  expect(unknown).toEqual([]);
});

test('every npm script in the documents is one of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = documents.flatMap(({ lines }) => lines).flatMap((line) => /^npm (?:run )?(\S+)/.exec(line)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

describe('what can be run without harm does what the document says it does', () => {
  const runnable = documents.flatMap(({ document, lines }) => {
    const commands = lines.flatMap((line) => {
      const words = programWords(line) ?? [];
      return HARMLESS.some((form) => form.test(words.join(' '))) ? [{ line, words }] : [];
    });
    return commands.length === 0 ? [] : [{ document, commands }];
  });
  test.each(runnable)('$document', async ({ commands }) => {
    const home = homeWith({
      'config/xuncha.yaml': 'mail: { to: [supervisor@example.cn] }\n',
      'config/registry/example.yaml': ACCOUNTS,
    });
    store(home, [
      look('2026-09-17T17:00:00+08:00', { accountId: 'shili-weibo', platform: 'weibo', lastPost: post('2026-08-19') }),
      look('2026-09-17T17:00:00+08:00', { accountId: 'shili-jiaoyu', platform: 'weibo', lastPost: post('2026-09-15') }),
    ]);
    workIn(mkdtempSync(join(tmpdir(), 'xuncha-docs-')));
    // the office's own spreadsheet, as the import reads it
    expect(await ran(['registry', 'export', '台账.xlsx', '--home', home])).toBe(0);
    for (const { line, words } of commands) expect(await ran([...words, '--home', home]), line).toBe(0);
  });
});

/** Files that a command names without a folder lie here until the test ends. */
function workIn(folder: string): void {
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Runs a command in this process, without its words. @returns the exit status */
async function ran(words: readonly string[]): Promise<number | null> {
  let status: number | null = null;
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const fresh = await buildProgram('zh', (ended) => {
      status = ended;
    });
    await fresh.parseAsync([...words], { from: 'user' });
    return status;
  } finally {
    write.mockRestore();
  }
}

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram } from '../../src/program.ts';
import { xuncha } from './xuncha.ts';

const COMMANDS = join(import.meta.dirname, '..', '..', 'src', 'commands');
const own = readdirSync(COMMANDS).map((name) => name.replace('.ts', ''));
const ofRegistry = readdirSync(join(COMMANDS, 'registry'))
  .map((name) => name.replace('.ts', ''))
  .filter((name) => name !== 'group');

const HAN = /\p{Script=Han}/u;

test('help lists every file and folder of commands, in Chinese', async () => {
  const { status, out } = await xuncha(['--help']);
  expect(status).toBe(0);
  for (const name of own) expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  expect(out).toContain('用法：');
});

test('with --lang en, no help has a word of Chinese outside quotation marks', async () => {
  const program = await buildProgram('en', () => {});
  const helps = [program, ...program.commands.flatMap((command) => [command, ...command.commands])].map((command) =>
    command.helpInformation(),
  );
  expect(helps.length).toBe(1 + own.length + ofRegistry.length);
  for (const help of helps) expect(help.replaceAll(/“[^”]*”|"[^"]*"/g, '')).not.toMatch(HAN);
});

test('the language of a help is that of the option', async () => {
  const { status, out } = await xuncha(['check', '--help', '--lang', 'en']);
  expect(status).toBe(0);
  expect(out).toContain('collects accounts and stores what was seen');
});

test('--version prints the version of the package and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(join(COMMANDS, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await xuncha(['--version'])).toMatchObject({ status: 0, out: `${version}\n` });
});

test.each([
  [['chek'], '没有“chek”这个命令。是不是想写 check？'],
  [['check', '--jsn'], '没有“--jsn”这个选项。是不是想写 --json？'],
  [['check', '--at'], '后面缺少内容'],
  [['registry', 'import'], '缺少参数'],
  [['check', '--lang', 'fr'], '--lang 只能是 zh 或 en'],
])('wrong usage is told in Chinese: %s', async (args, words) => {
  const { status, out, err } = await xuncha(args);
  expect(status).toBe(2);
  expect(err).toContain(words);
  expect(out).toBe('');
});

/** what bash offers after this line */
async function offered(...line: readonly string[]): Promise<string[]> {
  const { out: script } = await xuncha(['completion', 'bash']);
  const words = line.map((word) => `'${word}'`).join(' ');
  const asked = `${script}\nCOMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _xuncha; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout } = spawnSync('bash', ['-c', asked], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

test('bash completes commands, commands of a group and options', async () => {
  expect(await offered('xuncha', 'doc')).toEqual(['doctor']);
  expect((await offered('xuncha', 'registry', '')).filter((word) => !word.startsWith('-'))).toEqual(ofRegistry);
  expect(await offered('xuncha', 'registry', 'import', '--wr')).toEqual(['--write']);
  expect(await offered('xuncha', '--lang', 'en', 'registry', 'import', 'list.xlsx', '--js')).toEqual(['--json']);
});

test('zsh gets every command with its summary', async () => {
  const { out } = await xuncha(['completion', 'zsh', '--lang', 'en']);
  for (const name of own) expect(out).toContain(`'${name}:`);
});

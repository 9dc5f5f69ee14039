import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, Help } from 'commander';
import type { CommandFile, CommandGroup, CommonOptions, Language, Wording } from './command.ts';
import { textWidth, wrapped } from './console/text-width.ts';
import type { ExitStatus } from './exit.ts';
import { programRoot } from './program-root.ts';

const COMMANDS = join(import.meta.dirname, 'commands');
const GROUP_FILE = /^group\.(ts|js)$/;

/**
 * The whole command line, from the files in `commands/` and the folders of groups there.
 *
 * @param ended told of the exit status when a command has run
 * @param wanted name of the one command or group that is needed: the others, and all that they import, are not loaded.
 * Where there is none of that name, all are.
 */
export async function buildProgram(
  language: Language,
  ended: (status: ExitStatus) => void,
  wanted?: string,
): Promise<Command> {
  const wording: Wording = (chinese, english) => (language === 'en' ? english : chinese);
  const program = dressed(new Command('xuncha'), wording)
    .description(
      wording(
        '巡查：政务新媒体账号监测。每夜检查，只说有据可查的话。',
        'Xuncha: watches government new-media accounts every night, and says only what can be proven.',
      ),
    )
    .version(versionOfProgram(), '-V, --version', wording('显示版本', 'print the version'))
    .option(...languageOption(wording));
  const all = readdirSync(COMMANDS, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const one = all.filter(({ name }) => name.replace(/\.(ts|js)$/, '') === wanted);
  for (const entry of one.length > 0 ? one : all) {
    if (entry.isDirectory()) await addGroup(program, entry.name, language, wording, ended);
    else if (isModule(entry.name)) addCommand(program, await load(entry.name), language, wording, ended);
  }
  return program;
}

function versionOfProgram(): string {
  const { version } = JSON.parse(readFileSync(join(programRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function addGroup(
  program: Command,
  name: string,
  language: Language,
  wording: Wording,
  ended: (status: ExitStatus) => void,
): Promise<void> {
  const files = readdirSync(join(COMMANDS, name)).filter(isModule).sort();
  const groupFile = files.find((file) => GROUP_FILE.test(file));
  if (groupFile === undefined) throw new Error(`commands/${name}: group.ts is missing`);
  const group = await load<CommandGroup>(join(name, groupFile));
  const parent = dressed(program.command(name), wording).description(wording(group.summary, group.summaryEn));
  for (const file of files) {
    if (file !== groupFile) addCommand(parent, await load(join(name, file)), language, wording, ended);
  }
}

function addCommand(
  parent: Command,
  file: CommandFile,
  language: Language,
  wording: Wording,
  ended: (status: ExitStatus) => void,
): void {
  const summary = language === 'en' ? (file.summaryEn ?? file.summary) : file.summary;
  const command = dressed(parent.command(file.name), wording)
    .summary(summary)
    .description(summary)
    .option(
      '--home <dir>',
      wording(
        '含 config/ 与 data/ 的目录（默认：程序所在目录）',
        'folder with config/ and data/ (default: the program’s own)',
      ),
    )
    .option(
      '--at <time>',
      wording(
        '以此时刻代替当前时间；ISO 8601，须带时差，例如 2026-09-25T01:00:00+08:00',
        'use this moment as the clock; ISO 8601 with offset, for example 2026-09-25T01:00:00+08:00',
      ),
    )
    .option(...languageOption(wording))
    .allowExcessArguments(false);
  file.configure(command, wording);
  command.action(async (...received: unknown[]) => {
    const given = received
      .slice(0, -2)
      .flat()
      .filter((word) => word !== undefined) as string[];
    ended(await file.run(given, command.opts<CommonOptions & Record<string, unknown>>()));
  });
}

function languageOption(wording: Wording): [flags: string, description: string] {
  return ['--lang <zh|en>', wording('帮助的语言：zh（默认）或 en', 'language of help: zh (default) or en')];
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** What every command has: help in the language asked for, faults as exceptions and told by us. */
function dressed(command: Command, wording: Wording): Command {
  return command
    .helpOption('-h, --help', wording('显示帮助', 'show help'))
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => wording(TITLES[title] ?? title, title),
      styleUsage: (text) => wording(inChinese(text), text),
      displayWidth: textWidth,
      boxWrap: wrapped,
      subcommandTerm: (one) => wording(inChinese(new Help().subcommandTerm(one)), new Help().subcommandTerm(one)),
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride();
}

/** commander writes these two words itself */
function inChinese(usage: string): string {
  return usage.replace('[options]', '[选项]').replace('[command]', '[命令]');
}

function isModule(name: string): boolean {
  return /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts');
}

async function load<Content = CommandFile>(path: string): Promise<Content> {
  const { default: content } = (await import(pathToFileURL(join(COMMANDS, path)).href)) as { default: Content };
  return content;
}

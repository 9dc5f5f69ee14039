import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import type { CommandFile, CommonOptions } from './command.ts';
import { EXIT, Stop } from './exit.ts';

const COMMANDS = join(import.meta.dirname, 'commands');

/** argv → one command. Each command is a file in `commands/`; only the one that is asked for is run. */
async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('xuncha')
    .description('巡查：政务新媒体账号监测。每夜检查，只说有据可查的话。')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand(false)
    .showHelpAfterError('（用 xuncha --help 查看全部命令，用 xuncha 命令 --help 查看选项）')
    .configureOutput({ outputError: (text, write) => write(text) });
  let status: number = EXIT.done;
  for (const file of await commandFiles()) {
    const command = program
      .command(file.name)
      .summary(file.summary)
      .description(file.summary)
      .helpOption('-h, --help', '显示帮助')
      .option('--home <dir>', '含 config/ 与 data/ 的目录（默认：程序所在目录）')
      .option('--at <time>', '以此时刻代替当前时间；ISO 8601，须带时差，例如 2026-09-25T01:00:00+08:00')
      .exitOverride()
      .allowExcessArguments(false);
    file.configure(command);
    command.action(async (...received: unknown[]) => {
      const given = received
        .slice(0, -2)
        .flat()
        .filter((word) => word !== undefined) as string[];
      status = await file.run(given, command.opts<CommonOptions & Record<string, unknown>>());
    });
  }
  program.exitOverride();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof Stop) {
      process.stderr.write(`${error.message}\n`);
      return error.status;
    }
    throw error;
  }
}

async function commandFiles(): Promise<CommandFile[]> {
  const names = readdirSync(COMMANDS).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts'));
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const { default: file } = (await import(pathToFileURL(join(COMMANDS, name)).href)) as { default: CommandFile };
      return file;
    }),
  );
  return files;
}

process.exitCode = await main(process.argv.slice(2));

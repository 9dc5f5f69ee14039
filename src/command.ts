import type { Command as Commander } from 'commander';
import type { ExitStatus } from './exit.ts';

/** One command of the program: a file in `commands/`, named like the command. */
export interface CommandFile {
  /** the word after `xuncha` */
  readonly name: string;
  /** one line for the list of commands */
  readonly summary: string;
  /** adds arguments and options; `--home`, `--at` and `--help` are there already */
  configure(command: Commander): void;
  /** @returns the exit status */
  run(args: readonly string[], options: CommonOptions & Readonly<Record<string, unknown>>): Promise<ExitStatus>;
}

export interface CommonOptions {
  readonly home?: string;
  readonly at?: string;
  readonly lang?: string;
}

export function defineCommand<Options extends CommonOptions>(command: {
  readonly name: string;
  readonly summary: string;
  configure?(command: Commander): void;
  run(args: readonly string[], options: Options): Promise<ExitStatus>;
}): CommandFile {
  return {
    name: command.name,
    summary: command.summary,
    configure: (commander) => command.configure?.(commander),
    run: (args, options) => command.run(args, options as unknown as Options),
  };
}

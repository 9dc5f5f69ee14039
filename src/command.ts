import type { Command as Commander } from 'commander';
import type { ExitStatus } from './exit.ts';

/** The language of help texts; everything else that the program says is Chinese. */
export type Language = 'zh' | 'en';
/** Picks the wording in the language that was asked for. */
export type Wording = (chinese: string, english: string) => string;

/** One command of the program: a file in `commands/`, named like the command; a folder there holds the commands of a group. */
export interface CommandFile {
  /** the word after `xuncha`, or after the name of the group */
  readonly name: string;
  /** one line for the list of commands, in Chinese */
  readonly summary: string;
  /** the same in English, for `--lang en`; missing: the Chinese one */
  readonly summaryEn?: string;
  /** adds arguments and options; `--home`, `--at`, `--lang` and `--help` are there already */
  configure(command: Commander, wording: Wording): void;
  /** @returns the exit status */
  run(args: readonly string[], options: CommonOptions & Readonly<Record<string, unknown>>): Promise<ExitStatus>;
}

/** `commands/<group>/group.ts`: what the commands of the folder have in common. */
export interface CommandGroup {
  readonly summary: string;
  readonly summaryEn: string;
}

export interface CommonOptions {
  readonly home?: string;
  readonly at?: string;
  readonly lang?: string;
}

export function defineCommand<Options extends CommonOptions>(command: {
  readonly name: string;
  readonly summary: string;
  readonly summaryEn?: string;
  configure?(command: Commander, wording: Wording): void;
  run(args: readonly string[], options: Options): Promise<ExitStatus>;
}): CommandFile {
  return {
    name: command.name,
    summary: command.summary,
    ...(command.summaryEn === undefined ? {} : { summaryEn: command.summaryEn }),
    configure: (commander, wording) => command.configure?.(commander, wording),
    run: (args, options) => command.run(args, options as unknown as Options),
  };
}

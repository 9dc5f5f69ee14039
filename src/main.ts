import { CommanderError } from 'commander';
import type { Language } from './command.ts';
import { EXIT, type ExitStatus, Stop } from './exit.ts';
import { buildProgram } from './program.ts';
import { usageFault } from './usage-fault.ts';

/** codes with which help and nothing else was printed */
const HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

/** argv → one command. Each command is a file in `commands/`; only the one that is asked for is run. */
async function main(argv: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  try {
    const ended = (reached: ExitStatus) => {
      status = reached;
    };
    const program = await buildProgram(languageOf(argv), ended, argv[0]);
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0 && !HELP.has(error.code)) process.stderr.write(`${usageFault(error)}\n`);
      return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    if (error instanceof Stop) {
      process.stderr.write(`${error.message}\n`);
      return error.status;
    }
    throw error;
  }
}

/** Help is made before the options are read, so its language is looked up here. */
function languageOf(argv: readonly string[]): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at === -1) return 'zh';
  const language = argv[at]?.includes('=') ? argv[at]?.slice('--lang='.length) : argv[at + 1];
  if (language === 'zh' || language === 'en') return language;
  throw new Stop(EXIT.usage, `--lang 只能是 zh 或 en；得到的是“${language ?? ''}”。`);
}

process.exitCode = await main(process.argv.slice(2));

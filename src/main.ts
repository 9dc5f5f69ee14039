import { CommanderError } from 'commander';
import type { Language } from './command.ts';
import { EXIT, type ExitStatus, Stop } from './exit.ts';
import { tellFault } from './fault-report.ts';
import { buildProgram } from './program.ts';
import { inOrder, missingCommand, usageFault } from './usage-fault.ts';

/** codes with which help and nothing else was printed */
const HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

/** argv → one command. Each command is a file in `commands/`; only the one that is asked for is run. */
async function main(words: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  try {
    const argv = inOrder(words);
    const missing = missingCommand(argv);
    if (missing !== null) throw new Stop(EXIT.usage, missing);
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
    process.stderr.write(tellFault(error));
    return EXIT.failed;
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

// what reads our output may have read enough; a night goes on without it
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.on('uncaughtException', (error) => {
  process.stderr.write(tellFault(error));
  process.exit(EXIT.failed);
});
process.exitCode = await main(process.argv.slice(2));

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Ask } from '../init/answers.ts';

/** Asks on the terminal; what is hidden is not shown while it is typed. */
export function terminalAsk(input: NodeJS.ReadStream, output: NodeJS.WriteStream): { ask: Ask; close(): void } {
  let isMuted = false;
  const shown = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: shown, terminal: true });
  return {
    async ask(question, { hidden = false } = {}) {
      // the question is the line's own beginning: written by ourselves, it would be wiped out with the line
      const answer = lines.question(question);
      isMuted = hidden;
      try {
        return await answer;
      } finally {
        if (hidden) output.write('\n');
        isMuted = false;
      }
    },
    close: () => lines.close(),
  };
}

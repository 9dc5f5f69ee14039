import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { terminalAsk } from '../../src/console/ask.ts';

/** what a person sees: signs move the cursor, wipe out what follows it, or stand where it is */
function screenOf(written: string): string[] {
  const lines = [''];
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs that a terminal obeys
  for (const [sign, to = '1', obeyed] of written.matchAll(/\u001b\[(\d*)([GJK])|[\s\S]/g)) {
    const line = lines.at(-1) ?? '';
    if (obeyed === 'G') column = Number(to) - 1;
    else if (obeyed !== undefined) lines[lines.length - 1] = line.slice(0, column);
    else if (sign === '\r') column = 0;
    else if (sign === '\n') lines.push('');
    else lines[lines.length - 1] = line.slice(0, column++) + sign + line.slice(column);
  }
  return lines.filter((line) => line !== '');
}

function terminal() {
  const input = new PassThrough();
  let written = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const asking = terminalAsk(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream);
  return { input, asking, screen: () => screenOf(written), written: () => written };
}

test('a question stands on the screen while it is answered', async () => {
  const { input, asking, screen } = terminal();
  const answer = asking.ask('邮件服务器：');
  expect(screen()).toEqual(['邮件服务器：']);
  input.write('smtp.example.cn\n');
  expect(await answer).toBe('smtp.example.cn');
  asking.close();
});

test('a hidden answer never comes to the screen; the next question does', async () => {
  const { input, asking, screen, written } = terminal();
  const hidden = asking.ask('密码：', { hidden: true });
  expect(screen()).toEqual(['密码：']);
  input.write('planted-secret\n');
  expect(await hidden).toBe('planted-secret');
  const next = asking.ask('收件人：');
  input.write('a@example.cn\n');
  await next;
  asking.close();
  expect(written()).not.toContain('planted-secret');
  expect(screen().join('\n')).toContain('收件人：');
});

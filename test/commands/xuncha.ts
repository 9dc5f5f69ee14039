import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROGRAM = join(import.meta.dirname, '..', '..', 'xuncha');

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as a user does; its environment is ours without anything of the program's own. */
export async function xuncha(
  args: readonly string[],
  more: {
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly cwd?: string;
    readonly program?: string;
  } = {},
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('XUNCHA_'));
  const child = spawn(more.program ?? PROGRAM, args, {
    env: { ...Object.fromEntries(inherited), ...more.env },
    ...(more.cwd === undefined ? {} : { cwd: more.cwd }),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  });
  child.stdin.end(more.input ?? '');
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

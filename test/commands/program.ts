import { xuncha as run } from './xuncha.ts';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program with these words and nothing else; -1 where it was ended from outside. */
export async function xuncha(...args: readonly string[]): Promise<Ended> {
  const { status, out, err } = await run(args);
  return { status: status ?? -1, stdout: out, stderr: err };
}

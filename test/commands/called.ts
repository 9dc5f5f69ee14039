import { vi } from 'vitest';
import type { CommandFile } from '../../src/command.ts';
import { Stop } from '../../src/exit.ts';

/** A command called as the program calls it: exit status, what it printed, and the sentence with which it stopped. */
export async function called(
  command: CommandFile,
  options: Readonly<Record<string, unknown>>,
  ...args: readonly string[]
): Promise<{ status: number; printed: string; stopped: string }> {
  let printed = '';
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    return { status: await command.run(args, options), printed, stopped: '' };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { status: error.status, printed, stopped: error.message };
  } finally {
    write.mockRestore();
    told.mockRestore();
  }
}

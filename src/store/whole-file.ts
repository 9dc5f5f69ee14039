import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that it appears whole or not at all; one of the same name is replaced. Its folder is made where it is
 * missing.
 * @param content an iterable is written piece by piece, so that what is large need never be in memory at once
 */
export async function writeWhole(file: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

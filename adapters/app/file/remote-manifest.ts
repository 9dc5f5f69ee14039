import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { World } from '../../../src/model/world.ts';
import { type PackageManifest, readManifest } from '../apk/manifest.ts';
import { RemoteFile } from './remote-file.ts';

export type { PackageManifest };

const MANIFEST = 'AndroidManifest.xml';
/** larger manifests do not occur; a larger one is made to fill memory */
const MANIFEST_MAX_BYTES = 2 * 1024 * 1024;

/**
 * Reads the manifest out of a package on a server, by parts. Nothing is written to disk and nothing else is unpacked.
 *
 * @returns null where the server, the archive or the manifest cannot be read; that says nothing about the app
 */
export async function readRemoteManifest(
  world: World,
  url: string,
  totalBytes: number,
): Promise<PackageManifest | null> {
  const reader = new RemoteReader(new RemoteFile(world, url, totalBytes));
  let archive: ZipFile | undefined;
  try {
    archive = await fromRandomAccessReaderPromise(reader, totalBytes, { autoClose: false });
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName !== MANIFEST) continue;
      if (entry.uncompressedSize > MANIFEST_MAX_BYTES) return null;
      return readManifest(await buffer(await archive.openReadStreamPromise(entry)));
    }
    return null;
  } catch {
    // a broken archive, a part that did not come, too many bytes: all of them leave the file at its first bytes
    return null;
  } finally {
    archive?.close();
  }
}

/** The file as yauzl reads it. */
class RemoteReader extends RandomAccessReader {
  readonly #file: RemoteFile;

  constructor(file: RemoteFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const file = this.#file;
    return Readable.from(
      (async function* () {
        yield await file.read(start, end);
      })(),
    );
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#file.read(position, position + length).then(
      (bytes) => {
        bytes.copy(target, offset);
        done(null);
      },
      (error: Error) => done(error),
    );
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Keeps received bodies by their SHA-256, compressed, each once. */
export interface EvidenceKeeper {
  /** @returns `sha256:` and 64 hex digits of `body` */
  keep(body: Uint8Array): string;
}

export function hashOf(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** Bodies as files `evidence/ab/cdef….zst` below the data folder. A file appears whole or not at all. */
export class EvidenceFolder implements EvidenceKeeper {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'evidence');
  }

  keep(body: Uint8Array): string {
    const hash = hashOf(body);
    const file = this.fileOf(hash);
    if (existsSync(file)) return hash;
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}.part`;
    writeFileSync(unfinished, zstdCompressSync(body));
    renameSync(unfinished, file);
    return hash;
  }

  /** @returns the body, or null where it was pruned or never kept */
  read(hash: string): Buffer | null {
    const file = this.fileOf(hash);
    return existsSync(file) ? zstdDecompressSync(readFileSync(file)) : null;
  }

  fileOf(hash: string): string {
    const hex = hash.slice('sha256:'.length);
    return join(this.#root, hex.slice(0, 2), `${hex.slice(2)}.zst`);
  }
}

/** Hashes and forgets: for tests and benchmarks that look at no bodies afterwards. */
export const forgetful: EvidenceKeeper = { keep: hashOf };

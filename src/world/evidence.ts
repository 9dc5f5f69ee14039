import { hash as sha256 } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Body } from '../model/evidence.ts';

/** Keeps received answers by their SHA-256, each once. */
export interface EvidenceKeeper {
  /** @returns `sha256:` and 64 hex digits of `body` */
  keep(body: Uint8Array): string;
}

export function hashOf(body: Uint8Array): string {
  return `sha256:${sha256('sha256', body)}`;
}

/**
 * Keeps what a run receives until the observations that rest on it are stored; then both are written together. An answer
 * that no observation came to rest on is forgotten with the run.
 */
export class GatheredEvidence implements EvidenceKeeper {
  readonly #waiting = new Map<string, Uint8Array>();

  keep(body: Uint8Array): string {
    const hash = hashOf(body);
    this.#waiting.set(hash, body);
    return hash;
  }

  /** Hands over what waits. It waits on where `store` throws. */
  write(store: (bodies: readonly Body[]) => void): void {
    store(Array.from(this.#waiting, ([hash, bytes]) => ({ hash, bytes })));
    this.#waiting.clear();
  }
}

/**
 * Pictures and what people hand in, as files `evidence/ab/cdef….zst` below the data folder. A file appears whole or not at
 * all.
 */
export class EvidenceFolder implements EvidenceKeeper {
  readonly #root: string;
  /** 256 at most, once they are made */
  readonly #folders = new Set<string>();

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'evidence');
  }

  keep(body: Uint8Array): string {
    const hash = hashOf(body);
    const file = this.fileOf(hash);
    if (existsSync(file)) return hash;
    const folder = dirname(file);
    if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    const unfinished = `${file}.${process.pid}.part`;
    writeFileSync(unfinished, zstdCompressSync(body));
    renameSync(unfinished, file);
    return hash;
  }

  has(hash: string): boolean {
    return existsSync(this.fileOf(hash));
  }

  /** @returns the body, or null where it was pruned or never kept */
  read(hash: string): Buffer | null {
    const file = this.fileOf(hash);
    return existsSync(file) ? zstdDecompressSync(readFileSync(file)) : null;
  }

  /** whether the file is there and its content still has this hash */
  check(hash: string): 'whole' | 'damaged' | 'missing' {
    try {
      const body = this.read(hash);
      if (body === null) return 'missing';
      return hashOf(body) === hash ? 'whole' : 'damaged';
    } catch {
      return 'damaged';
    }
  }

  /** @returns bytes on disk that became free */
  remove(hash: string): number {
    const file = this.fileOf(hash);
    const { size } = statSync(file);
    rmSync(file);
    return size;
  }

  /** Every body that is kept, with the size of its file and when it was written (machine's clock). */
  *all(): Generator<{ readonly hash: string; readonly bytes: number; readonly writtenMs: number }> {
    if (!existsSync(this.#root)) return;
    for (const folder of readdirSync(this.#root).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      for (const name of readdirSync(join(this.#root, folder))) {
        const rest = /^([0-9a-f]{62})\.zst$/.exec(name)?.[1];
        if (rest === undefined) continue;
        const { size, mtimeMs } = statSync(join(this.#root, folder, name));
        yield { hash: `sha256:${folder}${rest}`, bytes: size, writtenMs: mtimeMs };
      }
    }
  }

  /** Files that a killed process left unfinished. */
  removeUnfinished(): void {
    if (!existsSync(this.#root)) return;
    for (const folder of readdirSync(this.#root)) {
      for (const name of readdirSync(join(this.#root, folder))) {
        if (name.endsWith('.part')) rmSync(join(this.#root, folder, name), { force: true });
      }
    }
  }

  fileOf(hash: string): string {
    const hex = hash.slice('sha256:'.length);
    return join(this.#root, hex.slice(0, 2), `${hex.slice(2)}.zst`);
  }
}

/** Hashes and forgets: for tests and benchmarks that look at no bodies afterwards. */
export const forgetful: EvidenceKeeper = { keep: hashOf };

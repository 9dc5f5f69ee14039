import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

export interface BodyLimits {
  /** a body that is larger is none */
  readonly maxBytes: number;
  /** so many bytes are taken, and the rest is left */
  readonly stopAfterBytes?: number | undefined;
  /** what was read so far is taken, and the rest is left, as soon as its text satisfies this */
  readonly enough?: ((textSoFar: string) => boolean) | undefined;
  /** encoding of that text; default utf-8 */
  readonly charset?: string | undefined;
}

/** A body as it comes in, unpacked, up to its limits. */
export class ReceivedBody {
  readonly #limits: BodyLimits;
  readonly #chunks: Buffer[] = [];
  readonly #decoder: TextDecoder | null;
  #size = 0;
  #text = '';
  #isTooLarge = false;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
    this.#decoder = limits.enough === undefined ? null : new TextDecoder(limits.charset ?? 'utf-8');
  }

  /** @returns whether the rest is of no use: enough was seen, or too much */
  take(chunk: Buffer): boolean {
    const { maxBytes, stopAfterBytes, enough } = this.#limits;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (stopAfterBytes !== undefined && this.#size >= stopAfterBytes) return true;
    if (this.#decoder !== null && enough !== undefined) {
      this.#text += this.#decoder.decode(chunk, { stream: true });
      if (enough(this.#text)) return true;
    }
    this.#isTooLarge = this.#size > maxBytes;
    return this.#isTooLarge;
  }

  /** null where the body is over its limit */
  bytes(): Buffer | null {
    if (this.#isTooLarge) return null;
    const [first] = this.#chunks;
    const all = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    return all.subarray(0, this.#limits.stopAfterBytes);
  }
}

/** What unpacks a body of this `content-encoding`; null where it comes as it is. */
export function unpackerOf(encoding: string): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return null;
  }
}

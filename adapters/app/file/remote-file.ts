import type { World } from '../../../src/model/world.ts';

/** Of one file no more than this is moved in a night. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The directory of an archive stands at its end and is read entry by entry, so the end is fetched at once. */
const TAIL_BYTES = 1024 * 1024;
/** what is fetched beyond the part asked for; doubled each time, so that a long directory needs few requests */
const READ_AHEAD_BYTES = 64 * 1024;
const TIMEOUT_MS = 30_000;

interface Part {
  readonly start: number;
  readonly bytes: Buffer;
}

/** A file on a server that answers for parts of it. Fails with an Error where a part does not come as asked. */
export class RemoteFile {
  readonly #world: World;
  readonly #url: string;
  readonly #size: number;
  readonly #parts: Part[] = [];
  #moved = 0;
  #ahead = READ_AHEAD_BYTES;

  constructor(world: World, url: string, size: number) {
    this.#world = world;
    this.#url = url;
    this.#size = size;
  }

  /** bytes from `start` up to and without `end` */
  async read(start: number, end: number): Promise<Buffer> {
    if (this.#parts.length === 0) await this.#fetch(Math.max(0, this.#size - TAIL_BYTES), this.#size);
    const part = this.#partWith(start, end) ?? (await this.#fetchAhead(start, end));
    return part.bytes.subarray(start - part.start, end - part.start);
  }

  #partWith(start: number, end: number): Part | undefined {
    return this.#parts.find((part) => part.start <= start && end <= part.start + part.bytes.length);
  }

  #fetchAhead(start: number, end: number): Promise<Part> {
    const until = Math.min(this.#size, Math.max(end, start + this.#ahead));
    this.#ahead *= 2;
    return this.#fetch(start, until);
  }

  async #fetch(start: number, end: number): Promise<Part> {
    const length = end - start;
    if (start < 0 || length <= 0 || end > this.#size) throw new Error('part lies outside the file');
    if (this.#moved + length > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes of one file`);
    this.#moved += length;
    const answer = await this.#world.http.ask({
      url: this.#url,
      headers: { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' },
      redirect: 'manual',
      stopAfterBytes: length,
      timeoutMs: TIMEOUT_MS,
    });
    if (!answer.answered) throw new Error(answer.detail);
    const cameAs = `bytes ${start}-${end - 1}/${this.#size}`;
    const came = answer.headers['content-range']?.trim();
    if (answer.status !== 206 || came !== cameAs || answer.bytes.length !== length)
      throw new Error(`not the part ${cameAs}`);
    const part = { start, bytes: Buffer.from(answer.bytes) };
    this.#parts.push(part);
    return part;
  }
}

import type { Transform } from 'node:stream';
import type { Dispatcher } from 'undici';
import { type BodyLimits, ReceivedBody, unpackerOf } from './received-body.ts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface Received {
  readonly status: number;
  /** lower-case names */
  readonly headers: Headers;
  /** null where the body is over its limit */
  readonly bytes: Buffer | null;
}

/**
 * One question on a socket and its answer, read up to its limits. It speaks to the dispatcher without the streams and
 * signals that undici puts in between, which cost a night more than the exchange itself (docs/performance.md).
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #body: ReceivedBody;
  readonly #began: (status: number, headers: Headers) => void;
  readonly #done = Promise.withResolvers<Received>();
  #controller: Dispatcher.DispatchController | null = null;
  #unpacker: Transform | null = null;
  #status = 0;
  #headers: Headers = {};
  #isOver = false;

  /** @param began told when the head of the answer is there */
  constructor(limits: BodyLimits, began: (status: number, headers: Headers) => void) {
    this.#body = new ReceivedBody(limits);
    this.#began = began;
  }

  /** rejected where no whole answer came */
  get received(): Promise<Received> {
    return this.#done.promise;
  }

  /** a byte of the answer was there */
  get hasBegun(): boolean {
    return this.#status !== 0;
  }

  /** Nobody waits any more; the socket is closed, at once or as soon as there is one. */
  giveUp(reason: Error): void {
    if (this.#isOver) return;
    this.#end();
    this.#done.reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(new Error('given up before it was sent'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // what comes before the answer itself, 103 for instance
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#began(status, headers);
    this.#unpacker = unpackerOf(String(headers['content-encoding'] ?? ''));
    this.#unpacker
      ?.on('data', (chunk: Buffer) => this.#take(chunk))
      .on('drain', () => controller.resume())
      .on('end', () => this.#finish())
      .on('error', (error) => this.giveUp(error));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#unpacker === null) this.#take(chunk);
    else if (!this.#unpacker.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#unpacker === null) this.#finish();
    else this.#unpacker.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.giveUp(error);
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return;
    try {
      if (!this.#body.take(chunk)) return;
      this.#finish();
      // an unread rest must not hold the socket
      this.#controller?.abort(new Error('enough was read'));
    } catch (error) {
      this.giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#end();
    this.#done.resolve({ status: this.#status, headers: this.#headers, bytes: this.#body.bytes() });
  }

  #end(): void {
    this.#isOver = true;
    this.#unpacker?.destroy();
  }
}

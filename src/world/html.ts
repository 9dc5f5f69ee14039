import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HtmlQuery, HtmlReader, HtmlRows } from '../model/world.ts';

/** Foreign HTML may be made to take minutes; after this it is given up, and the worker with it. */
const GIVE_UP_AFTER_MS = 3000;
const WORKER_HEAP_MB = 128;
const WORKER_YOUNG_HEAP_MB = 8;

interface Waiting {
  readonly html: string;
  readonly query: HtmlQuery;
  readonly settle: (rows: HtmlRows) => void;
}

/**
 * Reads fields out of foreign HTML in a worker thread, one document after the other. A document that takes too long or
 * too much memory ends the worker and gives `read: false`; those behind it are read by the next one.
 */
export class HtmlWorker implements HtmlReader {
  #worker: Worker | null = null;
  /** in the order in which the worker reads them; the first is the one that it is at */
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** documents are answered in their order, so the last is answered last */
  #last: Promise<unknown> = Promise.resolve();

  select(html: string, query: HtmlQuery): Promise<HtmlRows> {
    const { promise, resolve } = Promise.withResolvers<HtmlRows>();
    const waiting = { html, query, settle: resolve };
    this.#waiting.push(waiting);
    if (this.#waiting.length === 1) this.#watch();
    this.#send(waiting);
    this.#last = promise;
    return promise;
  }

  /** Waits for the documents that were given. */
  async close(): Promise<void> {
    await this.#last;
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #send({ html, query }: Waiting): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage({ html, query });
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./html-worker${extname(import.meta.filename)}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_HEAP_MB },
    });
    worker.unref();
    worker.on('message', (rows: HtmlRows) => this.#settle(rows));
    worker.on('error', (error) => this.#give(worker, `网页无法解析：${describe(error)}`));
    worker.on('exit', () => this.#give(worker, '网页无法解析：内存不足'));
    return worker;
  }

  /** the document that the worker is at has its own time */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.length === 0) return;
    this.#timer = setTimeout(() => {
      const worker = this.#worker;
      if (worker === null) return;
      this.#give(worker, `网页在 ${GIVE_UP_AFTER_MS / 1000} 秒内没有读完`);
      void worker.terminate();
    }, GIVE_UP_AFTER_MS);
  }

  #settle(rows: HtmlRows): void {
    const [first] = this.#waiting.splice(0, 1);
    this.#watch();
    first?.settle(rows);
  }

  /** What this worker was at is given up; what it had not begun goes to the next. */
  #give(worker: Worker, detail: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    worker.removeAllListeners('message');
    const rest = this.#waiting.slice(1);
    this.#settle({ read: false, detail });
    for (const one of rest) this.#send(one);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HtmlQuery, HtmlReader, HtmlRows } from '../model/world.ts';

/** Foreign HTML may be made to take minutes; after this it is given up, and the worker with it. */
const GIVE_UP_AFTER_MS = 3000;
const WORKER_HEAP_MB = 128;

interface Waiting {
  settle(rows: HtmlRows): void;
  timer: NodeJS.Timeout;
}

/**
 * Reads fields out of foreign HTML in a worker thread, one document at a time. A document that takes too long or too
 * much memory ends the worker, gives `read: false`, and the next document gets a new one.
 */
export class HtmlWorker implements HtmlReader {
  #worker: Worker | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  select(html: string, query: HtmlQuery): Promise<HtmlRows> {
    const answer = this.#queue.then(() => this.#read(html, query));
    this.#queue = answer;
    return answer;
  }

  async close(): Promise<void> {
    await this.#queue;
    await this.#end();
  }

  #read(html: string, query: HtmlQuery): Promise<HtmlRows> {
    const { promise, resolve } = Promise.withResolvers<HtmlRows>();
    const worker = this.#start();
    const waiting: Waiting = {
      settle: (rows) => {
        clearTimeout(waiting.timer);
        worker.removeAllListeners('message');
        worker.removeAllListeners('error');
        worker.removeAllListeners('exit');
        resolve(rows);
      },
      timer: setTimeout(() => {
        void this.#end();
        waiting.settle({ read: false, detail: `网页在 ${GIVE_UP_AFTER_MS / 1000} 秒内没有读完` });
      }, GIVE_UP_AFTER_MS),
    };
    worker.once('message', (rows: HtmlRows) => waiting.settle(rows));
    worker.once('error', (error) => {
      this.#worker = null;
      waiting.settle({
        read: false,
        detail: `网页无法解析：${error instanceof Error ? error.message : String(error)}`,
      });
    });
    worker.once('exit', () => {
      this.#worker = null;
      waiting.settle({ read: false, detail: '网页无法解析：内存不足' });
    });
    worker.postMessage({ html, query });
    return promise;
  }

  #start(): Worker {
    this.#worker ??= new Worker(new URL(`./html-worker${extname(import.meta.filename)}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    });
    this.#worker.unref();
    return this.#worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

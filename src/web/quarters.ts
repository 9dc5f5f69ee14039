import { Worker } from 'node:worker_threads';

/** Calendar dates in the program's zone, both included; `at`: the monitoring point, ISO 8601. */
export interface QuarterQuestion {
  readonly home: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly at: string;
}

/** What the notice of a quarter says, in numbers. */
export interface QuarterNumbers {
  readonly at: string;
  readonly period: string;
  readonly units: readonly ({ readonly unit: string } & Counts)[];
  readonly total: Counts;
  readonly passRate: string;
  readonly failing: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly owner: string;
    readonly platform: string;
    readonly problems: readonly string[];
    readonly lastUpdate: string;
  }[];
}

interface Counts {
  readonly running: number;
  readonly checked: number;
  readonly failed: number;
  readonly share: string;
}

export interface DraftedQuarter {
  readonly numbers: QuarterNumbers;
  /** 通报.docx */
  readonly notice: Uint8Array;
  /** 附件.xlsx */
  readonly annex: Uint8Array;
}

type Answer = DraftedQuarter | { readonly trouble: string };

const KEPT = 4;

/** Drafts quarters one at a time in a thread of their own, and keeps the last few. */
export class Quarters {
  readonly #answers = new Map<string, Answer>();
  #worker: Worker | null = null;

  /** @returns null while it is being worked out: ask again in a few seconds */
  ask(question: QuarterQuestion): Answer | null {
    const key = JSON.stringify(question);
    const known = this.#answers.get(key);
    if (known === undefined && this.#worker === null) this.#start(key, question);
    return known ?? null;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(key: string, question: QuarterQuestion): void {
    const worker = new Worker(new URL('./quarter-worker.ts', import.meta.url), { workerData: question });
    this.#worker = worker;
    const end = (answer: Answer) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#answers.set(key, answer);
      for (const oldest of [...this.#answers.keys()].slice(0, -KEPT)) this.#answers.delete(oldest);
    };
    worker.once('message', end);
    worker.once('error', (error) => end({ trouble: error instanceof Error ? error.message : String(error) }));
    worker.once('exit', (status) => end({ trouble: `status ${status}` }));
  }
}

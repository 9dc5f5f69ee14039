import type { Browser, BrowserContext } from 'puppeteer';
import {
  decideSandbox,
  end,
  findChromium,
  type LaunchBasis,
  launch,
  makeProfileDir,
  removeLeftovers,
  removeProfileDir,
} from './browser-process.ts';

/** failed starts after which the night goes on without a browser */
const MOST_FAILED_STARTS = 3;
const CLOSE_CONTEXT_WITHIN_MS = 5000;

export interface BrowserLifeOptions {
  readonly executable?: string | undefined;
  readonly sandbox: 'on' | 'off';
  readonly usesReplica: boolean;
  readonly tmpDir: string;
  readonly pagesABrowser: number;
  /** default: as browser-process says */
  readonly startWithinMs?: number | undefined;
  /** address of the guarding proxy; null: browsers reach nothing by themselves */
  proxy(): Promise<string | null>;
  log(line: string): void;
}

interface Running {
  readonly browser: Browser;
  readonly profileDir: string;
  opened: number;
  open: number;
}

type Start = { readonly started: true; readonly running: Running } | { readonly started: false; readonly why: string };

/** A context for one visit; `leave` must be called when the visit is over, however it went. */
export interface Stay {
  readonly started: true;
  newContext(): Promise<BrowserContext>;
  leave(): Promise<void>;
}

/**
 * The life of the night's Chromium: started when first needed, replaced after a number of pages, after a crash and when
 * it no longer answers, ended with the night. One process at a time takes new visits.
 */
export class BrowserLife {
  readonly #options: BrowserLifeOptions;
  readonly #retired = new Set<Promise<void>>();
  #current: Promise<Start> | null = null;
  #failedStarts = 0;
  #saidSandbox = false;

  constructor(options: BrowserLifeOptions) {
    this.#options = options;
    removeLeftovers(options.tmpDir);
  }

  async enter(): Promise<Stay | { readonly started: false; readonly why: string }> {
    const start = await this.#start();
    if (!start.started) return start;
    const { running } = start;
    running.opened++;
    running.open++;
    if (running.opened >= this.#options.pagesABrowser) await this.#forget(running);
    let context: BrowserContext | null = null;
    return {
      started: true,
      newContext: async () => {
        context = await running.browser.createBrowserContext();
        return context;
      },
      leave: () => this.#leave(running, context),
    };
  }

  /** what every Chromium of this night is started with, or the sentence that says why there is none */
  async launchBasis(): Promise<LaunchBasis | string> {
    const { executable: named, sandbox: wish, usesReplica } = this.#options;
    const executable = findChromium(named);
    if (executable === null) {
      return named === undefined
        ? '没有找到浏览器：请安装 Chromium，或在 xuncha.yaml 的 browser.executable 写明它的位置'
        : `browser.executable 指的程序不存在或不能运行：${named}`;
    }
    const sandbox = decideSandbox(wish, usesReplica);
    if (!sandbox.allowed) return sandbox.why;
    if (!this.#saidSandbox) this.#options.log(sandbox.line);
    this.#saidSandbox = true;
    return { executable, sandbox: sandbox.on, proxy: await this.#options.proxy() };
  }

  async close(): Promise<void> {
    const start = await this.#current;
    this.#current = null;
    if (start?.started) await endOf(start.running);
    await Promise.all(this.#retired);
  }

  /** A context that does not close takes its browser with it; a browser that served its pages ends with the last. */
  async #leave(running: Running, context: BrowserContext | null): Promise<void> {
    const isClosed = context !== null && (await closesInTime(context));
    running.open--;
    if (!isClosed) await this.#forget(running);
    const start = await this.#current;
    const isCurrent = start?.started === true && start.running === running;
    if (!isCurrent && running.open === 0) this.#retire(running);
  }

  /** the next visit starts a browser of its own */
  async #forget(running: Running): Promise<void> {
    const current = this.#current;
    const start = await current;
    if (start?.started && start.running === running && this.#current === current) this.#current = null;
  }

  #retire(running: Running): void {
    const ending = endOf(running).finally(() => this.#retired.delete(ending));
    this.#retired.add(ending);
  }

  #start(): Promise<Start> {
    this.#current ??= this.#launch().then((start) => {
      if (start.started) start.running.browser.once('disconnected', () => void this.#forget(start.running));
      else if (++this.#failedStarts < MOST_FAILED_STARTS) this.#current = null;
      return start;
    });
    return this.#current;
  }

  async #launch(): Promise<Start> {
    const basis = await this.launchBasis();
    if (typeof basis === 'string') return { started: false, why: basis };
    const profileDir = makeProfileDir(this.#options.tmpDir);
    try {
      const browser = await launch({ ...basis, profileDir, startWithinMs: this.#options.startWithinMs });
      return { started: true, running: { browser, profileDir, opened: 0, open: 0 } };
    } catch (error) {
      removeProfileDir(profileDir);
      const text = error instanceof Error ? error.message : String(error);
      return { started: false, why: `浏览器无法启动（${basis.executable}）：${text.split('\n')[0]}` };
    }
  }
}

async function endOf(running: Running): Promise<void> {
  await end(running.browser);
  removeProfileDir(running.profileDir);
}

async function closesInTime(context: BrowserContext): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), CLOSE_CONTEXT_WITHIN_MS);
  const closed = context.close().then(
    () => true,
    () => false,
  );
  return Promise.race([closed, late.promise]).finally(() => clearTimeout(timer));
}

import { resolve } from 'node:path';
import PQueue from 'p-queue';
import type { Browser, BrowserContext } from 'puppeteer';
import type { Dispatcher } from 'undici';
import type { BrowserPort, PageRequest, PageVisit } from '../model/world.ts';
import { type Picture, takePicture } from './browser-picture.ts';
import {
  decideSandbox,
  end,
  findChromium,
  launch,
  makeProfileDir,
  removeLeftovers,
  removeProfileDir,
} from './browser-process.ts';
import { BrowserProxy } from './browser-proxy.ts';
import type { RequestRules } from './browser-requests.ts';
import { visitPage } from './browser-visit.ts';
import type { EvidenceKeeper } from './evidence.ts';
import type { Gate } from './gate.ts';
import { openAgent } from './guard.ts';
import { type LoginReading, readLogin } from './login.ts';

const PAGES_A_BROWSER = 100;
/** failed starts after which the night goes on without a browser */
const MOST_FAILED_STARTS = 3;
const CLOSE_CONTEXT_WITHIN_MS = 5000;

export interface NightBrowserOptions {
  readonly executable?: string | undefined;
  readonly sandbox: 'on' | 'off';
  readonly replica?: string | undefined;
  /** host:port of private addresses that may be asked */
  readonly allowPrivate: readonly string[];
  /** profiles of running browsers lie here and nowhere else */
  readonly tmpDir: string;
  /** folder that the names of lent profiles are relative to: the home's config folder */
  readonly configDir: string;
  /** pages open at once */
  readonly pages: number;
  /** pages after which a browser makes room for a new one; default 100 */
  readonly pagesABrowser?: number;
  /** a browser that does not speak within this time is given up; default 30 s */
  readonly startWithinMs?: number;
  readonly evidence: EvidenceKeeper;
  now(): Temporal.Instant;
  log(line: string): void;
}

interface Running {
  readonly browser: Browser;
  readonly profileDir: string;
  opened: number;
  open: number;
}

type Start = { readonly started: true; readonly running: Running } | { readonly started: false; readonly why: string };

/**
 * The one browser of a night: started when first needed, one isolated context a visit, a new process every hundred
 * pages, and gone afterwards.
 */
export class NightBrowser {
  readonly #options: NightBrowserOptions;
  readonly #pages: PQueue;
  readonly #dispatcher: Dispatcher = openAgent();
  readonly #proxy: BrowserProxy | null;
  readonly #logins = new Map<string, Promise<LoginReading>>();
  readonly #retired = new Set<Promise<void>>();
  #proxyUrl: Promise<string> | null = null;
  #current: Promise<Start> | null = null;
  #failedStarts = 0;
  #saidSandbox = false;
  #closing: Promise<void> | null = null;

  constructor(options: NightBrowserOptions) {
    this.#options = options;
    this.#pages = new PQueue({ concurrency: options.pages });
    this.#proxy = options.replica === undefined ? new BrowserProxy(options.allowPrivate) : null;
    removeLeftovers(options.tmpDir);
  }

  /**
   * The browser as one platform's looks get it.
   *
   * @param hosts the only host names that its pages may ask; `*.example.com` for all below
   * @param asked told of the page's host just before it is opened
   */
  forPlatform(
    platformId: string,
    hosts: readonly string[],
    gate: Gate,
    asked: (host: string) => void,
    signal: AbortSignal,
  ): BrowserPort {
    return { visit: (request) => this.#enter(platformId, request, hosts, gate, asked, signal) };
  }

  /**
   * A picture of a page as a visitor without login sees it; one turn of the page's host.
   *
   * @param hosts the only host names that the page may ask
   */
  async picture(url: string, hosts: readonly string[], gate: Gate, signal: AbortSignal): Promise<Picture> {
    try {
      const pass = await gate.enter(new URL(url).hostname, signal);
      if (!pass.admitted) return { taken: false, trouble: pass.detail };
      try {
        return await this.#pages.add(() =>
          this.#inContext(hosts, signal, {
            use: (context) => takePicture(context, url, this.#rules(hosts), signal),
            without: (trouble) => ({ taken: false, trouble }),
          }),
        );
      } finally {
        pass.leave();
      }
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { taken: false, trouble: `浏览器出错：${text}` };
    }
  }

  /** may be called again */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#pages.onIdle();
    const start = await this.#current;
    this.#current = null;
    if (start?.started) await this.#end(start.running);
    await Promise.all(this.#retired);
    this.#proxy?.close();
    // requests of pages that are gone are not waited for
    await this.#dispatcher.destroy();
  }

  /** One page is one turn of its host; what the page itself asks belongs to that turn. */
  async #enter(
    platformId: string,
    request: PageRequest,
    hosts: readonly string[],
    gate: Gate,
    asked: (host: string) => void,
    signal: AbortSignal,
  ): Promise<PageVisit> {
    const host = new URL(request.url).hostname;
    try {
      const pass = await gate.enter(host, signal);
      if (!pass.admitted) return { opened: false, outcome: pass.outcome, detail: pass.detail };
      asked(host);
      try {
        return await this.#pages.add(() => this.#visit(platformId, request, hosts, signal));
      } finally {
        pass.leave();
      }
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { opened: false, outcome: 'network', detail: `浏览器出错：${text}` };
    }
  }

  async #visit(
    platformId: string,
    request: PageRequest,
    hosts: readonly string[],
    signal: AbortSignal,
  ): Promise<PageVisit> {
    if (signal.aborted) return { opened: false, outcome: 'skipped', detail: '巡查已中止' };
    const start = await this.#start();
    if (!start.started) return { opened: false, outcome: 'not-configured', detail: start.why };
    const reading = request.profile === undefined ? null : await this.#login(request.profile, request.url, hosts);
    if (reading?.read === false) {
      return { opened: false, outcome: 'auth-expired', detail: `${reading.detail}（xuncha login ${platformId}）` };
    }
    const login = reading?.login ?? null;
    const { evidence, now } = this.#options;
    return this.#inContext(hosts, signal, {
      use: (context) => visitPage(context, request, { rules: this.#rules(hosts), evidence, login, signal, now }),
      without: (detail): PageVisit => ({ opened: false, outcome: 'not-configured', detail }),
    });
  }

  /** Opens an isolated context of the night's browser for one page. */
  async #inContext<T>(
    hosts: readonly string[],
    signal: AbortSignal,
    { use, without }: { use: (context: BrowserContext) => Promise<T>; without: (why: string) => T },
  ): Promise<T> {
    if (signal.aborted) return without('巡查已中止');
    const start = await this.#start();
    if (!start.started) return without(start.why);
    this.#proxy?.declare(hosts);
    const { running } = start;
    running.opened++;
    running.open++;
    if (running.opened >= (this.#options.pagesABrowser ?? PAGES_A_BROWSER)) this.#current = null;
    let context: BrowserContext | null = null;
    try {
      context = await running.browser.createBrowserContext();
      return await use(context);
    } finally {
      await this.#leave(running, context);
    }
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
    const ending = this.#end(running).finally(() => this.#retired.delete(ending));
    this.#retired.add(ending);
  }

  async #end(running: Running): Promise<void> {
    await end(running.browser);
    removeProfileDir(running.profileDir);
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
    const settings = await this.#launchSettings();
    if (typeof settings === 'string') return { started: false, why: settings };
    const profileDir = makeProfileDir(this.#options.tmpDir);
    try {
      const browser = await launch({ ...settings, profileDir, startWithinMs: this.#options.startWithinMs });
      return { started: true, running: { browser, profileDir, opened: 0, open: 0 } };
    } catch (error) {
      removeProfileDir(profileDir);
      const text = error instanceof Error ? error.message : String(error);
      return { started: false, why: `浏览器无法启动（${settings.executable}）：${text.split('\n')[0]}` };
    }
  }

  /** what every Chromium of this night is started with, or the sentence that says why there is none */
  async #launchSettings(): Promise<{ executable: string; sandbox: boolean; proxy: string | null } | string> {
    const { executable: named, sandbox: wish, replica } = this.#options;
    const executable = findChromium(named);
    if (executable === null) {
      return named === undefined
        ? '没有找到浏览器：请安装 Chromium，或在 xuncha.yaml 的 browser.executable 写明它的位置'
        : `browser.executable 指的程序不存在或不能运行：${named}`;
    }
    const sandbox = decideSandbox(wish, replica !== undefined);
    if (!sandbox.allowed) return sandbox.why;
    if (!this.#saidSandbox) this.#options.log(sandbox.line);
    this.#saidSandbox = true;
    if (this.#proxy) this.#proxyUrl ??= this.#proxy.start();
    return { executable, sandbox: sandbox.on, proxy: await this.#proxyUrl };
  }

  #rules(hosts: readonly string[]): RequestRules {
    return { hosts, replica: this.#options.replica ?? null, dispatcher: this.#dispatcher };
  }

  /** Each lent profile is read once a night, also when it cannot be read. */
  #login(profile: string, url: string, hosts: readonly string[]): Promise<LoginReading> {
    const profileDir = resolve(this.#options.configDir, profile);
    const key = `${profileDir} ${new URL(url).origin}`;
    const known = this.#logins.get(key);
    if (known) return known;
    const reading = this.#launchSettings().then((settings) =>
      typeof settings === 'string'
        ? ({ read: false, detail: settings } as const)
        : readLogin(profileDir, url, hosts, this.#options.tmpDir, settings),
    );
    this.#logins.set(key, reading);
    return reading;
  }
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

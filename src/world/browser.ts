import { resolve } from 'node:path';
import PQueue from 'p-queue';
import type { BrowserContext } from 'puppeteer';
import type { Dispatcher } from 'undici';
import type { BrowserPort, PageRequest, PageVisit } from '../model/world.ts';
import { BrowserLife } from './browser-life.ts';
import { type Picture, takePicture } from './browser-picture.ts';
import type { LaunchBasis } from './browser-process.ts';
import { BrowserProxy } from './browser-proxy.ts';
import type { RequestRules } from './browser-requests.ts';
import { visitPage } from './browser-visit.ts';
import type { EvidenceKeeper } from './evidence.ts';
import type { Gate } from './gate.ts';
import { openAgent } from './guard.ts';
import { type LoginReading, readLogin } from './login.ts';

const PAGES_A_BROWSER = 100;

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

/** What one platform's visits share. */
interface Visitor {
  readonly platformId: string;
  readonly hosts: readonly string[];
  readonly gate: Gate;
  readonly signal: AbortSignal;
  asked(host: string): void;
}

/** The one browser of a night, as sources get it: each visit in an isolated context, under the rules of its platform. */
export class NightBrowser {
  readonly #options: NightBrowserOptions;
  readonly #pages: PQueue;
  readonly #life: BrowserLife;
  readonly #dispatcher: Dispatcher = openAgent();
  readonly #proxy: BrowserProxy | null;
  readonly #logins = new Map<string, Promise<LoginReading>>();
  #proxyUrl: Promise<string> | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: NightBrowserOptions) {
    this.#options = options;
    this.#pages = new PQueue({ concurrency: options.pages });
    this.#proxy = options.replica === undefined ? new BrowserProxy(options.allowPrivate) : null;
    this.#life = new BrowserLife({
      executable: options.executable,
      sandbox: options.sandbox,
      usesReplica: options.replica !== undefined,
      tmpDir: options.tmpDir,
      pagesABrowser: options.pagesABrowser ?? PAGES_A_BROWSER,
      startWithinMs: options.startWithinMs,
      proxy: async () => {
        if (this.#proxy) this.#proxyUrl ??= this.#proxy.start();
        return this.#proxyUrl;
      },
      log: (line) => options.log(line),
    });
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
    return { visit: (request) => this.#enter(request, { platformId, hosts, gate, asked, signal }) };
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

  /** Waits for the visits that are under way. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#pages.onIdle();
    await this.#life.close();
    this.#proxy?.close();
    // requests of pages that are gone are not waited for
    await this.#dispatcher.destroy();
  }

  /** One page is one turn of its host; what the page itself asks belongs to that turn. */
  async #enter(request: PageRequest, visitor: Visitor): Promise<PageVisit> {
    const host = new URL(request.url).hostname;
    try {
      const pass = await visitor.gate.enter(host, visitor.signal);
      if (!pass.admitted) return { opened: false, outcome: pass.outcome, detail: pass.detail };
      visitor.asked(host);
      try {
        return await this.#pages.add(() => this.#visit(request, visitor));
      } finally {
        pass.leave();
      }
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      return { opened: false, outcome: 'network', detail: `浏览器出错：${text}` };
    }
  }

  async #visit(request: PageRequest, { platformId, hosts, signal }: Visitor): Promise<PageVisit> {
    if (signal.aborted) return { opened: false, outcome: 'skipped', detail: '巡查已中止' };
    const basis = await this.#life.launchBasis();
    if (typeof basis === 'string') return { opened: false, outcome: 'not-configured', detail: basis };
    const reading =
      request.profile === undefined ? null : await this.#login(request.profile, request.url, hosts, basis);
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
    this.#proxy?.declare(hosts);
    const stay = await this.#life.enter();
    if (!stay.started) return without(stay.why);
    try {
      return await use(await stay.newContext());
    } finally {
      await stay.leave();
    }
  }

  #rules(hosts: readonly string[]): RequestRules {
    return { hosts, replica: this.#options.replica ?? null, dispatcher: this.#dispatcher };
  }

  /** Each lent profile is read once a night, also when it cannot be read. */
  #login(profile: string, url: string, hosts: readonly string[], basis: LaunchBasis): Promise<LoginReading> {
    const profileDir = resolve(this.#options.configDir, profile);
    const key = `${profileDir} ${new URL(url).origin}`;
    const reading = this.#logins.get(key) ?? readLogin(profileDir, url, hosts, this.#options.tmpDir, basis);
    this.#logins.set(key, reading);
    return reading;
  }
}

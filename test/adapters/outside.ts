import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import type { Adapter } from '../../src/model/adapter.ts';
import type { Sighting } from '../../src/model/sighting.ts';
import type { BrowserPort, World } from '../../src/model/world.ts';
import { NightBrowser } from '../../src/world/browser.ts';
import { decideSandbox, findChromium } from '../../src/world/browser-process.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { HttpClient } from '../../src/world/http.ts';
import { makeLogin } from '../../src/world/login.ts';
import type { Replica } from '../replica/server.ts';

/** The outside as one platform's sources get it: real sockets and a real Chromium, towards a replica. */
export class Outside {
  readonly #adapter: Adapter;
  readonly #replica: Replica;
  readonly #secrets: Readonly<Record<string, string>>;
  readonly #now: Temporal.Instant;
  readonly #home = mkdtempSync(join(tmpdir(), 'outside-test-'));
  readonly #http: HttpClient;
  readonly #browser: NightBrowser;
  readonly #shared = new Map<string, Promise<unknown>>();

  constructor(adapter: Adapter, replica: Replica, at: string, secrets: Readonly<Record<string, string>> = {}) {
    this.#adapter = adapter;
    this.#secrets = secrets;
    this.#replica = replica;
    this.#now = Temporal.Instant.from(at);
    this.#http = new HttpClient({ replica: replica.url, allowPrivate: [] });
    this.#browser = new NightBrowser({
      sandbox: 'on',
      replica: replica.url,
      allowPrivate: [],
      tmpDir: join(this.#home, 'tmp'),
      configDir: this.#home,
      pages: 2,
      evidence: forgetful,
      now: () => this.#now,
      log: () => {},
    });
  }

  /** @param browser in place of the real Chromium */
  look(kind: string, handle: unknown, options: unknown = {}, browser?: BrowserPort): Promise<Sighting> {
    const source = this.#adapter.sources.find((one) => one.kind === kind);
    if (!source) throw new Error(`no source ${kind}`);
    const world = this.#world(source.hosts?.(options).map(({ host }) => host) ?? []);
    return source.look(handle, browser === undefined ? world : { ...world, browser }, options);
  }

  /** Logs in on the platform's login page, as an operator would; the profile is called `lent`. */
  async logIn(url: string): Promise<void> {
    const executable = findChromium(undefined);
    const sandbox = decideSandbox('on', true);
    if (executable === null || !sandbox.allowed) throw new Error('no Chromium');
    const dispatcher = new Agent();
    const hosts = this.#adapter.hosts.map(({ host }) => host);
    const rules = { hosts, replica: this.#replica.url, dispatcher };
    const profileDir = join(this.#home, 'lent');
    const launch = { executable, sandbox: sandbox.on, proxy: null, profileDir, url, rules };
    const isIn = await makeLogin(launch, (cookies) => cookies.includes('sessionid'));
    await dispatcher.destroy();
    if (!isIn) throw new Error('the login page set no session');
  }

  async close(): Promise<void> {
    await Promise.all([this.#browser.close(), this.#http.close()]);
    rmSync(this.#home, { recursive: true, force: true });
  }

  #world(bridges: readonly string[]): World {
    const hosts = [...this.#adapter.hosts.map(({ host }) => host), ...bridges];
    const signal = new AbortController().signal;
    const now = () => this.#now;
    return {
      http: this.#http.forLook({ hosts, gate: openGate, evidence: forgetful, signal, now }),
      browser: this.#browser.forPlatform(this.#adapter.id, hosts, openGate, () => {}, signal),
      html: { select: async () => ({ read: false, detail: 'not needed' }) },
      now,
      zone: 'Asia/Shanghai',
      secret: (name) => this.#secrets[name],
      once: <T>(key: string, make: () => Promise<T>) => {
        const known = this.#shared.get(key) ?? make();
        this.#shared.set(key, known);
        return known as Promise<T>;
      },
      signal,
    };
  }
}

/** dates of the posts in local time, as the source gave them */
export function datesOf(sighting: Sighting): string[] {
  return sighting.posts.map(({ at }) => at.toString({ timeZone: 'Asia/Shanghai' }));
}

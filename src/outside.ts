import { join } from 'node:path';
import { Lanes } from './collect/lanes.ts';
import type { LookEvent, Outside } from './collect/look.ts';
import { type PlatformInUse, platformInUse } from './collect/sources.ts';
import type { Home } from './home.ts';
import { NightBrowser } from './world/browser.ts';
import type { Picture } from './world/browser-picture.ts';
import { type EvidenceKeeper, forgetful } from './world/evidence.ts';
import { HtmlWorker } from './world/html.ts';
import { HttpClient } from './world/http.ts';

const RETRY_PAUSE_MS = 2000;

/** Everything through which a run touches the world; closed by its owner. */
export interface OpenOutside {
  readonly outside: Outside;
  readonly platforms: ReadonlyMap<string, PlatformInUse>;
  /** a picture of an account's page as a visitor sees it */
  picture(platform: string, url: string): Promise<Picture>;
  /** gives back what only asking needs, above all the memory of the thread that reads HTML; pictures can still be taken */
  endAsking(): Promise<void>;
  close(): Promise<void>;
}

/** Hosts that sent us away earlier in this run, and where further ones are noted. */
export interface RestBook {
  all(): readonly { readonly host: string; readonly because: string }[];
  add(host: string, because: string): void;
}
const noRests: RestBook = { all: () => [], add: () => {} };

/** What a night hands over; who only asks a question or two needs none of it. */
export interface OutsideUse {
  /** ends everything; default: nothing does */
  readonly signal?: AbortSignal;
  /** ends collecting alone: by `signal`, or because the time for it is up; default: `signal` */
  readonly collecting?: AbortSignal;
  /** keeps what is received; default: nobody cites it, so it is forgotten */
  readonly evidence?: EvidenceKeeper;
  readonly rests?: RestBook;
  log?(event: LookEvent): void;
  say?(line: string): void;
}

export function openOutside(home: Home, use: OutsideUse = {}): OpenOutside {
  const { signal = new AbortController().signal, evidence = forgetful, rests = noRests } = use;
  const { collecting = signal, log = () => {}, say = () => {} } = use;
  const { settings } = home;
  const platforms = new Map(home.adapters.map((adapter) => [adapter.id, platformInUse(adapter, settings)]));
  const paced = settings.network.pace === 'on';
  const paces = [...platforms.values()].flatMap((platform) => platform.paces);
  const lanes = new Lanes(paces, paced, Math.random, (host, because) => rests.add(host, because));
  for (const { host, because } of rests.all()) lanes.rest(host, because);
  const http = new HttpClient(settings.network);
  const html = new HtmlWorker();
  const browser = new NightBrowser({
    ...settings.browser,
    replica: settings.network.replica,
    allowPrivate: settings.network.allowPrivate,
    tmpDir: join(home.data, 'tmp'),
    configDir: join(home.dir, 'config'),
    evidence,
    now: home.now,
    log: (line) => say(home.secrets.redactor.redact(line)),
  });
  const outside: Outside = {
    http,
    lanes,
    html,
    evidence,
    browserFor: (platform, hosts, gate, asked) => browser.forPlatform(platform, hosts, gate, asked, collecting),
    zone: home.zone,
    now: home.now,
    secret: (name) => home.secrets.get(name),
    redact: (text) => home.secrets.redactor.redact(text),
    signal: collecting,
    retryPauseMs: paced ? RETRY_PAUSE_MS : 100,
    random: Math.random,
    log,
  };
  let ending: Promise<unknown> | undefined;
  const endAsking = async () => {
    ending ??= Promise.all([http.close(), html.close()]);
    await ending;
  };
  return {
    outside,
    platforms,
    picture: (platform, url) => {
      const hosts = platforms.get(platform)?.paces.map((pace) => pace.host) ?? [];
      return browser.picture(url, hosts, lanes, signal);
    },
    endAsking,
    close: async () => {
      await browser.close();
      await endAsking();
    },
  };
}

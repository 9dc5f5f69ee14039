import { setTimeout as wait } from 'node:timers/promises';
import type { Search } from '../model/adapter.ts';
import type { CanaryMemory } from '../model/canary-memory.ts';
import type { Outcome } from '../model/outcome.ts';
import { nothingSeen, type Sighting } from '../model/sighting.ts';
import type { BrowserPort, HtmlReader, World } from '../model/world.ts';
import { isDiskTrouble } from '../store/disk-trouble.ts';
import type { EvidenceKeeper } from '../world/evidence.ts';
import type { Gate } from '../world/gate.ts';
import type { HttpClient } from '../world/http.ts';
import type { Lanes } from './lanes.ts';
import { noPlace, type Place } from './places.ts';
import { REACTIONS } from './reactions.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';

/** A host that names the end of its pause (Retry-After) is asked again afterwards, this often for one look. */
const MOST_PAUSES = 4;

/** the host, or the way to it, is in trouble; every other outcome is an answer of the host */
const SAYS_NOTHING: ReadonlySet<Outcome> = new Set(['network', 'upstream-error']);

/** What all looks of a run share. */
export interface Outside {
  readonly http: Pick<HttpClient, 'forLook'>;
  readonly lanes: Lanes;
  readonly html: HtmlReader;
  /** the browser as one platform gets it, told which hosts its pages may ask */
  browserFor(platform: string, hosts: readonly string[], gate: Gate, asked: (host: string) => void): BrowserPort;
  readonly evidence: EvidenceKeeper;
  readonly zone: string;
  now(): Temporal.Instant;
  secret(name: string): string | undefined;
  /** takes every known secret out of words that are stored or shown; missing: there are none */
  redact?(text: string): string;
  readonly signal: AbortSignal;
  /** first pause before a repeated look, milliseconds; full jitter is drawn from it */
  readonly retryPauseMs: number;
  readonly random: () => number;
  /** missing: only the settings say how fresh a canary must be */
  readonly canaryMemory?: CanaryMemory;
  log(event: LookEvent): void;
}

export interface LookEvent {
  readonly source: string;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly wakes: 'operator' | 'developer';
}

/** Asks the sources of one platform, and carries out what the table of reactions says. */
export class Looker {
  readonly #platform: PlatformInUse;
  readonly #outside: Outside;
  readonly #tonight: readonly unknown[];
  readonly #shared = new Map<string, Promise<unknown>>();
  readonly #resting = new Map<string, string>();
  readonly #inARow = new Map<string, { readonly outcome: Outcome; readonly times: number }>();

  /** @param tonight handles of the accounts that this run visits */
  constructor(platform: PlatformInUse, outside: Outside, tonight: readonly unknown[] = []) {
    this.#platform = platform;
    this.#outside = outside;
    this.#tonight = tonight;
  }

  /** @param place of the account that this look is for; it is left while the look has to wait */
  async look(used: SourceInUse, handle: unknown, place: Place = noPlace): Promise<Sighting> {
    let pauses = 0;
    for (let attempt = 0; ; attempt++) {
      const rests = this.#resting.get(used.id);
      if (rests !== undefined) return nothingSeen('skipped', `${used.source.title}今夜不再询问：${rests}`);
      const hosts: string[] = [];
      const sighting = await this.#lookOnce(used, handle, hosts, place);
      const reaction = REACTIONS[sighting.outcome];
      if (sighting.outcome === 'throttled' && this.#pauses(hosts) && pauses++ < MOST_PAUSES) {
        attempt--;
        continue;
      }
      this.#rest(used, sighting, hosts);
      if (reaction.wakes !== 'nobody') {
        const { outcome, detail } = sighting;
        this.#outside.log({ source: used.id, outcome, detail, wakes: reaction.wakes });
      }
      if (attempt >= reaction.retries || !this.#mayRetry(hosts)) {
        this.#count(sighting, hosts);
        return sighting;
      }
      await this.#waitBeforeRetry(attempt, place);
    }
  }

  /** A host that was not asked at all, because it rests, is not asked again either. */
  #mayRetry(hosts: readonly string[]): boolean {
    const last = hosts.at(-1);
    return last !== undefined && !this.#outside.signal.aborted && this.#outside.lanes.mayRetry(last);
  }

  /** full jitter, so that looks which failed together do not come back together */
  #waitBeforeRetry(attempt: number, place: Place): Promise<void> {
    const { random, retryPauseMs, signal } = this.#outside;
    const pauseMs = random() * retryPauseMs * 2 ** attempt;
    return place.stepOut(() => wait(pauseMs, undefined, { signal }).catch(() => {}));
  }

  #count(sighting: Sighting, hosts: readonly string[]): void {
    const last = hosts.at(-1);
    if (last === undefined || this.#outside.signal.aborted) return;
    if (SAYS_NOTHING.has(sighting.outcome)) this.#outside.lanes.failed(last, sighting.detail);
    else this.#outside.lanes.answered(last);
  }

  async #lookOnce(used: SourceInUse, handle: unknown, hosts: string[], place: Place): Promise<Sighting> {
    try {
      const sighting = await used.source.look(handle, this.#world(hosts, place), used.options);
      const { redact = (text: string) => text } = this.#outside;
      return { ...sighting, detail: redact(sighting.detail) };
    } catch (error) {
      if (isDiskTrouble(error)) throw error;
      // a bug of ours must neither accuse the account nor end the night
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return nothingSeen('layout-changed', `程序错误，请报告：${text}`);
    }
  }

  /** Lets a source look for keys that the registry does not have; nothing rests for what goes wrong. */
  async search(used: SourceInUse, account: { readonly name: string; readonly handle: unknown }): Promise<Search> {
    const { finder, title } = used.source;
    if (!finder) return { searched: false, outcome: 'not-configured', detail: `${title}不能查找标识` };
    try {
      return await finder.search(account, this.#world([], noPlace), used.options);
    } catch (error) {
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { searched: false, outcome: 'layout-changed', detail: `程序错误，请报告：${text}` };
    }
  }

  /** Lets a source look for accounts by words; nothing rests for what goes wrong. */
  async similar(used: SourceInUse, words: string): Promise<Search> {
    const { search, title } = used.source;
    if (!search) return { searched: false, outcome: 'not-configured', detail: `${title}不能按名称搜索` };
    try {
      return await search(words, this.#world([], noPlace), used.options);
    } catch (error) {
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { searched: false, outcome: 'layout-changed', detail: `程序错误，请报告：${text}` };
    }
  }

  /** The source's own word on whether it can see tonight; null where it can, or cannot tell. */
  async health({ source, options }: SourceInUse): Promise<string | null> {
    if (!source.health) return null;
    const { redact = (text: string) => text } = this.#outside;
    try {
      const said = await source.health(this.#world([], noPlace), options);
      return said === null ? null : redact(said);
    } catch (error) {
      if (isDiskTrouble(error)) throw error;
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return `程序错误，请报告：${text}`;
    }
  }

  #pauses(hosts: readonly string[]): boolean {
    const last = hosts.at(-1);
    return last !== undefined && this.#outside.lanes.isPaused(last);
  }

  #rest(used: SourceInUse, sighting: Sighting, hosts: readonly string[]): void {
    const row = this.#inARow.get(used.id);
    const times = row?.outcome === sighting.outcome ? row.times + 1 : 1;
    this.#inARow.set(used.id, { outcome: sighting.outcome, times });
    const { rests, restsAfter } = REACTIONS[sighting.outcome];
    if (times < restsAfter) return;
    if (rests === 'source') this.#resting.set(used.id, sighting.detail);
    const last = hosts.at(-1);
    if (rests === 'host') {
      if (last === undefined) this.#resting.set(used.id, sighting.detail);
      else this.#outside.lanes.rest(last, sighting.detail);
    }
  }

  #world(hosts: string[], place: Place = noPlace): World {
    const { http, html, lanes, evidence, zone, signal } = this.#outside;
    const declared = this.#platform.paces.map((pace) => pace.host);
    const asked = (host: string) => {
      hosts.push(host);
    };
    const now = () => this.#outside.now();
    const gate: Gate = {
      enter: (host, stop) =>
        lanes.isBusy(host) ? place.stepOut(() => lanes.enter(host, stop)) : lanes.enter(host, stop),
      pause: (host, forMs) => lanes.pause(host, forMs),
    };
    return {
      http: http.forLook({ hosts: declared, gate, evidence, signal, now, asked }),
      browser: this.#outside.browserFor(this.#platform.adapter.id, declared, gate, asked),
      html,
      now,
      zone,
      tonight: this.#tonight,
      secret: (name) => this.#outside.secret(name),
      once: (key, make, keep) => this.#share(key, make, keep),
      signal,
    };
  }

  #share<T>(key: string, make: () => Promise<T>, keep: (value: T) => boolean = () => true): Promise<T> {
    const known = this.#shared.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    this.#shared.set(key, made);
    const forget = () => this.#shared.delete(key);
    made.then((value) => keep(value) || forget(), forget);
    return made;
  }
}

import type { Chance } from './random.ts';
import { DAY_MS } from './rhythm.ts';

const OUTCOMES = ['captcha', 'throttled', 'network', 'upstream-error', 'auth-expired'] as const;

/** What can be wrong with the answers of one channel. */
export type Fault =
  /** everything as it was at that moment, with 200 and today's date on the letter */
  | { readonly kind: 'frozen'; readonly sinceMs: number }
  /** an answer out of some cache, of another age at every asking, given out as new */
  | { readonly kind: 'cached' }
  /** the newest posts are missing from a list that says it is whole; the count is right */
  | { readonly kind: 'dropping'; readonly posts: number }
  | { readonly kind: 'empty' }
  /** the answer is about somebody else; every adapter checks whom an answer is about */
  | { readonly kind: 'other-account' }
  /** all dates are off by so much */
  | { readonly kind: 'shifted'; readonly byMs: number }
  /** every other asking fails */
  | { readonly kind: 'flapping' }
  | { readonly kind: 'blocked'; readonly outcome: (typeof OUTCOMES)[number] };
export type FaultKind = Fault['kind'];

/** How often a fault begins, per night, and how many nights it lasts. */
export interface Frequency {
  readonly kind: FaultKind;
  readonly perNight: number;
  readonly nights: readonly [number, number];
}

/** One fault at a time, each with its beginning and end. Asked once a night, in order. */
export class FaultCourse {
  readonly #chance: Chance;
  readonly #frequencies: readonly Frequency[];
  #fault: Fault | null = null;
  #lastNight = -1;

  constructor(chance: Chance, frequencies: readonly Frequency[]) {
    this.#chance = chance;
    this.#frequencies = frequencies;
  }

  /** @param atMs when the night looks; a freeze began in the 24 hours before */
  tonight(night: number, atMs: number): Fault | null {
    if (night <= this.#lastNight) return this.#fault;
    this.#fault = null;
    this.#lastNight = night;
    for (const { kind, perNight, nights } of this.#frequencies) {
      if (!this.#chance.happens(perNight)) continue;
      this.#lastNight = night + this.#chance.whole(nights[0], nights[1]) - 1;
      this.#fault = this.#begin(kind, atMs);
      break;
    }
    return this.#fault;
  }

  #begin(kind: FaultKind, atMs: number): Fault {
    switch (kind) {
      case 'frozen':
        return { kind, sinceMs: atMs - Math.floor(this.#chance.next() * DAY_MS) };
      case 'dropping':
        return { kind, posts: this.#chance.whole(1, 3) };
      case 'shifted':
        return { kind, byMs: this.#chance.of([-8, 8]) * 3_600_000 };
      case 'blocked': {
        return { kind, outcome: this.#chance.of(OUTCOMES) };
      }
      default:
        return { kind };
    }
  }
}

/**
 * The silent lies that one account meets. They befall one of its channels at a time: that two channels independently stop
 * at the very same post is what `together` adds.
 */
export class LieCourse {
  readonly #chance: Chance;
  readonly #kinds: readonly string[];
  readonly #courses: ReadonlyMap<string, FaultCourse>;
  #on: string | null = null;
  #before: Fault | null = null;

  /** @param kinds the account's channels that can lie */
  constructor(chance: Chance, kinds: readonly string[], frequencies: readonly Frequency[], together: boolean) {
    this.#chance = chance;
    this.#kinds = together ? [] : kinds;
    const names = together ? kinds : ['one'];
    this.#courses = new Map(names.map((name) => [name, new FaultCourse(chance, frequencies)]));
  }

  tonight(kind: string, night: number, atMs: number): Fault | null {
    const own = this.#courses.get(kind);
    if (own !== undefined) return own.tonight(night, atMs);
    const fault = this.#courses.get('one')?.tonight(night, atMs) ?? null;
    if (fault !== this.#before) this.#on = this.#kinds[this.#chance.whole(0, this.#kinds.length - 1)] ?? null;
    this.#before = fault;
    return kind === this.#on ? fault : null;
  }
}

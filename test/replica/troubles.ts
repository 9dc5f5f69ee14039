/** Everything that goes wrong between a visitor and a platform, as switches that can be thrown while the replica runs. */

export type TroubleKind =
  /** asked too often: the platform's own answer, else 429 */
  | 'throttled'
  | 'captcha'
  | 'login-wall'
  /** 200 with nothing in it */
  | 'empty'
  /** 200 with the first half of the answer */
  | 'half'
  /** the connection breaks in the middle of the answer */
  | 'cut'
  | 'slow'
  /** never answers */
  | 'hang'
  /** 502 */
  | 'server-error'
  /** 200 with a gateway's page for people in place of the answer */
  | 'error-page'
  /** the session cookie is not believed: the visitor is a guest without knowing it */
  | 'logged-out'
  /** the newest posts are missing from lists */
  | 'truncated'
  /** lists are empty, counts stay */
  | 'empty-list'
  /** the answer is about somebody else */
  | 'other-account'
  /** a bridge: nothing published after `frozenAt` arrives any more, everything answers 200 */
  | 'frozen'
  /** a bridge: its login has gone; what it collected stays */
  | 'bridge-login-lost'
  /** a bridge: the login is under risk control, collecting is postponed */
  | 'bridge-risk-control';

export interface Trouble {
  readonly kind: TroubleKind;
  /** which requests it meets; nothing named: all. A host may begin with `*.` */
  readonly host?: string;
  readonly platform?: string;
  /** permanent key of the account that is asked about (biz, uid, secUid, token, package) */
  readonly account?: string;
  /** text that the path contains */
  readonly path?: string;
  /** moments of the played world between which it holds, ISO 8601 with offset */
  readonly from?: string;
  readonly until?: string;
  /** it begins after this many requests that it would have met, and ends after so many more */
  readonly afterRequests?: number;
  readonly forRequests?: number;
  /** share of the requests that it meets, 0 to 1; drawn from the replica's seed */
  readonly share?: number;
  /** throttled: only above this rate (of real time) */
  readonly above?: { readonly requests: number; readonly perMs: number };
  /** throttled: value of Retry-After; a number of seconds or an HTTP date */
  readonly retryAfter?: string;
  /** throttled, server-error: status instead of the usual one */
  readonly status?: number;
  /** slow: the delay is drawn from an exponential distribution with this mean, and is never above four times it */
  readonly meanMs?: number;
  /** truncated: posts younger than this are missing; default 14 */
  readonly days?: number;
  /** frozen: see above */
  readonly frozenAt?: string;
}

export interface Meeting {
  readonly host: string;
  readonly platform: string;
  readonly account: string | null;
  readonly path: string;
  readonly now: Temporal.Instant;
}

/** The troubles of one replica. Numbers are drawn from the seed alone, so that a run can be repeated. */
export class Troubles {
  readonly #random: () => number;
  readonly #live = new Map<Trouble, { met: number; recent: number[] }>();

  constructor(seed: number, initial: readonly Trouble[]) {
    this.#random = randomFrom(seed);
    for (const trouble of initial) this.make(trouble);
  }

  /** Makes a trouble; the function that comes back ends it. */
  make(trouble: Trouble): () => void {
    this.#live.set(trouble, { met: 0, recent: [] });
    return () => {
      this.#live.delete(trouble);
    };
  }

  endAll(): void {
    this.#live.clear();
  }

  /** The troubles that this request meets; counts it. */
  meet(meeting: Meeting): readonly Trouble[] {
    return [...this.#live].flatMap(([trouble, seen]) => {
      if (!concerns(trouble, meeting)) return [];
      seen.met += 1;
      if (seen.met <= (trouble.afterRequests ?? 0)) return [];
      if (trouble.forRequests !== undefined && seen.met > (trouble.afterRequests ?? 0) + trouble.forRequests) return [];
      if (trouble.above !== undefined && !tooFast(seen.recent, trouble.above)) return [];
      if (trouble.share !== undefined && this.#random() >= trouble.share) return [];
      return [trouble];
    });
  }

  /** The troubles that hold for all requests of this kind, whichever comes; not counted. */
  standing(meeting: Meeting): readonly Trouble[] {
    return [...this.#live.keys()].filter((trouble) => concerns(trouble, meeting) && !picksRequests(trouble));
  }

  delayMs(trouble: Trouble): number {
    const mean = trouble.meanMs ?? 1000;
    return Math.min(4 * mean, -Math.log(1 - this.#random()) * mean);
  }
}

function picksRequests(trouble: Trouble): boolean {
  return [trouble.afterRequests, trouble.forRequests, trouble.share, trouble.above].some((each) => each !== undefined);
}

function concerns(trouble: Trouble, meeting: Meeting): boolean {
  const reached = (moment: string) => Temporal.Instant.compare(Temporal.Instant.from(moment), meeting.now) <= 0;
  return (
    (trouble.host === undefined || hostFits(trouble.host, meeting.host)) &&
    (trouble.platform === undefined || trouble.platform === meeting.platform) &&
    (trouble.account === undefined || trouble.account === meeting.account) &&
    (trouble.path === undefined || meeting.path.includes(trouble.path)) &&
    (trouble.from === undefined || reached(trouble.from)) &&
    (trouble.until === undefined || !reached(trouble.until))
  );
}

function hostFits(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function tooFast(recent: number[], rate: { requests: number; perMs: number }): boolean {
  const now = performance.now();
  while (recent[0] !== undefined && recent[0] <= now - rate.perMs) recent.shift();
  if (recent.length >= rate.requests) return true;
  recent.push(now);
  return false;
}

/** mulberry32: small, good enough for delays, and the same everywhere */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

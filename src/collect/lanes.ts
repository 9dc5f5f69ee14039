import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { HostPace } from '../model/adapter.ts';
import type { Gate, Pass, Refusal } from '../world/gate.ts';
import { hostIsDeclared } from '../world/guard.ts';

/** For a host that nobody gave a pace: one request at a time, one second apart. */
const UNKNOWN_HOST: Omit<HostPace, 'host'> = { spacingMs: [1000, 1500], concurrency: 1, why: 'default' };
/** A pause that is longer than this is a night's rest. */
const LONGEST_PAUSE_MS = 10 * 60_000;
/** looks in a row that got no usable answer from a host, before the host is left alone for a while */
const FAILURES_IN_A_ROW = 12;
/** how long it is left alone, the first time and the second; after the third time it rests for the night */
const BREAKS_MS = [60_000, 5 * 60_000] as const;
/** repeated looks that one host is worth in a night: a few, and a share of what it was asked */
const RETRIES_AT_LEAST = 20;
const RETRIES_SHARE = 0.2;

/** Timers fire late by some milliseconds; over thousands of requests the next one makes up for it, up to this much. */
const LATE_TIMER_MS = 20;

interface Lane {
  readonly queue: PQueue;
  readonly pace: Omit<HostPace, 'host'>;
  /** machine's monotonic clock, milliseconds: the next request starts no earlier */
  notBefore: number;
  /** end of the pause that the host itself asked for, same clock */
  pausedUntil: number;
  restsBecause: string | null;
  /** it rests because it gave no answers, not because it sent us away */
  isBroken: boolean;
  asked: number;
  retries: number;
  failuresInARow: number;
  breaks: number;
}

/** One lane a host: its pace, its pauses, its rest for the night. Lanes know nothing of each other. */
export class Lanes implements Gate {
  readonly #lanes = new Map<string, Lane>();
  readonly #paces: readonly HostPace[];
  readonly #paced: boolean;
  readonly #random: () => number;
  readonly #onRest: (host: string, because: string) => void;

  /**
   * @param paces the first that fits a host counts, so settings come before the adapters' own
   * @param paced false: no spacing (only towards a replica); pauses that a host asks for are kept all the same
   * @param onRest told when a host has sent us away for the night
   */
  constructor(
    paces: readonly HostPace[],
    paced: boolean,
    random: () => number = Math.random,
    onRest: (host: string, because: string) => void = () => {},
  ) {
    this.#onRest = onRest;
    this.#paces = paces;
    this.#paced = paced;
    this.#random = random;
  }

  async enter(host: string, signal: AbortSignal): Promise<Pass | Refusal> {
    const lane = this.#laneOf(host);
    if (lane.restsBecause !== null) return refusal(host, lane);
    const admitted = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    lane.queue
      .add(async () => {
        await this.#turn(lane, signal);
        admitted.resolve();
        await left.promise;
      })
      .catch(admitted.reject);
    await admitted.promise;
    if (lane.restsBecause !== null) {
      left.resolve();
      return refusal(host, lane);
    }
    lane.asked++;
    return { admitted: true, leave: () => left.resolve() };
  }

  pause(host: string, forMs: number): void {
    const lane = this.#laneOf(host);
    if (forMs > LONGEST_PAUSE_MS) {
      this.rest(host, `要求等待 ${Math.round(forMs / 60_000)} 分钟`);
      return;
    }
    lane.pausedUntil = Math.max(lane.pausedUntil, performance.now() + forMs);
    lane.notBefore = Math.max(lane.notBefore, lane.pausedUntil);
  }

  /** The host is not asked again tonight. */
  rest(host: string, because: string): void {
    const lane = this.#laneOf(host);
    if (lane.restsBecause !== null) return;
    lane.restsBecause = because;
    this.#onRest(host, because);
  }

  /** the host named the end of a pause, and that has not passed */
  isPaused(host: string): boolean {
    const lane = this.#lanes.get(host);
    return lane !== undefined && lane.restsBecause === null && lane.pausedUntil > performance.now();
  }

  /** who comes now has to wait for others or for the end of a pause */
  isBusy(host: string): boolean {
    const lane = this.#lanes.get(host);
    return lane !== undefined && (lane.queue.size > 0 || lane.pausedUntil > performance.now());
  }

  /** Takes one repetition from the host's budget for the night; false where nothing is left of it or the host rests. */
  mayRetry(host: string): boolean {
    const lane = this.#laneOf(host);
    if (lane.restsBecause !== null || lane.retries >= RETRIES_AT_LEAST + lane.asked * RETRIES_SHARE) return false;
    lane.retries++;
    return true;
  }

  /** A look got an answer that says something, whatever it says. */
  answered(host: string): void {
    const lane = this.#laneOf(host);
    lane.failuresInARow = 0;
    lane.breaks = 0;
  }

  /**
   * A look, with its repetitions, got nothing that could be read. Many in a row are the host's trouble, not the
   * accounts': it is left alone for a while, and in the end for the night.
   */
  failed(host: string, detail: string): void {
    const lane = this.#laneOf(host);
    lane.failuresInARow++;
    if (lane.failuresInARow < FAILURES_IN_A_ROW || lane.restsBecause !== null) return;
    lane.failuresInARow = 0;
    const breakMs = this.#paced ? BREAKS_MS[lane.breaks++] : undefined;
    if (breakMs !== undefined) {
      this.pause(host, breakMs);
      return;
    }
    lane.isBroken = true;
    lane.restsBecause = `连续 ${FAILURES_IN_A_ROW} 次没有可读的回答（${detail}）`;
  }

  /** how often each host was asked */
  asked(): ReadonlyMap<string, number> {
    return new Map([...this.#lanes].flatMap(([host, lane]) => (lane.asked > 0 ? [[host, lane.asked]] : [])));
  }

  /** why the host rests, or null */
  restsBecause(host: string): string | null {
    return this.#lanes.get(host)?.restsBecause ?? null;
  }

  async #turn(lane: Lane, signal: AbortSignal): Promise<void> {
    for (let ms = lane.notBefore - performance.now(); ms > 0; ms = lane.notBefore - performance.now()) {
      await wait(ms, undefined, { signal });
    }
    if (!this.#paced) return;
    const [least, most] = lane.pace.spacingMs;
    const startedAt = Math.max(lane.notBefore, performance.now() - LATE_TIMER_MS);
    lane.notBefore = startedAt + least + this.#random() * (most - least);
  }

  #laneOf(host: string): Lane {
    const known = this.#lanes.get(host);
    if (known) return known;
    const pace = this.#paces.find((one) => hostIsDeclared(host, [one.host])) ?? UNKNOWN_HOST;
    const lane: Lane = {
      queue: new PQueue({ concurrency: pace.concurrency }),
      pace,
      notBefore: 0,
      pausedUntil: 0,
      restsBecause: null,
      isBroken: false,
      asked: 0,
      retries: 0,
      failuresInARow: 0,
      breaks: 0,
    };
    this.#lanes.set(host, lane);
    return lane;
  }
}

function refusal(host: string, { restsBecause, isBroken }: Lane): Refusal {
  const outcome = isBroken ? 'network' : 'skipped';
  return { admitted: false, outcome, detail: `${host} 今夜不再访问：${restsBecause}` };
}

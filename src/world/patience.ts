/** No host is given up earlier than this: a busy line alone may take so long. */
const SHORTEST_MS = 3000;
/** so many times the usual answer time, then it is a hang */
const TIMES_USUAL = 4;
const SAMPLES_KEPT = 50;
/** before so many answers are known, the caller's own limit counts */
const SAMPLES_NEEDED = 5;
/** the usual time is that within which this share of the answers began */
const USUAL_SHARE = 0.95;

/**
 * How long an answer of each host is waited for, learned from the time in which its answers usually begin. A wait that
 * was given up counts as an answer of that length, so that a host which has become slow is given more time again.
 */
export class Patience {
  readonly #samplesMs = new Map<string, number[]>();
  readonly #shortestMs: number;

  constructor(shortestMs: number = SHORTEST_MS) {
    this.#shortestMs = shortestMs;
  }

  /**
   * Waits for one answer to begin. What other answers of the host teach meanwhile counts as well, so that a hang among the
   * first requests of a night is no longer waited for than a later one.
   *
   * @param giveUp called where no answer began in the time in which this host's answers usually do
   * @returns what to call when the answer began or failed
   */
  wait(host: string, mostMs: number, giveUp: (reason: Error) => void): () => void {
    const askedAt = performance.now();
    const check = () => {
      const waitedMs = performance.now() - askedAt;
      const limitMs = this.limitMs(host, mostMs);
      if (waitedMs >= limitMs) giveUp(new Hang(limitMs));
      else timer = setTimeout(check, Math.min(limitMs - waitedMs, this.#shortestMs));
    };
    let timer = setTimeout(check, Math.min(mostMs, this.#shortestMs));
    return () => {
      clearTimeout(timer);
      this.learn(host, performance.now() - askedAt);
    };
  }

  /** @param mostMs never longer than this */
  limitMs(host: string, mostMs: number): number {
    const samples = this.#samplesMs.get(host) ?? [];
    if (samples.length < SAMPLES_NEEDED) return mostMs;
    // numbers of one type sort without a comparing function, which counts at one call a request
    const sorted = Float64Array.from(samples).sort();
    const usual = sorted[Math.ceil(sorted.length * USUAL_SHARE) - 1] ?? mostMs;
    return Math.min(mostMs, Math.max(this.#shortestMs, TIMES_USUAL * usual));
  }

  /** @param afterMs time from the question to the beginning of the answer, or to giving up */
  learn(host: string, afterMs: number): void {
    const samples = this.#samplesMs.get(host) ?? [];
    samples.push(afterMs);
    if (samples.length > SAMPLES_KEPT) samples.shift();
    this.#samplesMs.set(host, samples);
  }
}

/** No answer began in the time in which this host's answers usually do. */
class Hang extends Error {
  constructor(afterMs: number) {
    super(`超时，${(afterMs / 1000).toFixed(1)} 秒内没有开始回答`);
    this.name = 'Hang';
  }
}

/** Weekends and most holidays lie within so many nights. */
export const NIGHTS_REMEMBERED = 14;

/** One night's look at a canary that lived, epoch milliseconds. */
export interface CanaryLook {
  readonly lookedMs: number;
  /** its newest post then */
  readonly newestMs: number;
}

/** What earlier nights saw of the canaries, each through each of the sources. */
export interface CanaryMemory {
  /** the looks of the last `NIGHTS_REMEMBERED` nights before tonight, one a night */
  earlier(source: string, canary: string): readonly CanaryLook[];
  /** told of each canary that lives tonight */
  keep(source: string, canary: string, look: CanaryLook): void;
}

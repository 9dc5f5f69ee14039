/** A place of an account that is under way; given back with `leave`. */
export interface Place {
  /** Does something that only waits (a pause, a busy host) without taking up a place; another account goes on meanwhile. */
  stepOut<T>(waiting: () => Promise<T>): Promise<T>;
  leave(): void;
}

/**
 * Places for the accounts of one platform that are under way at once. Who comes back from waiting goes on at once, so
 * that nobody waits for a place while holding a host's turn; for a moment more may be under way than there are places.
 */
export class Places {
  readonly #places: number;
  readonly #mostAway: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;
  #away = 0;

  /** @param mostAway so many may have stepped out at once; further ones wait in their place, so that memory has a limit */
  constructor(places: number, mostAway: number) {
    this.#places = places;
    this.#mostAway = mostAway;
  }

  async take(): Promise<Place> {
    while (this.#taken >= this.#places) {
      await new Promise<void>((free) => {
        this.#waiting.push(free);
      });
    }
    this.#taken++;
    return { stepOut: (waiting) => this.#stepOut(waiting), leave: () => this.#free() };
  }

  async #stepOut<T>(waiting: () => Promise<T>): Promise<T> {
    if (this.#away >= this.#mostAway) return waiting();
    this.#away++;
    this.#free();
    try {
      return await waiting();
    } finally {
      this.#away--;
      this.#taken++;
    }
  }

  #free(): void {
    this.#taken--;
    this.#waiting.shift()?.();
  }
}

/** For looks that belong to no account: they wait where they are. */
export const noPlace: Place = { stepOut: (waiting) => waiting(), leave: () => {} };

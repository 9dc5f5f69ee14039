/** Seeded chance: the same seed and name give the same numbers, whatever else is drawn beside them. */
export class Chance {
  #state: number;

  constructor(seed: number, name: string) {
    let hash = seed ^ 0x9e3779b9;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    this.#state = hash >>> 0;
    // neighbouring names begin with neighbouring states; a few steps part them
    for (let step = 0; step < 4; step++) this.next();
  }

  /** 0 ≤ x < 1 (mulberry32) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** least ≤ x ≤ most, whole */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  of<const T>(choices: readonly [T, ...T[]]): T {
    return choices[this.whole(0, choices.length - 1)] ?? choices[0];
  }
}

import type { Body } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import { BodyStore } from './bodies.ts';
import type { Db } from './database.ts';
import { ObservationStore } from './observations.ts';

/** Each commit waits for the disk, so those that are made within this time share one. */
const GATHERED_MS = 10;

/** Answers that were received and are not stored yet; they wait on where `store` throws. */
export interface ReceivedBodies {
  write(store: (bodies: readonly Body[]) => void): void;
}

interface Waiting {
  readonly observation: Observation;
  readonly stored: PromiseWithResolvers<void>;
}

/**
 * Stores the observations of a run, and with each the answers that it rests on. Those that are made at about the same time
 * go into one transaction; nobody is told that an observation is stored before it is.
 */
export class ObservationWriter {
  readonly #db: Db;
  readonly #store: ObservationStore;
  readonly #bodies: BodyStore;
  readonly #runId: number;
  readonly #received: ReceivedBodies;
  #waiting: Waiting[] = [];

  constructor(db: Db, runId: number, received: ReceivedBodies) {
    this.#db = db;
    this.#store = new ObservationStore(db);
    this.#bodies = new BodyStore(db);
    this.#runId = runId;
    this.#received = received;
  }

  /** @returns when the observation is on disk */
  add(observation: Observation): Promise<void> {
    const stored = Promise.withResolvers<void>();
    if (this.#waiting.length === 0) setTimeout(() => this.#commit(), GATHERED_MS);
    this.#waiting.push({ observation, stored });
    return stored.promise;
  }

  #commit(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      this.#received.write((bodies) =>
        this.#db.transaction(() => {
          this.#bodies.add(bodies);
          for (const { observation } of batch) this.#store.add(this.#runId, observation);
        })(),
      );
      for (const { stored } of batch) stored.resolve();
    } catch (error) {
      for (const { stored } of batch) stored.reject(error);
    }
  }
}

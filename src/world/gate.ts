import type { Outcome } from '../model/outcome.ts';

/** What stands before each request to a host: its pace, and whether it may be asked at all tonight. */
export interface Gate {
  /** waits for the host's turn; refused at once where the host rests for the night */
  enter(host: string, signal: AbortSignal): Promise<Pass | Refusal>;
  /** the host asked for a pause (Retry-After), until this moment of the machine's monotonic clock, milliseconds */
  pause(host: string, forMs: number): void;
}

export interface Pass {
  readonly admitted: true;
  leave(): void;
}
export interface Refusal {
  readonly admitted: false;
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
}

/** No waiting and no refusal: for single questions by hand and for tests. */
export const openGate: Gate = {
  enter: async () => ({ admitted: true, leave: () => {} }),
  pause: () => {},
};

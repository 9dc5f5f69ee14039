/** Exit statuses of the program; fixed, because schedulers and checks depend on them. */
export const EXIT = {
  done: 0,
  /** the demo's world was not judged as described; or the program itself is at fault, and the log has the details */
  failed: 1,
  /** wrong usage or configuration; nothing was started */
  usage: 2,
  /** the run ended, but part of it could not be done */
  incomplete: 3,
  /** another run holds the lock */
  locked: 4,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a sentence for the user; not a bug, so no stack is shown. */
export class Stop extends Error {
  readonly status: ExitStatus;

  constructor(status: ExitStatus, message: string) {
    super(message);
    this.status = status;
  }
}

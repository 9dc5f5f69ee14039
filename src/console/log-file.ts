import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NightProgress } from '../nightly.ts';

export interface LogFileOptions {
  readonly dataDir: string;
  /** IANA zone in which days are counted */
  readonly zone: string;
  readonly keepDays: number;
  now(): Temporal.Instant;
  /** takes every known secret out of a line */
  redact(text: string): string;
}

/** One line of the log, besides its time. */
export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly level: 'info' | 'warn';
  /** what happened, in words that do not change */
  readonly event: string;
};

/** `data/log/YYYY-MM-DD.ndjson`, one JSON object a line; old days are removed when it is opened. */
export class LogFile {
  readonly #options: LogFileOptions;
  readonly #folder: string;

  constructor(options: LogFileOptions) {
    this.#options = options;
    this.#folder = join(options.dataDir, 'log');
    this.#removeOld();
  }

  /** the file of today */
  path(): string {
    const { now, zone } = this.#options;
    return join(this.#folder, `${now().toZonedDateTimeISO(zone).toPlainDate()}.ndjson`);
  }

  /**
   * A log that cannot be written must not end a night: the line is lost, the night is not.
   *
   * @returns whether the line was written
   */
  write(entry: LogEntry): boolean {
    const now = this.#options.now().toZonedDateTimeISO(this.#options.zone);
    const time = now.toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });
    const line = this.#options.redact(JSON.stringify({ time, ...entry }));
    try {
      mkdirSync(this.#folder, { recursive: true });
      appendFileSync(this.path(), `${line}\n`);
      return true;
    } catch {
      // the same is shown on standard error
      return false;
    }
  }

  #removeOld(): void {
    const { now, zone, keepDays } = this.#options;
    const oldest = now().toZonedDateTimeISO(zone).toPlainDate().subtract({ days: keepDays }).toString();
    try {
      for (const name of readdirSync(this.#folder)) {
        const date = /^(\d{4}-\d{2}-\d{2})\.ndjson$/.exec(name)?.[1];
        if (date !== undefined && date < oldest) rmSync(join(this.#folder, name));
      }
    } catch {
      // there is no log yet, or it cannot be cleaned: neither may end a night
    }
  }
}

/** The same progress; what it tells is logged as well. */
export function loggedProgress<Progress extends NightProgress>(progress: Progress, log: LogFile): NightProgress {
  return {
    started(accounts) {
      log.write({ level: 'info', event: 'started', accounts: accounts.length });
      progress.started(accounts);
    },
    observed(observation) {
      const { accountId, coverage, sources } = observation;
      const outcomes = sources.map(({ source, outcome, httpStatus }) => ({ source, outcome, httpStatus }));
      log.write({ level: 'info', event: 'observed', accountId, coverage, sources: outcomes });
      progress.observed(observation);
    },
    health(health) {
      for (const one of health) log.write({ level: one.trouble === null ? 'info' : 'warn', event: 'health', ...one });
      progress.health(health);
    },
    trouble(trouble) {
      log.write({ level: 'warn', event: 'trouble', ...trouble });
      progress.trouble(trouble);
    },
    say(words) {
      log.write({ level: 'info', event: 'said', words });
      progress.say(words);
    },
  };
}

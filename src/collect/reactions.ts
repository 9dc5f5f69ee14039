import type { Outcome } from '../model/outcome.ts';

export interface Reaction {
  /** how often the same look is tried again tonight */
  readonly retries: number;
  /** what rests for the rest of the night */
  readonly rests: 'nothing' | 'source' | 'host';
  /** so many times in a row before it rests: one hidden account must not close a platform for all others */
  readonly restsAfter: number;
  /** who must hear of it */
  readonly wakes: 'nobody' | 'operator' | 'developer';
}

/**
 * The one table that says what each outcome leads to. One account's trouble stops nobody: an answer about somebody else,
 * a broken answer or a broken line concerns this look alone. A dead login stops its source, being kept out stops the host.
 */
export const REACTIONS: Readonly<Record<Outcome, Reaction>> = {
  ok: { retries: 0, rests: 'nothing', restsAfter: 1, wakes: 'nobody' },
  'auth-expired': { retries: 0, rests: 'source', restsAfter: 3, wakes: 'operator' },
  throttled: { retries: 0, rests: 'host', restsAfter: 1, wakes: 'nobody' },
  captcha: { retries: 0, rests: 'host', restsAfter: 1, wakes: 'operator' },
  closed: { retries: 0, rests: 'source', restsAfter: 1, wakes: 'developer' },
  'layout-changed': { retries: 0, rests: 'nothing', restsAfter: 1, wakes: 'developer' },
  network: { retries: 2, rests: 'nothing', restsAfter: 1, wakes: 'nobody' },
  'upstream-error': { retries: 1, rests: 'nothing', restsAfter: 1, wakes: 'nobody' },
  'wrong-account': { retries: 1, rests: 'nothing', restsAfter: 1, wakes: 'nobody' },
  'not-configured': { retries: 0, rests: 'nothing', restsAfter: 1, wakes: 'operator' },
  skipped: { retries: 0, rests: 'nothing', restsAfter: 1, wakes: 'nobody' },
};

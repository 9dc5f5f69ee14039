/**
 * How asking one source ended. A closed list: what happens next follows from the outcome alone
 * (see collect/reactions.ts); an adapter never chooses the reaction.
 */
export const OUTCOMES = [
  'ok',
  /** the lent login or the bridge's login no longer works */
  'auth-expired',
  /** asked too often: 429, "freq control", an empty 403 */
  'throttled',
  /** a captcha, a login wall, a script challenge: kept out as a visitor */
  'captcha',
  /** the channel itself was closed by the platform, for everybody */
  'closed',
  /** an answer that this version does not know; the body is kept for a developer */
  'layout-changed',
  /** DNS, connection, TLS, time-out: our side or the line */
  'network',
  /** 5xx or an error envelope of the platform or bridge */
  'upstream-error',
  /** an answer about somebody else */
  'wrong-account',
  /** nothing set up that could ask: no key in the handle, no secret, no browser */
  'not-configured',
  /** not asked tonight, because its host rests or the night ended */
  'skipped',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes in which somebody keeps us out; the account could not be seen for a reason that is not its own. */
export const KEPT_OUT: ReadonlySet<Outcome> = new Set(['auth-expired', 'throttled', 'captcha', 'closed']);

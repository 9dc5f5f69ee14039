import type { Evidence } from './evidence.ts';

/** Why something is not known. */
export const REASONS = [
  'never-observed',
  'kept-out',
  'failed',
  'too-old',
  'lower-bound',
  'no-canary',
  'canary-failed',
  /** all canaries live, and hardly any account shows something new */
  'source-down',
  'unpushed',
  /** one channel says so, and no second one bears it out */
  'alone',
  'not-examined',
  'unconfirmed',
  'contradiction',
] as const;
export type Reason = (typeof REASONS)[number];

/** Known with proof, or unknown with a reason. There is no third way; null never means "failed". */
export type Fact<T> =
  | { readonly known: true; readonly value: T; readonly evidence: readonly Evidence['hash'][] }
  | { readonly known: false; readonly reason: Reason; readonly detail: string };

/** What proves a statement: the answer it was read from, and the passage in it. */
export interface Evidence {
  /** `sha256:` and 64 hex digits of the body as received, before decoding */
  readonly hash: string;
  /** what was asked, without secrets */
  readonly url: string;
  /** when the answer came; ISO 8601, UTC */
  readonly fetchedAt: string;
  readonly httpStatus: number | null;
  /** the passage that carries the statement, at most EXCERPT_LIMIT characters; null where the whole answer is meant */
  readonly excerpt: string | null;
}

export const EXCERPT_LIMIT = 500;

/** An answer as it was received. */
export interface Body {
  /** `sha256:` and 64 hex digits */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

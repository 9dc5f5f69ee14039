import type { Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';

/** The outside as a source gets it. A source imports no client; all that it may do is here. */
export interface World {
  readonly http: Http;
  readonly browser: BrowserPort;
  readonly html: HtmlReader;
  /** the moment of this look; rules of "昨天 12:30" are counted from here */
  now(): Temporal.Instant;
  /** the program's zone, an IANA name */
  readonly zone: string;
  /**
   * Handles of the accounts of this platform that this run visits, for a question that may name many of them at once;
   * missing where one is looked at by itself.
   */
  readonly tonight?: readonly unknown[];
  /** a secret from the environment or a file that others cannot read; undefined where it is not set */
  secret(name: string): string | undefined;
  /**
   * Made once in a night and shared by all looks of the platform: visitor cookies, tokens, the health of a bridge.
   * A value that tells of a failure is shared as well (a token is not asked for twice when the host is down), unless
   * `keep` says no.
   */
  once<T>(key: string, make: () => Promise<T>, keep?: (value: T) => boolean): Promise<T>;
  readonly signal: AbortSignal;
}

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** stop reading as soon as the text so far satisfies this; for pages of megabytes */
  readonly enough?: (textSoFar: string) => boolean;
  /** stop reading quietly after this many bytes; for the beginning of a file whose server may ignore ranges */
  readonly stopAfterBytes?: number;
  /** larger bodies fail with `layout-changed`; default 5 MiB */
  readonly maxBytes?: number;
  /** `manual`: a 3xx is the answer; default: followed within the hosts that the adapter declares, at most 5 hops */
  readonly redirect?: 'follow' | 'manual';
  /** default 20 s for the whole answer */
  readonly timeoutMs?: number;
  /** text encoding where the answer names none; default utf-8 */
  readonly charset?: string;
  /** passages of the URL or body that are secret and never appear in evidence or logs */
  readonly secrets?: readonly string[];
}

/** What came back: an answer of any status, or the reason why there was none. */
export type HttpAnswer =
  | {
      readonly answered: true;
      readonly status: number;
      /** lower-case names; several values of one header are joined by newline */
      readonly headers: Readonly<Record<string, string>>;
      /** after redirects */
      readonly url: string;
      readonly text: string;
      readonly bytes: Uint8Array;
      /** `name=value` pairs of set-cookie, in order */
      readonly cookies: readonly string[];
      /** proof of this answer; the excerpt is cut to EXCERPT_LIMIT */
      proof(excerpt?: string | null): Evidence;
    }
  | {
      readonly answered: false;
      readonly outcome: Exclude<Outcome, 'ok'>;
      readonly detail: string;
      readonly status: number | null;
    };

export interface Http {
  ask(request: HttpRequest): Promise<HttpAnswer>;
}

export interface PageRequest {
  readonly url: string;
  /** answers of the page's own requests that are kept and handed back */
  readonly capture: (url: string) => boolean;
  /** the visit ends as soon as this is satisfied (or when the page is quiet, or at the time limit) */
  readonly done: (captured: readonly Captured[]) => boolean;
  /** a lent login of this platform, by the name of its browser profile folder; missing: a fresh visitor */
  readonly profile?: string;
  readonly userAgent?: string;
  /** how often the page is scrolled to its end when it became quiet before `done`, as long as that brings answers; default 0 */
  readonly scrolls?: number;
  /** default 30 s */
  readonly timeoutMs?: number;
}
export interface Captured {
  readonly url: string;
  readonly method: string;
  readonly status: number;
  readonly text: string;
  proof(excerpt?: string | null): Evidence;
}
export type PageVisit =
  | {
      readonly opened: true;
      readonly status: number | null;
      readonly url: string;
      readonly title: string;
      /** visible text of the body */
      readonly text: string;
      /** the document as the server sent it */
      readonly html: string;
      readonly captured: readonly Captured[];
      proof(excerpt?: string | null): Evidence;
    }
  | { readonly opened: false; readonly outcome: Exclude<Outcome, 'ok'>; readonly detail: string };

export interface BrowserPort {
  visit(request: PageRequest): Promise<PageVisit>;
}

/** A list of fields to read from foreign HTML: done in a worker that is killed after three seconds. */
export interface HtmlQuery {
  /** each match of `rows` gives one row; missing: the whole document is one row */
  readonly rows?: string;
  /** name → selector, and `@attribute` where an attribute is wanted: `a.title@href`; '' or '@href' means the row itself */
  readonly fields: Readonly<Record<string, string>>;
}
export type HtmlRows =
  | { readonly read: true; readonly rows: readonly Readonly<Record<string, string | null>>[] }
  | { readonly read: false; readonly detail: string };
export interface HtmlReader {
  select(html: string, query: HtmlQuery): Promise<HtmlRows>;
}

import { z } from 'zod';
import type { Outcome } from './outcome.ts';
import type { InteractionKind, Sighting } from './sighting.ts';
import type { World } from './world.ts';

/**
 * What a source's silence is worth.
 * - `authorised`: the owner's own interface; proves an absence without a canary
 * - `complete`: sees everything that a logged-in reader sees; proves an absence when a canary is alive
 * - `mirror`: a copy made by somebody else; proves an absence only where the platform's settings say that the copy is whole
 * - `guest`: what a visitor is shown; a lower bound for ever
 * - `hint`: a single known item, a search result; a lower bound for ever
 */
export type View = 'authorised' | 'complete' | 'guest' | 'mirror' | 'hint';

/** How gently one host is asked, and where that number comes from. */
export const HostPaceShape = z.strictObject({
  /** host name, or `*.example.com` for all below it */
  host: z.string(),
  /** pause between the starts of two requests, milliseconds; jitter is drawn between the two */
  spacingMs: z.tuple([z.number().nonnegative(), z.number().nonnegative()]),
  /** requests under way at once */
  concurrency: z.number().int().positive(),
  /** document, issue or measurement that gave the number */
  why: z.string(),
});
export type HostPace = Readonly<z.infer<typeof HostPaceShape>>;

/** An account that may be the one that is looked for; a person decides. */
export interface Candidate<Handle = unknown> {
  readonly keys: Partial<Handle>;
  /** as the platform shows it */
  readonly name: string;
  /** the certified body, where the search shows it */
  readonly subject?: string;
}
export type Search<Handle = unknown> =
  | { readonly searched: true; readonly candidates: readonly Candidate<Handle>[] }
  | { readonly searched: false; readonly outcome: Exclude<Outcome, 'ok'>; readonly detail: string };

/** How a source finds permanent keys that the registry does not have yet. */
export interface Finder<Handle = unknown, Options = unknown> {
  /** whether this account lacks a key that can be found here, and has what the search needs */
  lacks(handle: Handle): boolean;
  search(
    account: { readonly name: string; readonly handle: Handle },
    world: World,
    options: Options,
  ): Promise<Search<Handle>>;
}

/**
 * One way of asking the outside world about an account. One file a source; `look` reads like the documentation of
 * the answer. What goes wrong while looking is an outcome in the sighting, never an exception.
 */
export interface Source<Handle = unknown, Options = unknown> {
  /** the name under `platforms.<platform>.sources[].kind`; the id in observations is `<platform>.<kind>`, plus `:name` */
  readonly kind: string;
  readonly title: string;
  /** place in the chain: smaller is asked earlier; leave gaps */
  readonly order: number;
  readonly view: View;
  /** false: it tells of states or counts alone, so a canary's posts are not looked for in it; missing: true */
  readonly showsPosts?: false;
  /** used when the settings name no sources; sources that need a secret, a login or a bridge are not */
  readonly standard: boolean;
  /** keys besides `kind` that the settings give this source; strict */
  readonly options?: z.ZodType<Options>;
  /** hosts that this source asks besides those of the adapter, from its options (a bridge's own host) */
  hosts?(options: Options): readonly HostPace[];
  /** whether this handle has what the source needs; a source that does not apply is not asked and not reported */
  applies(handle: Handle, options: Options): boolean;
  /**
   * Whether asking is worth a request after what the earlier sources of the chain saw tonight. Missing: always.
   * `seen` holds the sightings so far of this account, in chain order; `now` is the moment of the visit.
   */
  worthAsking?(seen: readonly Sighting[], now: Temporal.Instant): boolean;
  look(handle: Handle, world: World, options: Options): Promise<Sighting>;
  /**
   * The source's own word on whether it can see tonight (a login behind it, its last refresh): null where it can, or where
   * nothing tells; else why not, for people, Chinese. Asked once a night, before the accounts; missing: it cannot tell.
   */
  health?(world: World, options: Options): Promise<string | null>;
  /** missing: this source finds no keys */
  readonly finder?: Finder<Handle, Options>;
  /** accounts that this source holds for similar to some words; missing: it cannot search */
  search?(words: string, world: World, options: Options): Promise<Search<Handle>>;
}

/** One canary, as a probe of one or all sources of a platform. */
export interface CanaryProbe<Handle = unknown> {
  readonly name: string;
  /** only this source is probed; missing: every source that applies to the handle */
  readonly source?: string;
  readonly handle: Handle;
  /** null: the source passed; otherwise the words for what was wrong */
  judge(sighting: Sighting, now: Temporal.Instant): string | null;
  /** it is an account that posts: how fresh it is, is held against its own habits */
  readonly posts?: true;
  /** whether a package file could be read here; missing: this probe looks at no files */
  readsFile?(sighting: Sighting): boolean;
}

/** Canaries of another shape than "an account that posts every day" (app stores have their own). */
export interface CanaryShape<Handle = unknown, Canary = unknown> {
  readonly schema: z.ZodType<Canary>;
  /** kinds of sources that a canary can be for */
  readonly kinds: readonly string[];
  probes(canary: Canary): readonly CanaryProbe<Handle>[];
}

/**
 * A platform. `adapters/<id>/index.ts` exports one as default; the folder's name is the id. Its sources are the files in
 * `adapters/<id>/sources/`.
 */
export interface Adapter<Handle = unknown> {
  readonly id: string;
  /** as users know it: 微信公众号 */
  readonly title: string;
  /** as the notices print it in 账号平台: 微信公众号, 新浪微博, 头条号, 抖音号, 移动客户端 */
  readonly noticeTitle: string;
  readonly handle: z.ZodType<Handle>;
  readonly hosts: readonly HostPace[];
  /** in the order in which they are worth asking */
  // biome-ignore lint/suspicious/noExplicitAny: each source has its own options; they are parsed by its own schema
  readonly sources: readonly Source<Handle, any>[];
  /** the kinds of interaction that this platform has at all (rule no-interaction) */
  readonly interactionKinds: readonly InteractionKind[];
  /** settings of `platforms.<id>` besides `sources` and `canaries`; strict object */
  readonly settings?: z.ZodType<unknown>;
  /** whether a `mirror` sees all posts under these settings (wechat: `unpushed: ignore`) */
  mirrorIsWhole?(settings: unknown): boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the canary's shape is the adapter's own, parsed by its schema
  readonly canaries?: CanaryShape<Handle, any>;
  /** where an operator logs in to lend a login (`xuncha login`); missing: this platform takes none by browser */
  readonly loginPage?: string;
  /** what a person opens to see for themselves */
  page(handle: Handle): string | null;
  /** what shows itself to a visitor's browser and is worth a picture; null: nothing; missing: the same as `page` */
  visitorPage?(handle: Handle): string | null;
  /** the permanent key, for finding one account under two entries */
  key(handle: Handle): string;
  /**
   * The permanent keys that a link to a profile or a post carries, as far as it carries any without being opened;
   * null for links of other sites and for those that name no account. Used by imports; asks nobody.
   * @param url a well-formed address with its scheme, as `URL.canParse` has it
   */
  readLink?(url: string): Partial<Handle> | null;
}

/** Checks the shape at compile time and keeps the type. */
export function defineAdapter<Handle>(adapter: Adapter<Handle>): Adapter<Handle> {
  return adapter;
}
export function defineSource<Handle, Options = Record<string, never>>(
  source: Source<Handle, Options>,
): Source<Handle, Options> {
  return source;
}

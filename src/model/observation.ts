import { z } from 'zod';
import { OUTCOMES } from './outcome.ts';
import { ACCOUNT_STATUSES, ARTIFACTS, LISTINGS, PRECISIONS, SUBJECT_KINDS } from './sighting.ts';

const yesNoUnknown = z.enum(['yes', 'no', 'unknown']).default('unknown');
/** ISO 8601 with offset */
const time = z.iso.datetime({ offset: true });

export const COVERAGES = ['complete', 'partial', 'blocked', 'failed'] as const;

/**
 * One observation of one account: what all sources of one visit say together. This is the line that `xuncha check --json`
 * prints, that the store keeps and that `judge --observations` reads. Members that only this program writes are optional.
 */
export const Observation = z.object({
  accountId: z.string(),
  platform: z.string(),
  observedAt: time,
  coverage: z.enum(COVERAGES),
  status: z.enum(ACCOUNT_STATUSES),
  displayName: z.string().nullable(),
  subject: z.object({
    kind: z.enum(SUBJECT_KINDS),
    label: z.string().nullable(),
    strength: z.enum(['strong', 'weak']).optional(),
  }),
  /** null where no dated post was seen; `lower` where newer posts may exist that these views hide */
  lastPost: z
    .object({
      at: time,
      precision: z.enum(PRECISIONS),
      bound: z.enum(['exact', 'lower']),
      url: z.string().nullable().optional(),
    })
    .nullable(),
  postCount: z.number().int().nullable().optional(),
  /** the count that two sources of this visit reached, each by itself; null: fewer than two count */
  countByTwo: z.number().int().nullable().optional(),
  neverPosted: z.boolean(),
  /** "nothing newer than lastPost" is itself proven */
  canAssertNoUpdate: z.boolean(),
  interaction: z.object({
    comments: yesNoUnknown,
    directMessage: yesNoUnknown,
    menu: yesNoUnknown,
    autoReply: yesNoUnknown,
  }),
  app: z
    .object({
      stores: z.array(
        z.object({
          store: z.string(),
          listing: z.enum(LISTINGS),
          artifact: z.enum(ARTIFACTS),
          reason: z.string().nullable().optional(),
          version: z.string().nullable().optional(),
          updatedAt: time.nullable().optional(),
          developer: z.string().nullable().optional(),
        }),
      ),
    })
    .nullable()
    .optional(),
  sources: z.array(
    z.object({
      source: z.string(),
      outcome: z.enum(OUTCOMES),
      httpStatus: z.number().int().nullable().optional(),
      /** `sha256:…` of the answer that this source's statements were read from */
      evidence: z.string().nullable().optional(),
      detail: z.string().optional(),
      view: z.string().optional(),
      /** the newest believable post that this source showed; null where it showed none */
      newestAt: time.nullable().optional(),
      /** all answers of this source, with the passages that carry its statements */
      proofs: z
        .array(
          z.object({
            hash: z.string(),
            url: z.string(),
            fetchedAt: time,
            httpStatus: z.number().int().nullable(),
            excerpt: z.string().nullable(),
          }),
        )
        .optional(),
    }),
  ),
  /** posts seen in this visit, newest first, at most 50; kept for frequency and backdating */
  posts: z
    .array(
      z.object({
        at: time,
        precision: z.enum(PRECISIONS),
        url: z.string().nullable(),
        title: z.string().nullable(),
        pushed: z.boolean().optional(),
      }),
    )
    .optional(),
  /** who proved the absence of newer posts, or why nobody could */
  absence: z
    .object({
      by: z.array(z.string()),
      why: z.string().nullable(),
      /** other sources that end with the very same post, and so bear the proof out */
      with: z.array(z.string()).optional(),
    })
    .optional(),
  /** the platform's words for a status, and where an account moved to */
  statusText: z.string().nullable().optional(),
  /** the sources that saw the mark of this status */
  statusBy: z.array(z.string()).optional(),
  movedTo: z.string().nullable().optional(),
  /** page that a person opens to see for themselves */
  page: z.string().nullable().optional(),
});
export type Observation = z.infer<typeof Observation>;

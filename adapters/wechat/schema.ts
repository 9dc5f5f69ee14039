import { z } from 'zod';

/** Only the fields that are read; everything else in an answer may come and go. */

/** Reads JSON of one shape; null where the text is none. */
export function jsonOf<Shape extends z.ZodType>(text: string, shape: Shape): z.infer<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Ids come as numbers and as texts. */
const id = z.union([z.string(), z.number()]).transform(String);
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || null);

/** `GET /api/query` of Wechat2RSS */
export const QueryAnswer = z.object({
  err: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  data: z
    .array(
      z.object({
        biz_id: id,
        biz_name: optionalText,
        title: optionalText,
        link: optionalText,
        created: z
          .string()
          .nullish()
          .transform((text) => text ?? ''),
      }),
    )
    .nullable(),
});

/** `GET /login/list` of Wechat2RSS */
export const LoginList = z.object({
  err: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  data: z.array(z.object({ available: z.boolean(), needCheck: z.boolean() })),
});

/** Unix seconds, as a number or as digits; small enough to be a moment at all. */
export const unixSeconds = z
  .union([z.number().int().positive(), z.string().regex(/^\d+$/).transform(Number)])
  .refine((seconds) => seconds < 100_000_000_000);

const albumItem = z.object({
  create_time: unixSeconds,
  title: optionalText,
  url: optionalText,
  key: optionalText,
});

/** `GET /mp/appmsgalbum?action=getalbum&f=json`. All scalars are texts; one article alone is an object, not a list. */
export const AlbumAnswer = z.object({
  base_resp: z.object({ ret: z.number() }),
  getalbum_resp: z
    .object({
      article_list: z
        .union([z.array(albumItem), albumItem.transform((item) => [item])])
        .nullish()
        .transform((list) => list ?? []),
      base_info: z.object({ nickname: optionalText, username: optionalText }).nullish(),
      continue_flag: optionalText,
    })
    .nullish(),
});
export type AlbumAnswer = z.infer<typeof AlbumAnswer>;

/** `GET /feeds/` of wewe-rss */
export const WeweFeedList = z.array(z.object({ id: z.string(), syncTime: unixSeconds.nullish().catch(null) }));

/** `GET /api/v1/wx/mps/<id>` of we-mp-rss */
export const WerssRow = z.object({
  code: z.literal(0),
  data: z.object({ faker_id: optionalText, sync_time: unixSeconds.nullish().catch(null) }),
});

/** An error of we-mp-rss, as its words: `{"detail":{"code":…,"message":…}}`, `{"detail":…}`, `{"code":40402,"message":…}` */
export const WerssError = z.union([
  z.object({ detail: z.object({ message: z.string() }) }).transform(({ detail }) => detail.message),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
  z.object({ code: z.number().refine((code) => code !== 0), message: z.string() }).transform(({ message }) => message),
]);

/** `GET /web/mp/articles` of WeRead */
export const WereadArticles = z.object({
  reviews: z.array(
    z.object({
      subReviews: z.array(
        z.object({
          reviewId: z.string(),
          review: z
            .object({
              createTime: unixSeconds.nullish().catch(null),
              mpInfo: z.object({ time: unixSeconds.nullish().catch(null), title: optionalText.catch(null) }).nullish(),
            })
            .nullish(),
        }),
      ),
    }),
  ),
});

/** A refusal of WeRead, with HTTP 200, 401 or 499 */
export const WereadError = z
  .union([
    z.object({ errcode: z.number() }),
    z.object({ errCode: z.number() }).transform(({ errCode }) => ({ errcode: errCode })),
  ])
  .refine(({ errcode }) => errcode < 0);

/** `GET /cgi-bin/searchbiz` */
export const SearchAnswer = z.object({
  base_resp: z.object({ ret: z.number() }),
  list: z
    .array(
      z.object({
        fakeid: z.string(),
        nickname: z.string(),
        alias: z.string().nullish().catch(null),
        verify_status: z.number().nullish().catch(null),
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
});

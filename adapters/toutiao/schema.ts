import { z } from 'zod';

/** What the answers of the web pages of Toutiao must look like, as far as they are read. Unknown members are ignored. */

const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform((value) => value === true || value === 1);
const count = z.number().int().nonnegative();

/** JSON inside JSON: `{"auth_type":"3","auth_info":"…官方账号","other_auth":{…}}`; empty where there is none */
const certificate = z.string().transform((text, context) => {
  if (text === '') return { auth_type: '', auth_info: '' };
  try {
    const read = z.object({ auth_type: z.coerce.string(), auth_info: z.string() }).safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // told below
  }
  context.addIssue({ code: 'custom', message: 'userAuthInfo' });
  return z.NEVER;
});

/** `script#RENDER_DATA` of the profile page */
export const RenderData = z.object({
  data: z.object({
    /** the token that this page is about */
    token: z.string().optional(),
    profileUserInfo: z
      .object({
        userId: z.coerce.string().optional(),
        name: z.string().min(1),
        userVerified: flag.optional(),
        userAuthInfo: certificate.optional().catch(undefined),
        publishCount: count.optional().catch(undefined),
      })
      .optional(),
  }),
});
export type UserInfo = NonNullable<z.infer<typeof RenderData>['data']['profileUserInfo']>;

/** the owner of an item stands in another place for each kind of item */
const owner = z.object({ user_id: z.string().optional(), ban_status: z.boolean().optional() });
export const FeedItem = z
  .object({
    cell_type: z.number(),
    id: z.string().optional(),
    group_id: z.string().optional(),
    title: z.string().nullish(),
    content: z.string().nullish(),
    /** unix seconds, the time of the post; `behot_time` is a ranking time and may be newer */
    publish_time: count.positive(),
    is_stick: flag.catch(false),
    ban_comment: flag.catch(false),
    comment_count: count.catch(0),
    itemCell: z.object({ actionCtrl: z.object({ banComment: flag.catch(false) }).optional() }).nullish(),
    user_info: owner.nullish(),
    user: owner.extend({ info: owner.nullish() }).nullish(),
  })
  .transform((item) => ({
    ...item,
    itemId: item.group_id ?? item.id,
    ownerToken: item.user_info?.user_id ?? item.user?.user_id ?? item.user?.info?.user_id,
    isOwnerBanned: item.user?.info?.ban_status ?? item.user?.ban_status ?? item.user_info?.ban_status ?? false,
    isCommentClosed: item.ban_comment || item.itemCell?.actionCtrl?.banComment === true,
  }));
export type FeedItem = z.infer<typeof FeedItem>;

/** GET /api/pc/list/user/feed, /api/pc/list/feed */
export const FeedAnswer = z.object({
  message: z.string(),
  data: z.array(z.unknown()).nullable(),
  has_more: flag.catch(false),
  /** 0 for visitors */
  login_status: z.number().optional(),
});

/** POST /api/pc/user/fans_stat */
export const FansAnswer = z.object({
  message: z.literal('success'),
  data: z.object({ fans: z.coerce.number().int().nonnegative() }),
});

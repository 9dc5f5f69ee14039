import { z } from 'zod';

/** What the answers of the web pages of Douyin must look like, as far as they are read. Unknown members are ignored. */

const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform((value) => value === true || value === 1);
const count = z.number().int().nonnegative();
/** a JSON string whose shape varies (`""`, `"{}"`, absent); what cannot be read says nothing */
const certificate = z
  .string()
  .transform((text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return {};
    }
  })
  .pipe(z.object({ label_text: z.string().catch(''), is_biz_account: z.number().catch(0) }).catch(noCertificate()));
function noCertificate() {
  return { label_text: '', is_biz_account: 0 };
}

/** every answer: 0 is good, anything else a refusal with a text */
export const Envelope = z.object({
  status_code: z.number(),
  status_msg: z.string().nullish(),
});

/** GET /aweme/v1/web/user/profile/other/ */
export const ProfileAnswer = z.object({
  user: z.object({
    sec_uid: z.string(),
    nickname: z.string(),
    signature: z.string().catch(''),
    aweme_count: count.optional(),
    /** certification text of an organisation (blue V) */
    enterprise_verify_reason: z.string().optional(),
    /** certification text of a person (yellow V) */
    custom_verify: z.string().optional(),
    account_cert_info: certificate.optional(),
    is_gov_media_vip: z.boolean().catch(false),
    secret: flag.catch(false),
    user_deleted: z.boolean().catch(false),
    is_ban: z.boolean().catch(false),
    user_canceled: z.boolean().catch(false),
    special_state_info: z
      .object({ special_state: z.number(), title: z.string().catch(''), content: z.string().catch('') })
      .nullish(),
    message_chat_entry: z.boolean().optional(),
  }),
});
export type Profile = z.infer<typeof ProfileAnswer>['user'];

/**
 * One work. Whether it counts (advertisement, deleted, private) must be readable: a work without these members is not
 * guessed at.
 */
export const Work = z.object({
  aweme_id: z.string().regex(/^\d+$/),
  /** unix seconds */
  create_time: count,
  desc: z.string().catch(''),
  is_top: flag,
  is_ads: z.boolean(),
  author: z.object({ sec_uid: z.string() }),
  cooperation_info: z.object({ co_creators: z.array(z.object({ sec_uid: z.string().catch('') })).nullish() }).nullish(),
  status: z.object({
    is_delete: z.boolean(),
    is_prohibited: z.boolean(),
    in_reviewing: z.boolean(),
    private_status: z.number(),
  }),
  statistics: z.object({ comment_count: count.catch(0) }).optional(),
  aweme_control: z.object({ can_show_comment: z.boolean().optional() }).nullish(),
  images: z.array(z.unknown()).nullish(),
});
export type Work = z.infer<typeof Work>;

/** GET /aweme/v1/web/aweme/post/ */
export const WorksAnswer = z.object({
  aweme_list: z.array(z.unknown()).nullable(),
  has_more: flag,
  /** shown to visitors whose list is cut; nothing guarantees that it is there */
  not_login_module: z.object({ guide_login_tip_exist: z.boolean().catch(false) }).nullish(),
});

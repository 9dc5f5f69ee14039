import { z } from 'zod';
import { unixSeconds } from './schema.ts';

/** Answers of api.weixin.qq.com. Every one of them may be `{"errcode":…,"errmsg":…}` instead, with HTTP 200. */
export const OfficialError = z.object({
  errcode: z.number().refine((code) => code !== 0),
  errmsg: z.string().nullish(),
});

const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

/** `POST /cgi-bin/stable_token`, `POST /cgi-bin/component/api_component_token`, `…/api_authorizer_token` */
export const StableToken = z.object({ access_token: z.string().min(1) }).transform((answer) => answer.access_token);
export const ComponentToken = z
  .object({ component_access_token: z.string().min(1) })
  .transform((answer) => answer.component_access_token);
export const AuthorizerToken = z
  .object({ authorizer_access_token: z.string().min(1) })
  .transform((answer) => answer.authorizer_access_token);

/** `POST /cgi-bin/component/api_get_authorizer_info` */
export const AuthorizerInfo = z
  .object({
    authorizer_info: z.object({
      nick_name: text,
      user_name: text,
      principal_name: text,
      account_status: z.number().nullish(),
    }),
  })
  .transform((answer) => answer.authorizer_info);
export type AuthorizerInfo = z.infer<typeof AuthorizerInfo>;

/** `GET /cgi-bin/account/getaccountbasicinfo` */
export const BasicInfo = z.object({
  appid: text,
  nickname: text,
  principal_name: text,
  principal_type: z.number().nullish(),
  customer_type: z.number().nullish(),
});
export type BasicInfo = z.infer<typeof BasicInfo>;

/** `POST /cgi-bin/freepublish/batchget` */
export const FreePublish = z.object({
  total_count: z.number(),
  item: z
    .array(
      z.object({
        update_time: unixSeconds.nullish().catch(null),
        content: z
          .object({
            news_item: z
              .array(
                z.object({
                  title: text,
                  url: text,
                  is_deleted: z.boolean().nullish(),
                  need_open_comment: z.number().nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish()
    .transform((items) => items ?? []),
});
export type FreePublish = z.infer<typeof FreePublish>;

/** `GET /cgi-bin/get_current_selfmenu_info` */
export const MenuInfo = z.object({
  is_menu_open: z.number(),
  selfmenu_info: z.object({ button: z.array(z.unknown()).nullish() }).nullish(),
});
export type MenuInfo = z.infer<typeof MenuInfo>;

/** `GET /cgi-bin/get_current_autoreply_info` */
export const AutoReplyInfo = z.object({
  is_add_friend_reply_open: z.number(),
  is_autoreply_open: z.number(),
  keyword_autoreply_info: z.object({ list: z.array(z.unknown()).nullish() }).nullish(),
});
export type AutoReplyInfo = z.infer<typeof AutoReplyInfo>;

/**
 * WeChat article pages as a visitor gets them, and the pages that stand in their place. Variables and their spellings
 * follow the recorded pages of wechat-article-exporter (layouts 0, 8 and 10); every page answers 200.
 */
import { articleMid } from '../ids.ts';
import { escapeHtml } from '../platform.ts';
import type { Shown, ShownPost } from '../shown.ts';
import { minuteText, seconds } from '../times.ts';
import type { ReplicaPost, WechatAccount } from '../world.ts';

/** item_show_type */
const LAYOUT: { readonly [K in NonNullable<ReplicaPost['kind']>]?: number } = {
  article: 0,
  video: 5,
  images: 8,
  text: 10,
};
/** what stands in place of the name of a frozen account */
export const FROZEN_NAME = '该帐号已冻结';

/** the inside of a JavaScript string as WeChat writes it: `&` and angle brackets as `\\x26` and so on */
function scriptText(text: string): string {
  return text.replace(/[\\'"&<>\r\n]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
const decode = (text: string) => `JsDecode('${scriptText(text)}')`;

export function ghIdOf(account: WechatAccount): string {
  return account.handle.ghId ?? `gh_${Buffer.from(account.handle.biz).toString('hex').slice(-12)}`;
}
function verifyStatus(account: WechatAccount): number {
  const kind = account.subject?.kind ?? 'government';
  return kind === 'personal' || kind === 'unverified' ? 0 : 2;
}

export function articlePage(shown: Shown<WechatAccount>, post: ShownPost): string {
  const { account } = shown;
  const name = shown.state === 'frozen' ? FROZEN_NAME : shown.name;
  const layout = LAYOUT[post.kind ?? 'article'] ?? 0;
  const published = seconds(post.instant);
  const minute = minuteText(post.instant);
  const edited = post.editedAt === undefined ? 0 : seconds(Temporal.Instant.from(post.editedAt));
  const server = seconds(shown.now);
  const title = post.title ?? '示例标题';
  const comments = account.interaction?.comments === false ? 0 : (post.comments ?? 0);
  const gh = ghIdOf(account);
  // only ordinary articles repeat the time in variables of their own
  const ownVariables =
    layout !== 0
      ? ''
      : `<script type="text/javascript" nonce="">
  var biz = "${account.handle.biz}" || "";
  var mid = "${articleMid(account, post)}" || "" || "";
  var idx = "1" || "" || "";
  var user_name = "${gh}";
  var nickname = htmlDecode("${escapeHtml(name)}");
  var ct = "${published}";
  var create_time = "${published}" * 1;
  var createTime = '${minute}';
  var modify_time = "${edited || ''}" * 1;
  var svr_time = "${server}" * 1;
  var comment_id = '4247234702597603332' || '0';
  var comment_enabled = "" * 1;
  window.alias = "${account.handle.alias ?? ''}" || "";
</script>`;
  const body =
    layout !== 0
      ? ''
      : `<div class="rich_media_content"><h1 class="rich_media_title" id="activity-name">${escapeHtml(title)}</h1>
<div id="meta_content"><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">${escapeHtml(name)}</a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;"><p>示例正文。</p></div></div>`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta property="og:title" content="${escapeHtml(title)}" /><meta property="og:site_name" content="微信公众平台" /><title></title></head>
<body id="activity-detail" class="zh_CN">
${body}
${ownVariables}
<script type="text/javascript" nonce="">
  window.cgiDataNew = {
    svr_time: '${server}' * 1,
    ori_create_time: '${published}' * 1,
    ori_send_time: '${published}' * 1,
    create_timestamp: '${published}' * 1,
    create_time: ${decode(minute)},
    modify_time: '${edited}' * 1,
    bizuin: ${decode(account.handle.biz)},
    user_name: ${decode(gh)},
    nick_name: ${decode(name)},
    alias: ${decode(account.handle.alias ?? '')},
    title: ${decode(title)},
    mid: '${articleMid(account, post)}' * 1,
    idx: '1' * 1,
    type: '${post.pushed === false ? 10002 : 9}' * 1,
    item_show_type: '${layout}' * 1,
    new_service_type: '1' * 1,
    verify_status: '${verifyStatus(account)}' * 1,
    comment_id: ${decode('4247234702597603332')},
    show_comment: '0' * 1,
    rt_biz_info: { elected_comment_total_cnt: '${comments}' * 1 },
    comment_enabled: '' * 1,
    user_uin: '0' * 1,
    del_reason_id: '0' * 1,
    ip_wording: { country_name: ${decode('中国')}, province_name: ${decode('示例省')} },
  };
</script></body></html>
`;
}

function notice(heading: string, more = '', script = ''): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>
<script nonce="">window.LANG = "zh_CN"; var biz = '' || ''; var mid = '' || '' || '';</script></head>
<body class="zh_CN"><div class="weui-msg"><div class="weui-msg__icon-area"><i class="weui-icon-warn weui-icon_msg-primary"></i></div>
<div class="weui-msg__text-area">${heading}${more}</div></div>${script}</body></html>
`;
}
const heading = (text: string) => `<h2 class="weui-msg__title">${text}</h2>`;

export const DELETED = notice('<div class="weui-msg__title warn">该内容已被发布者删除</div>');
export const BANNED = notice(heading('此帐号已被屏蔽, 内容无法查看'));
export const CANCELLED = notice(heading('此账号已自主注销，内容无法查看'));
export const MIGRATING = notice(heading('此帐号处于帐号迁移流程中'));
/** also the answer to a link that never was */
export const BAD_LINK = notice(heading('参数错误'));
export const LINK_EXPIRED = notice(heading('链接已过期'));
export const TOO_FREQUENT = notice(heading('访问过于频繁，请用微信扫描二维码进行访问'));
export const CAPTCHA = notice(
  heading('环境异常'),
  '<p class="weui-msg__desc">当前环境异常，完成验证后即可继续访问。</p><a class="weui-btn weui-btn_primary" id="js_verify" href="javascript:;">去验证</a>',
);

export function migratedPage(target: string): string {
  return notice(
    heading('该公众号已迁移'),
    '<div class="weui-msg__desc">该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。</div><a id="js_access_msg" class="weui-btn weui-btn_primary" href="javascript:;">访问文章</a>',
    `<script>var transferTargetLink = '${escapeHtml(target)}';</script>`,
  );
}

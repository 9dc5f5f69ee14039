/** Pages of WeChat in the shapes that are on record, about an invented account. */

/** base64 of 3000111222 */
export const BIZ = 'MzAwMDExMTIyMg==';
export const NUMBER = '3000111222';
export const GH_ID = 'gh_00aa11bb22cc';
export const NAME = '示例区融媒';

export interface ArticleParts {
  readonly biz?: string;
  readonly ghId?: string;
  readonly name?: string;
  /** unix seconds */
  readonly seconds?: number;
  /** Beijing time to the minute */
  readonly minute?: string;
  readonly modified?: number;
  readonly type?: number;
  readonly comments?: number;
  readonly verify?: number;
  readonly serverTime?: number;
  readonly text?: string;
  readonly card?: string;
  readonly more?: string;
}

/** 2026-11-18T09:20:30+08:00 */
export const SECONDS = 1794964830;
export const MINUTE = '2026-11-18 09:20';

/** The layout of picture and text messages: `cgiDataNew` alone, no `var ct`. */
export function article(parts: ArticleParts = {}): string {
  const { biz = BIZ, ghId = GH_ID, name = NAME, seconds = SECONDS, minute = MINUTE } = parts;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="示例：一则通知" /></head>
<body class="zh_CN"><div id="js_content"><p>${parts.text ?? '示例正文'}</p></div>
<script nonce="" reportloaderror>
  window.cgiDataNew = {
    svr_time: '${parts.serverTime ?? 1795201200}' * 1, ori_create_time: '${seconds}' * 1, ori_send_time: '${seconds}' * 1,
    create_timestamp: '${seconds}' * 1, create_time: JsDecode('${minute}'), modify_time: '${parts.modified ?? 0}' * 1,
    ${parts.card ?? ''}
    bizuin: JsDecode('${biz}'), user_name: '${ghId}', nick_name: JsDecode('${name}'),
    type: '${parts.type ?? 9}' * 1, item_show_type: '8' * 1, verify_status: '${parts.verify ?? 2}' * 1,
    rt_biz_info: { elected_comment_total_cnt: '${parts.comments ?? 0}' * 1 }, comment_enabled: '' * 1, user_uin: '0' * 1,
    ${parts.more ?? ''}
  };
</script></body></html>`;
}

/** The old layout alone, as in a stored page of a frozen account. */
export function oldArticle(name: string): string {
  return `<!DOCTYPE html><html><body class="zh_CN"><a id="js_name">${name}</a>
<script>var biz = "${BIZ}" || ""; var user_name = "${GH_ID}";
var nickname = htmlDecode("${name}");
var ct = "${SECONDS}"; var createTime = '${MINUTE}';</script></body></html>`;
}

export function notice(title: string, script = ''): string {
  return `<!DOCTYPE html><html><head><title></title><script>window.LANG = "zh_CN"; var biz = '' || '';</script></head>
<body class="zh_CN"><div class="weui-msg"><div class="weui-msg__text-area"><h2 class="weui-msg__title">${title}</h2></div></div>${script}</body></html>`;
}

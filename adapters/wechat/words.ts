import type { StatusMark } from '../../src/model/sighting.ts';

/** 帐 and 账 are both in use. */
const ACCOUNT = '[帐账]号';

/**
 * Words that WeChat puts in the place of an account's name. The whole name must be these words: an account may well be
 * called 防冻结提醒.
 */
const NAME_STATES: readonly [RegExp, StatusMark['status']][] = [
  [new RegExp(`^该?${ACCOUNT}已冻结$`), 'frozen'],
  [new RegExp(`^该?${ACCOUNT}已(?:系统|自主)?注销$`), 'cancelled'],
  [/^(?:已)?自主注销$/, 'cancelled'],
  [new RegExp(`^该?${ACCOUNT}已被系统回收$`), 'cancelled'],
  [new RegExp(`^该公众号已迁移至新${ACCOUNT}$`), 'migrated'],
  [/^transfer_[0-9a-z_]+$/i, 'migrated'],
];

/** The state that stands in the place of a name, or null where it is a name. */
export function stateOfName(name: string): StatusMark | null {
  const found = NAME_STATES.find(([words]) => words.test(name.trim()));
  return found ? { status: found[1], text: `名称处显示“${name.trim()}”` } : null;
}

/** The name as it may be reported: neither words about a state nor text that came in a wrong encoding. */
export function presentName(text: string | null | undefined): string | null {
  const name = text?.trim() ?? '';
  return name === '' || /[\p{Cc}\uFFFD]/u.test(name) || stateOfName(name) ? null : name;
}

/** What a page says that stands in place of an article. */
export type NoticeKind =
  | { readonly kind: 'account'; readonly status: StatusMark['status'] }
  /** says nothing of the account */
  | { readonly kind: 'article-gone' }
  | { readonly kind: 'bad-link' }
  | { readonly kind: 'try-later' }
  | { readonly kind: 'kept-out'; readonly outcome: 'captcha' | 'throttled' };

/** Titles of such pages, by their beginning. Sources: README. */
const NOTICES: readonly [RegExp, NoticeKind][] = [
  [/^该公众号已迁移/, { kind: 'account', status: 'migrated' }],
  [
    new RegExp(`^此${ACCOUNT}(?:已申请${ACCOUNT}迁移|处于${ACCOUNT}迁移流程中)`),
    { kind: 'account', status: 'migrating' },
  ],
  [new RegExp(`^此${ACCOUNT}已自主注销`), { kind: 'account', status: 'cancelled' }],
  [
    new RegExp(`^此${ACCOUNT}被投诉且经审核涉嫌侵权[。，,]?\\s*此${ACCOUNT}已注销`),
    { kind: 'account', status: 'cancelled' },
  ],
  [new RegExp(`^此${ACCOUNT}已被屏蔽`), { kind: 'account', status: 'banned' }],
  [/^该内容已被发布者删除/, { kind: 'article-gone' }],
  [/^The content has been deleted by the author/i, { kind: 'article-gone' }],
  [/^此内容因违规无法查看/, { kind: 'article-gone' }],
  [/^此内容(?:发送失败无法查看|被投诉且经审核涉嫌侵权|被多人投诉)/, { kind: 'article-gone' }],
  [/^该内容暂时无法查看/, { kind: 'try-later' }],
  [/^参数错误/, { kind: 'bad-link' }],
  [/^链接已过期/, { kind: 'bad-link' }],
  [/^(?:当前)?环境异常/, { kind: 'kept-out', outcome: 'captcha' }],
  [/^(?:你的|您的)?访问过于频繁/, { kind: 'kept-out', outcome: 'throttled' }],
  [/^(?:已停止访问该网页|请在微信客户端打开链接)/, { kind: 'kept-out', outcome: 'captcha' }],
];

/** @param title the title of the notice, without markup */
export function noticeOf(title: string): NoticeKind | null {
  const text = title.replace(/\s+/g, ' ').trim();
  return NOTICES.find(([words]) => words.test(text))?.[1] ?? null;
}

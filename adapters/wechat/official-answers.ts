import type { Post, StatusMark, Subject, SubjectKind } from '../../src/model/sighting.ts';
import { fromUnixSeconds } from '../../src/time/calendar.ts';
import { articleLink } from './link.ts';
import type { AuthorizerInfo, AutoReplyInfo, BasicInfo, FreePublish, MenuInfo } from './official-schema.ts';

/** 1 正常, 14 已注销, 16 已封禁, 18 已告警, 19 已冻结; a number that is not among these is no mark. */
const STATUSES: Readonly<Record<number, StatusMark['status']>> = {
  1: 'normal',
  14: 'cancelled',
  16: 'banned',
  18: 'normal',
  19: 'frozen',
};

export function statusOf(info: AuthorizerInfo): StatusMark | null {
  const status = STATUSES[info.account_status ?? -1];
  return status ? { status, text: `官方接口 account_status = ${info.account_status}` } : null;
}

/** 0 未认证 … 15 个人; the finer of two divisions */
const CUSTOMER_TYPES: Readonly<Record<number, SubjectKind>> = {
  0: 'unverified',
  1: 'enterprise',
  2: 'media',
  3: 'government',
  4: 'organisation',
  5: 'organisation',
  6: 'enterprise',
  8: 'organisation',
  9: 'media',
  11: 'institution',
  12: 'enterprise',
  14: 'enterprise',
  15: 'personal',
};
/** 0 个人, 1 企业, 2 媒体, 3 政府, 4 其他组织 */
const PRINCIPAL_TYPES: Readonly<Record<number, SubjectKind>> = {
  0: 'personal',
  1: 'enterprise',
  2: 'media',
  3: 'government',
  4: 'organisation',
};

/** Two divisions that contradict each other about a person leave it open. */
export function subjectOf(basic: BasicInfo): Subject | null {
  const customer = CUSTOMER_TYPES[basic.customer_type ?? -1];
  const principal = PRINCIPAL_TYPES[basic.principal_type ?? -1];
  const kind = customer === undefined || customer === 'unverified' ? (principal ?? customer) : customer;
  const contradicts = customer !== undefined && principal !== undefined && customer !== 'unverified';
  const open = contradicts && (customer === 'personal') !== (principal === 'personal');
  if (kind === undefined && basic.principal_name === null) return null;
  return { kind: open ? 'unknown' : (kind ?? 'unknown'), label: basic.principal_name };
}

export interface PublishedList {
  readonly posts: readonly Post[];
  readonly undated: number;
  readonly commentsOpen: boolean;
}

/** `update_time`, unix seconds, of each publication that still has an article. */
export function publishedList(answer: FreePublish): PublishedList {
  const alive = answer.item.flatMap((item) => {
    const news = (item.content?.news_item ?? []).filter((one) => one.is_deleted !== true);
    return news.length === 0 ? [] : [{ updateTime: item.update_time, news }];
  });
  const posts = alive.flatMap(({ updateTime, news }): Post[] => {
    if (!updateTime) return [];
    const at = fromUnixSeconds(updateTime);
    const [first] = news;
    return [{ at, precision: 'second', url: first?.url ? articleLink(first.url) : null, title: first?.title ?? null }];
  });
  const commentsOpen = alive.some(({ news }) => news.some((one) => one.need_open_comment === 1));
  return { posts, undated: alive.length - posts.length, commentsOpen };
}

export function hasMenu(answer: MenuInfo): 'yes' | 'no' {
  return answer.is_menu_open === 1 && (answer.selfmenu_info?.button?.length ?? 0) > 0 ? 'yes' : 'no';
}

/** Never a no: an owner who answers by a server of his own is not visible here. */
export function repliesBySetting(answer: AutoReplyInfo): boolean {
  const keywords = answer.keyword_autoreply_info?.list?.length ?? 0;
  return answer.is_add_friend_reply_open === 1 || answer.is_autoreply_open === 1 || keywords > 0;
}

import type { Post } from '../../src/model/sighting.ts';
import { checkedByIdTime, snowflakeTime } from '../id-time.ts';
import type { Trouble } from './profile.ts';
import { FeedAnswer, FeedItem } from './schema.ts';

/** kinds of items that are posts; others (questions, collections) have no known shape */
const PATH_OF_KIND: Readonly<Record<number, string>> = { 0: 'video', 49: 'video', 32: 'w', 60: 'article' };

/** One page of the list of an account's works. */
export interface FeedReading {
  readonly read: true;
  /** articles, short posts and videos of the account itself */
  readonly posts: readonly Post[];
  readonly listed: number;
  /** entries whose shape or kind is not known; the list is not whole with them */
  readonly unread: number;
  readonly foreign: number;
  /** nobody is logged in; undefined where the answer does not say */
  readonly isVisitor: boolean | undefined;
  /** some item carries `ban_status: true`, a flag that nobody has explained yet */
  readonly hasBanFlag: boolean;
  readonly commented: number;
  readonly commentsClosed: number;
}
export type FeedResult = FeedReading | ({ readonly read: false } & Trouble);

/** Reads one answer of the list. Its order is not that of time, so all of it is read. */
export function parseFeed(status: number, text: string, token: string): FeedResult {
  if (status === 403 || status === 418 || status === 429) return failed('throttled', `HTTP ${status}`);
  if (status >= 500) return failed('upstream-error', `HTTP ${status}`);
  if (text.trim() === '') return failed('captcha', '内容为空，平台拒绝了访客');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed('layout-changed', '不是 JSON');
  }
  const answer = FeedAnswer.safeParse(json);
  if (!answer.success) return failed('layout-changed', '没有 message 或 data');
  const { message, data } = answer.data;
  if (message !== 'success' || data === null)
    return failed('upstream-error', `平台没有给出列表（message: ${message}）`);
  const items = data.flatMap((entry) => {
    const item = FeedItem.safeParse(entry);
    return item.success && item.data.ownerToken !== undefined ? [item.data] : [];
  });
  if (data.length > 0 && items.length === 0) return failed('layout-changed', '没有一条内容能够读出');
  const own = items.filter((item) => item.ownerToken === token);
  const posts = own.flatMap((item) => postOf(item) ?? []);
  return {
    read: true,
    posts,
    listed: data.length,
    unread: data.length - items.length + own.length - posts.length,
    foreign: items.length - own.length,
    isVisitor: answer.data.login_status === undefined ? undefined : answer.data.login_status === 0,
    hasBanFlag: own.some((item) => item.isOwnerBanned),
    commented: own.filter((item) => item.comment_count > 0 && !item.isCommentClosed).length,
    commentsClosed: own.filter((item) => item.isCommentClosed).length,
  };
}

function postOf(item: FeedItem): Post | null {
  const path = PATH_OF_KIND[item.cell_type];
  if (path === undefined || item.itemId === undefined || !/^\d+$/.test(item.itemId)) return null;
  const idTime = snowflakeTime(item.itemId);
  const stated = Temporal.Instant.fromEpochMilliseconds(item.publish_time * 1000);
  return {
    at: checkedByIdTime(stated, idTime),
    precision: 'second',
    url: `https://www.toutiao.com/${path}/${item.itemId}/`,
    title: item.title || item.content || null,
    pinned: item.is_stick,
    ...(idTime === null ? {} : { idTime }),
  };
}

function failed(outcome: Trouble['outcome'], detail: string): FeedResult {
  return { read: false, outcome, detail: `作品列表：${detail}` };
}

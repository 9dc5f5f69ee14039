import type { Post } from '../../src/model/sighting.ts';
import { checkedByIdTime, snowflakeTime } from '../id-time.ts';
import { openEnvelope, type Trouble } from './answer.ts';
import { Work, WorksAnswer } from './schema.ts';

/** One page of the list of works, as far as it concerns one account. */
export interface WorksReading {
  readonly read: true;
  /** works of the account that count, pinned ones among them */
  readonly posts: readonly Post[];
  /** null: the list itself was withheld (closed and private accounts look alike here) */
  readonly listed: number | null;
  readonly hasMore: boolean;
  /** entries whose shape is not known; the list is not whole with them */
  readonly unread: number;
  readonly asksToLogIn: boolean;
  /** works with comments, and works whose comments are shown to nobody */
  readonly commented: number;
  readonly commentsHidden: number;
}
export type WorksResult = WorksReading | ({ readonly read: false } & Trouble);

/** Reads one answer of /aweme/v1/web/aweme/post/ for the account that was asked for. */
export function parseWorks(status: number, text: string, secUid: string): WorksResult {
  const opened = openEnvelope(status, text, '作品列表');
  if ('trouble' in opened) return { read: false, ...opened.trouble };
  const answer = WorksAnswer.safeParse(opened.json);
  if (!answer.success)
    return { read: false, outcome: 'layout-changed', detail: '作品列表：没有 aweme_list 或 has_more' };
  const list = answer.data.aweme_list ?? [];
  const readable = list.flatMap((entry) => {
    const work = Work.safeParse(entry);
    return work.success ? [work.data] : [];
  });
  const unread = list.length - readable.length;
  if (list.length > 0 && readable.length === 0) {
    return { read: false, outcome: 'layout-changed', detail: '作品列表：没有一件作品能够读出' };
  }
  const own = readable.filter((work) => belongsTo(work, secUid) && counts(work));
  return {
    read: true,
    posts: own.map(postOf),
    listed: answer.data.aweme_list === null ? null : list.length,
    hasMore: answer.data.has_more,
    unread,
    asksToLogIn: answer.data.not_login_module?.guide_login_tip_exist === true,
    commented: own.filter((work) => (work.statistics?.comment_count ?? 0) > 0 && showsComments(work) !== false).length,
    commentsHidden: own.filter((work) => showsComments(work) === false).length,
  };
}

/** Works made together (共创) stand under another author and count for all who made them. */
function belongsTo(work: Work, secUid: string): boolean {
  const makers = work.cooperation_info?.co_creators ?? [];
  return work.author.sec_uid === secUid || makers.some((maker) => maker.sec_uid === secUid);
}

function counts({ is_ads: isAdvert, status }: Work): boolean {
  return !isAdvert && !status.is_delete && !status.is_prohibited && !status.in_reviewing && status.private_status === 0;
}

function showsComments(work: Work): boolean | undefined {
  return work.aweme_control?.can_show_comment;
}

function postOf(work: Work): Post {
  const idTime = snowflakeTime(work.aweme_id);
  const stated = Temporal.Instant.fromEpochMilliseconds(work.create_time * 1000);
  const isPictures = (work.images?.length ?? 0) > 0;
  return {
    at: checkedByIdTime(stated, idTime),
    precision: 'second',
    url: `https://www.douyin.com/${isPictures ? 'note' : 'video'}/${work.aweme_id}`,
    title: work.desc === '' ? null : work.desc,
    pinned: work.is_top,
    ...(idTime === null ? {} : { idTime }),
  };
}

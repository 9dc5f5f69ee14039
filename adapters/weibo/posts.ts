import { z } from 'zod';
import type { Post } from '../../src/model/sighting.ts';
import { bidOfMid, checkedByIdTime, weiboMidTime } from '../id-time.ts';
import { Mblog } from './schema.ts';
import { readTime } from './times.ts';

/** What a list of Weibo shows of one account. */
export interface WeiboPosts {
  readonly posts: readonly Post[];
  /** posts of the account that are not pinned; where there are none, only pins are visible and the list is partial */
  readonly ordinary: number;
  /** `created_at` of the newest, as it stands in the answer */
  readonly newestText: string | null;
  /** somebody commented on one of the posts */
  readonly commented: boolean;
  /** entries in the list that this version could not date */
  readonly undated: number;
}

const Card = z.looseObject({
  card_type: z.number(),
  profile_type_id: z.string().optional(),
  mblog: z.unknown().optional(),
  card_group: z.array(z.unknown()).optional(),
});

/**
 * Cards of m.weibo.cn: type 9 is a post, type 11 a group with posts inside, all others are none. A repost is a post by the
 * account; the time of what was reposted and the time of an edit are none of its.
 */
export function postsOfCards(cards: readonly unknown[], uid: string, now: Temporal.Instant): WeiboPosts {
  const entries = cards.flatMap(function flatten(raw): Entry[] {
    const card = Card.safeParse(raw);
    if (!card.success) return [];
    const { card_type, mblog, card_group, profile_type_id = '' } = card.data;
    if (card_type === 9 && mblog !== undefined) return [{ mblog, pinned: profile_type_id.startsWith('proweibotop') }];
    return card_type === 11 ? (card_group ?? []).flatMap(flatten) : [];
  });
  return postsOf(entries, uid, now);
}

/** The `list` of weibo.com/ajax/statuses/mymblog and /ajax/profile/getWaterFallContent. */
export function postsOfList(list: readonly unknown[], uid: string, now: Temporal.Instant): WeiboPosts {
  return postsOf(
    list.map((mblog) => ({ mblog, pinned: false })),
    uid,
    now,
  );
}

interface Entry {
  readonly mblog: unknown;
  readonly pinned: boolean;
}

function postsOf(entries: readonly Entry[], uid: string, now: Temporal.Instant): WeiboPosts {
  const own = entries.flatMap(({ mblog, pinned }) => {
    const parsed = Mblog.safeParse(mblog);
    return parsed.success && isOwn(parsed.data, uid)
      ? [{ mblog: parsed.data, pinned: pinned || isPinned(parsed.data) }]
      : [];
  });
  const dated = own.flatMap(({ mblog, pinned }) => {
    const moment = readTime(mblog.created_at ?? '', now);
    if (!moment) return [];
    const said = describe(mblog, uid);
    // a day or "5分钟前" is too rough to be held against the second that the id names
    const at = moment.precision === 'second' ? checkedByIdTime(moment.at, said.idTime ?? null) : moment.at;
    return [{ mblog, post: { ...said, at, precision: moment.precision, pinned } }];
  });
  const newest = dated.toSorted((a, b) => Temporal.Instant.compare(b.post.at, a.post.at))[0];
  return {
    posts: dated.map(({ post }) => post),
    ordinary: dated.filter(({ post }) => !post.pinned).length,
    newestText: newest?.mblog.created_at ?? null,
    commented: own.some(({ mblog }) => (mblog.comments_count ?? 0) > 0),
    undated: own.length - dated.length,
  };
}

function isOwn(mblog: Mblog, uid: string): boolean {
  const isDeleted = String(mblog.deleted ?? '') === '1' || mblog.state === 7 || mblog.state === 8;
  return !isDeleted && !mblog.isAd && mblog.user?.id === uid;
}

/** Several marks were seen over the years, one of them is enough (weibo-crawler). */
function isPinned(mblog: Mblog): boolean {
  return Boolean(mblog.isTop) || mblog.title?.text === '置顶' || mblog.mblogtype === 2;
}

function describe(mblog: Mblog, uid: string): Pick<Post, 'url' | 'title' | 'idTime'> {
  const mid = mblog.mid ?? mblog.id ?? null;
  const bid = mblog.bid ?? mblog.mblogid ?? (mid === null ? null : bidOfMid(mid));
  const idTime = mid === null ? null : weiboMidTime(mid);
  const title = (mblog.text_raw ?? mblog.text ?? '').replace(/<[^<>]*>/g, '').trim();
  return {
    url: bid === null ? null : `https://weibo.com/${uid}/${bid}`,
    title: title === '' ? null : title.slice(0, 120),
    ...(idTime === null ? {} : { idTime }),
  };
}

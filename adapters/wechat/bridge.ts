import { z } from 'zod';
import type { HostPace } from '../../src/model/adapter.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Post, Sighting, StatusMark } from '../../src/model/sighting.ts';
import type { Feed } from './feed.ts';
import type { WechatHandle } from './handle.ts';
import { accountNumber } from './identity.ts';
import { articleLink } from './link.ts';
import { statedTime } from './stated-time.ts';
import { presentName, stateOfName } from './words.ts';

/** What the settings say of a bridge. */
export const BridgeOptions = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('订阅桥的网址'),
  token: z.string().min(1).optional().describe('订阅桥的访问令牌'),
  timezone: z
    .string()
    .refine(isZone, '不是时区名，例如 Asia/Shanghai')
    .optional()
    .describe('桥上没有写明时区的时间属于哪个时区；缺省为程序的时区'),
});
export type BridgeOptions = z.infer<typeof BridgeOptions> & {
  /** the name that handles use under `feeds`; added to the options when they are used */
  readonly name?: string | null;
};

function isZone(name: string): boolean {
  try {
    Temporal.Now.plainDateISO(name);
    return true;
  } catch {
    return false;
  }
}

export function bridgeHosts(options: BridgeOptions): readonly HostPace[] {
  const host = new URL(options.url).hostname;
  return [{ host, spacingMs: [300, 600], concurrency: 1, why: 'a small server of the office itself' }];
}

/** The account's id on this bridge, or undefined where it is not subscribed there. */
export function feedId(handle: WechatHandle, options: BridgeOptions, kind: string): string | undefined {
  return handle.feeds?.[options.name ?? kind];
}

/** Whether a numeric feed id and the `__biz` in the same handle name two accounts: a slip in the registry. */
export function feedContradictsBiz(handle: WechatHandle, feed: string): boolean {
  const feedNumber = accountNumber(feed);
  const bizNumber = handle.biz ? accountNumber(handle.biz) : null;
  return feedNumber !== null && bizNumber !== null && feedNumber !== bizNumber;
}

export function bridgeUrl(options: BridgeOptions, path: string, query: Readonly<Record<string, string>> = {}): string {
  const base = options.url.replace(/\/+$/, '');
  const search = new URLSearchParams(query).toString();
  return `${base}/${path.replace(/^\/+/, '')}${search === '' ? '' : `?${search}`}`;
}

export function bridgeSecrets(options: BridgeOptions): readonly string[] {
  return options.token ? [options.token] : [];
}

/** A publication is the act of a living account; for about this long it speaks for the account's state. */
const ALIVE_FOR_DAYS = 7;

export interface BridgeView {
  readonly posts: readonly Post[];
  /** entries whose time could not be read */
  readonly undated: number;
  /** the present name as the bridge shows it; null where it shows none or an old one */
  readonly name: string | null;
  /** why the bridge's silence proves nothing tonight; null: nothing speaks against it */
  readonly doubt: string | null;
  readonly evidence: readonly Evidence[];
}

/**
 * What a copy made by a bridge says. It knows pushed posts alone (群发). An empty list is evidence of nothing, and a
 * list with an entry that cannot be read is not whole.
 */
export function bridgeSighting(view: BridgeView, now: Temporal.Instant): Sighting {
  const { posts, undated, name, evidence } = view;
  const doubts = [
    view.doubt,
    posts.length === 0 ? '桥上没有一篇有日期的文章，不能说明任何问题' : null,
    undated > 0 ? `有 ${undated} 篇文章的时间读不出来` : null,
  ].filter((doubt) => doubt !== null);
  const whole = doubts.length === 0;
  const mark = name === null ? null : stateOfName(name);
  const displayName = presentName(name);
  return {
    outcome: 'ok',
    detail: doubts.join('；'),
    httpStatus: 200,
    coverage: whole ? 'complete' : 'partial',
    listIsWhole: whole,
    posts,
    ...statusOf(mark, posts, now),
    ...(displayName ? { displayName } : {}),
    evidence,
  };
}

function statusOf(mark: StatusMark | null, posts: readonly Post[], now: Temporal.Instant): { status?: StatusMark } {
  if (mark) return { status: mark };
  const since = now.subtract({ hours: ALIVE_FOR_DAYS * 24 });
  const alive = posts.some((post) => Temporal.Instant.compare(post.at, since) >= 0);
  return alive ? { status: { status: 'normal', text: '近日有新发布的文章' } } : {};
}

/**
 * The dated entries of a feed. Bridges carry pushed posts alone.
 *
 * @param zone where the clock of a time without a zone stood
 * @param updated whether this bridge writes the publication where others write an edit
 */
export function postsOfFeed(
  feed: Feed,
  zone: string,
  updated: 'updated-is-published' | 'published-only',
): { posts: Post[]; undated: number } {
  const posts = feed.items.flatMap((item): Post[] => {
    const stated = item.published ?? (updated === 'updated-is-published' ? item.updated : null);
    const time = stated === null ? null : statedTime(stated, zone);
    const url = item.link === null ? null : articleLink(item.link);
    return time ? [{ ...time, url, title: item.title, pushed: true }] : [];
  });
  return { posts, undated: feed.items.length - posts.length };
}

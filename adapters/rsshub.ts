import { z } from 'zod';
import type { Source } from '../src/model/adapter.ts';
import { nothingSeen, type Post, type Sighting } from '../src/model/sighting.ts';
import type { World } from '../src/model/world.ts';
import { passageAt } from './excerpt.ts';
import { checkedByIdTime, snowflakeTime } from './id-time.ts';

/**
 * A self-hosted RSSHub as a second opinion on the time of the newest work. It is a visitor like the browser, keeps its
 * answers for minutes to hours, and tells nothing of states, certification or counts; an empty feed says nothing.
 */

const Options = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('自建 RSSHub 的网址'),
});
type Options = z.infer<typeof Options>;

/** JSON Feed 1.1, `?format=json` */
const Feed = z.object({
  version: z.string().startsWith('https://jsonfeed.org/'),
  home_page_url: z.string().optional(),
  items: z.array(z.unknown()),
});
const Item = z.object({
  url: z.string(),
  title: z.string().nullish(),
  date_published: z.iso.datetime({ offset: true }),
});

export interface Route<Handle> {
  readonly title: string;
  readonly order: number;
  /** the route's path on the instance: `/douyin/user/MS4w…` */
  path(handle: Handle): string;
  /** the permanent key, which the feed's home page must carry */
  key(handle: Handle): string;
  /** the number of the work in its link; null where the link is of no work */
  workId(url: string): string | null;
  /** the moment that such a number carries; missing: as Douyin and Toutiao number their works */
  idTime?(id: string): Temporal.Instant | null;
}

/** The source `rsshub` of a platform whose ids carry the time in their upper half. */
export function rsshubSource<Handle>(route: Route<Handle>): Source<Handle, Options> {
  return {
    kind: 'rsshub',
    title: route.title,
    order: route.order,
    view: 'guest',
    standard: false,
    options: Options,
    hosts: ({ url }) => [
      { host: new URL(url).hostname, spacingMs: [2000, 4000], concurrency: 1, why: '自建实例，它自己会去问平台' },
    ],
    applies: () => true,
    look: (handle, world, options) => look(route, handle, world, options),
  };
}

async function look<Handle>(route: Route<Handle>, handle: Handle, world: World, options: Options): Promise<Sighting> {
  const base = options.url.replace(/\/+$/, '');
  const answer = await world.http.ask({ url: `${base}${route.path(handle)}?format=json` });
  if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
  const { status, text } = answer;
  const feed = parseFeed(status, text, route.key(handle), route);
  const [newest] = feed.read ? feed.posts : [];
  const proof = answer.proof(passageAt(text, newest?.url ?? ''));
  if (!feed.read) return nothingSeen(feed.outcome, feed.detail, status, [proof]);
  return {
    outcome: 'ok',
    detail: feed.posts.length === 0 ? 'RSSHub 没有给出任何内容' : '',
    httpStatus: status,
    coverage: feed.posts.length === 0 ? 'partial' : 'complete',
    listIsWhole: false,
    posts: feed.posts,
    evidence: [proof],
  };
}

export type FeedResult =
  | { readonly read: true; readonly posts: readonly Post[] }
  | {
      readonly read: false;
      readonly outcome: 'captcha' | 'throttled' | 'upstream-error' | 'wrong-account' | 'layout-changed';
      readonly detail: string;
    };

/** Reads one answer of the instance; works newest first. */
export function parseFeed(
  status: number,
  text: string,
  key: string,
  route: Pick<Route<never>, 'workId' | 'idTime'>,
): FeedResult {
  if (status !== 200) return errorPage(status, text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed('layout-changed', 'RSSHub：不是 JSON Feed');
  }
  const feed = Feed.safeParse(json);
  if (!feed.success) return failed('layout-changed', 'RSSHub：不是 JSON Feed');
  const { home_page_url: home, items } = feed.data;
  if (home === undefined || !home.includes(key)) {
    return failed('wrong-account', `RSSHub：回答的是 ${home ?? '没有写明的账号'}`);
  }
  const posts = items.flatMap((entry) => {
    const item = Item.safeParse(entry);
    return item.success ? postOf(item.data, route) : [];
  });
  if (items.length > 0 && posts.length === 0) return failed('layout-changed', 'RSSHub：没有一条内容能够读出');
  return { read: true, posts: posts.sort((a, b) => Temporal.Instant.compare(b.at, a.at)) };
}

function postOf(item: z.infer<typeof Item>, route: Pick<Route<never>, 'workId' | 'idTime'>): Post[] {
  const id = route.workId(item.url);
  if (id === null) return [];
  const idTime = (route.idTime ?? snowflakeTime)(id);
  return [
    {
      at: checkedByIdTime(Temporal.Instant.from(item.date_published), idTime),
      precision: 'second',
      url: item.url,
      title: item.title || null,
      ...(idTime === null ? {} : { idTime }),
    },
  ];
}

/** Errors come as an HTML page that names the error; the platform's refusal of the instance is told by its words. */
function errorPage(status: number, text: string): FeedResult {
  const message = /<code[^>]*>([^<]{1,300})<\/code>/.exec(text)?.[1] ?? `HTTP ${status}`;
  const detail = `RSSHub：${message}`;
  if (/WAF|captcha|验证码/i.test(message)) return failed('captcha', detail);
  if (status === 429) return failed('throttled', detail);
  return failed('upstream-error', detail);
}

function failed(outcome: Extract<FeedResult, { read: false }>['outcome'], detail: string): FeedResult {
  return { read: false, outcome, detail };
}

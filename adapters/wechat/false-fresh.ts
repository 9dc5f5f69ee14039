import type { Evidence } from '../../src/model/evidence.ts';
import type { Post } from '../../src/model/sighting.ts';
import type { World } from '../../src/model/world.ts';
import { type Article, readArticlePage, untilDataIsWhole } from './article-page.ts';
import type { WechatHandle } from './handle.ts';
import { troubleOfAnswer } from './http-outcome.ts';
import { compareIdentity } from './identity.ts';

const FRESH_HOURS = 24;
const SAME_TIME_MINUTES = 2;

export interface Confirmed {
  readonly posts: readonly Post[];
  /** why dates were left out; null where none were */
  readonly doubt: string | null;
  readonly evidence: readonly Evidence[];
}

/**
 * Some bridges store the moment of their own fetch as the date of an article (we-mp-rss in its cover mode), so that a
 * dead account looks alive. A date of the last day that equals the bridge's fetch is therefore checked against the
 * article itself. Where the article cannot be read, the date is left out: it neither acquits nor accuses.
 *
 * @param fetchedAt when the bridge last fetched this account: now, where it fetches when it is asked or gives no sign of
 *   storing fetches; null where it may store them and does not say when, and then the newest date of the last day is
 *   checked whatever it is
 */
export async function confirmFresh(
  posts: readonly Post[],
  fetchedAt: Temporal.Instant | null,
  handle: WechatHandle,
  world: World,
): Promise<Confirmed> {
  const suspects = posts.filter((post) => isSuspect(post, posts, fetchedAt, world.now()));
  const [suspect] = suspects.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at));
  if (!suspect) return { posts, doubt: null, evidence: [] };
  const others = posts.filter((post) => !suspects.includes(post));
  const article = suspect.url ? await readArticle(suspect.url, handle, world) : null;
  if (!article) {
    const doubt = '最新日期与桥的抓取时间相同，又无法用文章页核实，没有采用';
    return { posts: others, doubt, evidence: [] };
  }
  if (minutesBetween(article.at, suspect.at) <= SAME_TIME_MINUTES) {
    return { posts, doubt: null, evidence: [article.evidence] };
  }
  const corrected: Post = { ...suspect, at: article.at, precision: article.precision };
  return {
    posts: [...others, corrected],
    doubt: '桥把抓取时间当作发布时间，已按文章页改正',
    evidence: [article.evidence],
  };
}

function isSuspect(
  post: Post,
  posts: readonly Post[],
  fetchedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): boolean {
  if (now.since(post.at).total('hours') >= FRESH_HOURS) return false;
  if (fetchedAt) return minutesBetween(post.at, fetchedAt) <= SAME_TIME_MINUTES;
  return posts.every((other) => Temporal.Instant.compare(other.at, post.at) <= 0);
}

function minutesBetween(a: Temporal.Instant, b: Temporal.Instant): number {
  return Math.abs(a.since(b).total('minutes'));
}

async function readArticle(
  url: string,
  handle: WechatHandle,
  world: World,
): Promise<(Article & { evidence: Evidence }) | null> {
  const answer = await world.http.ask({ url, enough: untilDataIsWhole() });
  if (!answer.answered || troubleOfAnswer(answer)) return null;
  const reading = readArticlePage(answer.text);
  if (reading.kind !== 'article' || compareIdentity(handle, reading.identity) !== 'same') return null;
  return { ...reading, evidence: answer.proof(reading.excerpt) };
}

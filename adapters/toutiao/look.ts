import type { Evidence } from '../../src/model/evidence.ts';
import { type Interaction, nothingSeen, type Post, type Sighting } from '../../src/model/sighting.ts';
import type { Captured, PageVisit, World } from '../../src/model/world.ts';
import { passageAt } from '../excerpt.ts';
import { parseFans } from './fans.ts';
import { type FeedReading, parseFeed } from './feed.ts';
import { type Handle, pageOf } from './handle.ts';
import { type ProfileReading, parseProfilePage, type Trouble } from './profile.ts';

const FEEDS = new Set(['/api/pc/list/user/feed', '/api/pc/list/feed']);
const FANS = '/api/pc/user/fans_stat';
/** comments that are closed on this many works, and on all, are closed */
const ENOUGH_WORKS = 3;
const LOGGED_OUT = '借用的登录已失效：平台把我们当作访客，请重新登录（xuncha login toutiao）';

type OpenedPage = Extract<PageVisit, { opened: true }>;

/**
 * Opens the account's page: the page itself carries the subject, and its own script asks for the list of works.
 *
 * @param profile a lent login: then the view is complete, and a session that was logged out is `auth-expired`
 */
export async function lookAtPage(handle: Handle, world: World, profile?: string): Promise<Sighting> {
  const page = await world.browser.visit({
    url: pageOf(handle),
    capture: (url) => isFeed(url) || pathOf(url) === FANS,
    done: (captured) => captured.some(({ url, text }) => isFeed(url) && text.includes('"publish_time"')),
    ...(profile === undefined ? {} : { profile }),
  });
  if (!page.opened) return nothingSeen(page.outcome, page.detail);
  const feeds = page.captured.filter(({ url }) => isFeed(url) && asksAbout(url, handle.token));
  const lists = feeds.map((answer) => ({ answer, reading: parseFeed(answer.status, answer.text, handle.token) }));
  const read = lists.flatMap(({ answer, reading }) => (reading.read ? [{ answer, reading }] : []));
  if (profile !== undefined && read.some(({ reading }) => reading.isVisitor === true)) {
    return nothingSeen('auth-expired', LOGGED_OUT, page.status, [page.proof()]);
  }
  const user = parseProfilePage(page.status, page.html, handle.token);
  if (!user.read && user.outcome === 'wrong-account') return refused(user, page);
  const ownPosts = read.some(({ reading }) => reading.posts.length > 0);
  if (!user.read && !ownPosts) return refused(user, page);
  if (user.read && !user.namesToken && !ownPosts) {
    return refused({ outcome: 'layout-changed', detail: '主页没有写明它是谁的' }, page);
  }
  const failed = lists.find(({ reading }) => !reading.read);
  if (read.length === 0 && failed && !failed.reading.read) return refused(failed.reading, failed.answer);
  return sightingOf(page, user.read ? user : null, read, profile !== undefined);
}

type Lists = readonly { readonly answer: Captured; readonly reading: FeedReading }[];

function sightingOf(page: OpenedPage, user: ProfileReading | null, lists: Lists, isLent: boolean): Sighting {
  const posts = [...new Map(lists.flatMap(({ reading }) => reading.posts).map((post) => [post.url, post])).values()];
  const unread = lists.reduce((sum, { reading }) => sum + reading.unread, 0);
  // with a lent login, an answer that does not say that somebody is logged in is taken for a visitor's
  const isCut = isLent && !lists.some(({ reading }) => reading.isVisitor === false);
  const isWhole = unread === 0 && !isCut && posts.some((post) => post.pinned !== true);
  const hasBanFlag = lists.some(({ reading }) => reading.hasBanFlag);
  const interaction = interactionOf(lists, posts.length, isLent);
  return {
    outcome: 'ok',
    detail: detailOf(page, user, lists, posts, hasBanFlag),
    httpStatus: page.status,
    coverage: isWhole && user ? 'complete' : 'partial',
    listIsWhole: isWhole,
    posts,
    ...(user && !hasBanFlag
      ? { status: { status: 'normal' as const, text: `主页正常显示“${user.displayName}”` } }
      : {}),
    ...(user ? { displayName: user.displayName } : {}),
    ...(user?.subject ? { subject: user.subject } : {}),
    ...(user?.postCount === undefined ? {} : { postCount: user.postCount }),
    ...(interaction ? { interaction } : {}),
    evidence: evidenceOf(page, user, lists),
  };
}

function detailOf(
  page: OpenedPage,
  user: ProfileReading | null,
  lists: Lists,
  posts: readonly Post[],
  hasBanFlag: boolean,
): string {
  const fans = page.captured.find(({ url }) => pathOf(url) === FANS);
  const followers = fans ? parseFans(fans.text) : null;
  const sentences = [
    user ? null : '只有作品列表，主页里没有账号资料',
    lists.length === 0 ? '页面没有询问作品列表' : null,
    lists.length > 0 && posts.length === 0 ? '列表里没有这个账号的作品；签名不被接受时也是如此' : null,
    lists.some(({ reading }) => reading.unread > 0) ? '列表中有读不出的内容' : null,
    hasBanFlag ? '作品带有 ban_status 标记，含义未知，请人工核对' : null,
    followers === null ? null : `粉丝 ${followers}`,
  ];
  return sentences.filter((sentence) => sentence !== null).join('；');
}

function interactionOf(lists: Lists, posts: number, isLent: boolean): Interaction | undefined {
  if (lists.some(({ reading }) => reading.commented > 0)) return { comments: 'yes' };
  const closed = lists.reduce((sum, { reading }) => sum + reading.commentsClosed, 0);
  return isLent && posts >= ENOUGH_WORKS && closed >= posts ? { comments: 'no' } : undefined;
}

/** The date, the name and the subject, each with its passage. */
function evidenceOf(page: OpenedPage, user: ProfileReading | null, lists: Lists): Evidence[] {
  const dated = lists.map(({ answer, reading }) => {
    const newest = reading.posts.reduce<Post | null>(
      (latest, post) => (latest && Temporal.Instant.compare(latest.at, post.at) >= 0 ? latest : post),
      null,
    );
    const mark = newest ? `"publish_time":${newest.at.epochMilliseconds / 1000}` : '';
    return answer.proof(passageAt(answer.text, mark));
  });
  return [...dated, ...(user ? [page.proof(passageAt(user.data, user.subject?.label ?? user.displayName))] : [])];
}

function refused(trouble: Trouble, answer: Captured | OpenedPage): Sighting {
  const text = 'html' in answer ? answer.html : answer.text;
  return nothingSeen(trouble.outcome, trouble.detail, answer.status, [answer.proof(passageAt(text, ''))]);
}

function isFeed(url: string): boolean {
  return FEEDS.has(pathOf(url) ?? '');
}

function pathOf(url: string): string | undefined {
  return URL.parse(url)?.pathname.replace(/\/$/, '');
}

function asksAbout(url: string, token: string): boolean {
  const about = URL.parse(url)?.searchParams.get('token');
  return about === null || about === undefined || about === token;
}

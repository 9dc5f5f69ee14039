import type { Evidence } from '../../src/model/evidence.ts';
import { type Interaction, nothingSeen, type Post, type Sighting } from '../../src/model/sighting.ts';
import type { Captured, PageVisit, World } from '../../src/model/world.ts';
import { passageAt } from '../excerpt.ts';
import { asksForLogin, type Trouble } from './answer.ts';
import { type Handle, pageOf } from './handle.ts';
import { saysNothingPublished, showsVisitor, statusByWords, troubleOfPage } from './page.ts';
import { type ProfileReading, parseProfile } from './profile.ts';
import { parseWorks, type WorksReading } from './works.ts';

const PROFILE = '/aweme/v1/web/user/profile/other/';
const WORKS = '/aweme/v1/web/aweme/post/';
/** an empty first page that says "more" is not the end of the list; the page asks again when it is scrolled */
const SCROLLS = 3;
/** comments that are hidden on this many works, and on all, are closed */
const ENOUGH_WORKS = 3;

type OpenedPage = Extract<PageVisit, { opened: true }>;

/**
 * Opens the account's page and reads the answers to what the page itself asks for; the signature of those requests is
 * the page's own.
 *
 * @param profile a lent login: then the view is complete, and a session that was logged out is `auth-expired`
 */
export async function lookAtPage(handle: Handle, world: World, profile?: string): Promise<Sighting> {
  const { secUid } = handle;
  const page = await world.browser.visit({
    url: pageOf(handle),
    capture: (url) => pathOf(url) === PROFILE || pathOf(url) === WORKS,
    done: (captured) => isEnough(captured),
    scrolls: SCROLLS,
    ...(profile === undefined ? {} : { profile }),
  });
  if (!page.opened) return nothingSeen(page.outcome, page.detail);
  const isLent = profile !== undefined;
  if (isLent && isLoggedOut(page)) {
    const detail = '借用的登录已失效：平台把我们当作访客，请重新登录（xuncha login douyin）';
    return nothingSeen('auth-expired', detail, page.status, [page.proof()]);
  }
  const profiles = answersOf(page, PROFILE, secUid).map((answer) => ({
    answer,
    reading: parseProfile(answer.status, answer.text, secUid),
  }));
  const lists = answersOf(page, WORKS, secUid).map((answer) => ({
    answer,
    reading: parseWorks(answer.status, answer.text, secUid),
  }));
  const readProfile = profiles.find(({ reading }) => reading.read);
  const seenProfile = readProfile?.reading.read ? { ...readProfile, reading: readProfile.reading } : null;
  const seenLists = lists.flatMap(({ answer, reading }) => (reading.read ? [{ answer, reading }] : []));
  if (!seenProfile) {
    const failed = profiles.at(-1) ?? lists.find(({ reading }) => !reading.read);
    if (!failed || failed.reading.read) return refused(troubleOfPage(page), page);
    return refused(failed.reading, failed.answer);
  }
  const status = seenProfile.reading.status ?? statusOfClosedList(page, seenProfile.reading, seenLists);
  const isAlive = status === undefined || status.status === 'normal';
  const failedList = lists.find(({ reading }) => !reading.read);
  // the works of some accounts are shown to logged-in readers alone; that keeps nobody from the next account
  const needsLogin = failedList !== undefined && asksForLogin(failedList.answer.text);
  if (isAlive && seenLists.length === 0 && failedList && !failedList.reading.read && !needsLogin) {
    return refused(failedList.reading, failedList.answer);
  }
  return sightingOf({ page, isLent, needsLogin, status, profile: seenProfile, lists: seenLists });
}

interface Parts {
  readonly page: OpenedPage;
  readonly isLent: boolean;
  /** the list was refused with a demand to log in */
  readonly needsLogin: boolean;
  readonly status: Sighting['status'];
  readonly profile: { readonly answer: Captured; readonly reading: ProfileReading };
  readonly lists: readonly { readonly answer: Captured; readonly reading: WorksReading }[];
}

function sightingOf({ page, isLent, needsLogin, status, profile, lists }: Parts): Sighting {
  const { displayName, subject, workCount } = profile.reading;
  const posts = withoutRepetition(lists.flatMap(({ reading }) => reading.posts));
  const isEmpty = lists.length > 0 && lists.every(({ reading }) => reading.listed === 0);
  const ended = lists.some(({ reading }) => !reading.hasMore && reading.listed !== null);
  const neverPosted =
    status?.status === 'normal' && workCount === 0 && isEmpty && ended && saysNothingPublished(page.text);
  const ordinary = posts.filter((post) => post.pinned !== true);
  const allAreShown = ended && posts.length > 0 && posts.length === workCount;
  const isReadable = lists.every(({ reading }) => reading.unread === 0);
  const isWhole = isReadable && (ordinary.length > 0 || allAreShown || neverPosted);
  const isClosed = status !== undefined && status.status !== 'normal';
  const interaction = interactionOf(profile.reading, lists, posts.length, isLent);
  return {
    outcome: 'ok',
    detail:
      isWhole || isClosed
        ? ''
        : needsLogin && lists.length === 0
          ? '平台只给登录的人看作品列表'
          : whyPartial(lists, posts, workCount),
    httpStatus: profile.answer.status,
    coverage: isWhole || isClosed ? 'complete' : 'partial',
    listIsWhole: isWhole,
    posts,
    ...(status ? { status } : {}),
    ...(displayName === undefined ? {} : { displayName }),
    ...(subject ? { subject } : {}),
    ...(workCount === undefined || isClosed ? {} : { postCount: workCount }),
    ...(neverPosted ? { neverPosted } : {}),
    ...(interaction ? { interaction } : {}),
    evidence: evidenceOf(page, profile, lists, neverPosted),
  };
}

function whyPartial(lists: Parts['lists'], posts: readonly Post[], workCount: number | undefined): string {
  if (lists.length === 0) return '页面没有询问作品列表';
  if (lists.some(({ reading }) => reading.unread > 0)) return '作品列表中有读不出的作品';
  if (lists.every(({ reading }) => reading.listed === null)) return '平台没有给出作品列表';
  if (posts.length > 0) return '只看到置顶作品';
  return workCount === undefined ? '作品列表是空的' : `作品列表里没有可计的作品，而平台记有 ${workCount} 件`;
}

/** What was seen for certain; what a visitor does not see is no absence. */
function interactionOf(
  profile: ProfileReading,
  lists: Parts['lists'],
  posts: number,
  isLent: boolean,
): Interaction | undefined {
  const commented = lists.some(({ reading }) => reading.commented > 0);
  const hidden = lists.reduce((sum, { reading }) => sum + reading.commentsHidden, 0);
  const areClosed = isLent && posts >= ENOUGH_WORKS && hidden >= posts;
  const noEntry = isLent && profile.chatEntry === false;
  if (!commented && !areClosed && profile.chatEntry !== true && !noEntry) return undefined;
  return {
    ...(commented ? { comments: 'yes' as const } : areClosed ? { comments: 'no' as const } : {}),
    ...(profile.chatEntry === true
      ? { directMessage: 'yes' as const }
      : noEntry
        ? { directMessage: 'no' as const }
        : {}),
  };
}

/** The date, the state and the subject, each with its passage. */
function evidenceOf(
  page: OpenedPage,
  profile: Parts['profile'],
  lists: Parts['lists'],
  neverPosted: boolean,
): Evidence[] {
  const { status, subject } = profile.reading;
  const { text } = profile.answer;
  const stateMark = status?.status === 'normal' ? '"nickname"' : '"special_state_info"';
  const dated = lists.map(({ answer, reading }) => {
    const newest = reading.posts.reduce<Post | null>(
      (latest, post) => (latest && Temporal.Instant.compare(latest.at, post.at) >= 0 ? latest : post),
      null,
    );
    const id = newest?.url?.split('/').at(-1) ?? '';
    return answer.proof(passageAt(answer.text, id && `"${id}"`));
  });
  return [
    ...dated,
    profile.answer.proof(passageAt(text, stateMark)),
    ...(subject?.label ? [profile.answer.proof(passageAt(text, subject.label))] : []),
    ...(neverPosted || status === undefined ? [page.proof(page.text)] : []),
  ];
}

/** The list is withheld and the profile's flags are silent: then the words on the page may tell the state. */
function statusOfClosedList(page: OpenedPage, profile: ProfileReading, lists: Parts['lists']): Sighting['status'] {
  const isWithheld = lists.every(({ reading }) => reading.listed === null);
  return isWithheld ? statusByWords(page.text, [profile.displayName ?? '', profile.signature]) : undefined;
}

function refused(trouble: Trouble, answer: Captured | OpenedPage): Sighting {
  const text = 'html' in answer ? answer.html : answer.text;
  return nothingSeen(trouble.outcome, trouble.detail, answer.status, [answer.proof(passageAt(text, ''))]);
}

function isLoggedOut(page: OpenedPage): boolean {
  return (
    showsVisitor(page.html) ||
    page.captured.some(({ text }) => asksForLogin(text) || /"guide_login_tip_exist":\s*true/.test(text))
  );
}

/** a profile and a list with works in it; an empty list is waited out, it may be followed by a fuller one */
function isEnough(captured: readonly Captured[]): boolean {
  const has = (path: string, mark: string) =>
    captured.some(({ url, text }) => pathOf(url) === path && text.includes(mark));
  return has(PROFILE, '"sec_uid"') && has(WORKS, '"aweme_id"');
}

/** answers to questions about this account; the page may ask about others (recommendations) */
function answersOf(page: OpenedPage, path: string, secUid: string): Captured[] {
  return page.captured.filter(({ url }) => {
    const about = URL.parse(url)?.searchParams.get('sec_user_id');
    return pathOf(url) === path && (about === null || about === undefined || about === secUid);
  });
}

function pathOf(url: string): string | undefined {
  return URL.parse(url)?.pathname;
}

function withoutRepetition(posts: readonly Post[]): Post[] {
  return [...new Map(posts.map((post) => [post.url, post])).values()];
}

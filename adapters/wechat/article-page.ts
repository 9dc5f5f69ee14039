import type { Precision } from '../../src/model/sighting.ts';
import { fromUnixSeconds } from '../../src/time/calendar.ts';
import type { Identity } from './identity.ts';
import { sameBiz } from './identity.ts';
import { bizOfLink } from './link.ts';
import { membersOf, scriptsOf, textOf, variableOf, wholeNumberOf } from './script.ts';
import { type NoticeKind, noticeOf } from './words.ts';

/** What the answer to a request for one article is. Pure: the same text always gives the same reading. */
export type ArticleReading =
  | Article
  | {
      readonly kind: 'notice';
      /** the words on the page */
      readonly title: string;
      readonly notice: NoticeKind;
      readonly identity: Identity;
      /** `__biz` of the account to which this one moved */
      readonly movedTo: string | null;
      readonly excerpt: string;
    }
  | { readonly kind: 'unknown'; readonly detail: string; readonly excerpt: string };

export interface Article {
  readonly kind: 'article';
  readonly identity: Identity;
  readonly at: Temporal.Instant;
  readonly precision: Precision;
  readonly title: string | null;
  /** present name of the account, or the words in its place */
  readonly nickname: string | null;
  /** 群发 or 发布; undefined where the page does not say */
  readonly pushed: boolean | undefined;
  /** comments were seen to be open; `false` only says that nothing was seen */
  readonly commentsSeen: boolean;
  /** the account's own card says that it was transferred */
  readonly transferred: boolean;
  /** 2: a verified organisation; 0: not verified, be it a person or a company; null: not stated */
  readonly verifyStatus: number | null;
  /** the server's clock when it made the page: an old one tells of a cache in between */
  readonly serverTime: Temporal.Instant | null;
  readonly excerpt: string;
}

/** August 2012, when 公众平台 opened; seconds */
const OLDEST_POSSIBLE_S = 1_343_750_400;
/** stated to the minute in one place and to the second in another */
const SAME_MOMENT_S = 60;

/**
 * Reads an article page, or the page that stands in its place. All of these come with HTTP 200.
 *
 * The values stand in `window.cgiDataNew = {…}` (all layouts) and, in layout 0 alone, in `var ct`, `var biz` and so on.
 * A notice is only looked for where these variables are absent: its words also occur in the bodies of articles.
 */
export function readArticlePage(html: string): ArticleReading {
  const scripts = scriptsOf(html);
  const data = articleData(scripts);
  const time = data || variableOf(scripts, 'ct') ? timeOf(data, scripts) : null;
  if (time === 'contradiction') return unknown('文章页里的几处时间互相矛盾', excerptAt(html, /ori_create_time|var ct/));
  if (time) return articleOf(html, scripts, data, time);
  if (data || /id=["']?(?:js_content|activity-detail|activity-name)/.test(html)) {
    return unknown('文章页里没有认得的时间', excerptAt(html, /cgiDataNew|js_content/));
  }
  return noticeIn(html, scripts);
}

/** The page is some megabytes long; all that is read ends with the script of `cgiDataNew`. */
export function untilDataIsWhole(): (textSoFar: string) => boolean {
  // the word may also stand in the body of an article: only `cgiDataNew = {` opens the data
  const opening = /\bcgiDataNew\s{0,3}=\s{0,3}\{/g;
  let from = 0;
  let found = false;
  return (text) => {
    if (!found) {
      opening.lastIndex = from;
      found = opening.test(text);
      from = Math.max(0, (found ? opening.lastIndex : text.length) - 20);
    }
    if (!found) return false;
    const ends = text.indexOf('</script', from) >= 0;
    from = Math.max(from, text.length - 20);
    return ends;
  };
}

function articleData(scripts: readonly string[]): Map<string, string> | null {
  for (const script of scripts) {
    const found = /\bcgiDataNew\s*=\s*\{/.exec(script);
    const members = found && membersOf(script, found.index + found[0].length - 1);
    if (members) return members;
  }
  return null;
}

/**
 * `ori_create_time`, `ori_send_time`, `create_timestamp` and `ct` are unix seconds and equal in every page known;
 * `create_time` is the same in words, Beijing time, to the minute. `modify_time` is an edit and never read.
 */
function timeOf(
  data: Map<string, string> | null,
  scripts: readonly string[],
): Pick<Article, 'at' | 'precision'> | 'contradiction' | null {
  const stated = [
    wholeNumberOf(data?.get('ori_create_time')),
    wholeNumberOf(data?.get('ori_send_time')),
    wholeNumberOf(data?.get('create_timestamp')),
    wholeNumberOf(variableOf(scripts, 'ct')),
  ].filter((one): one is number => one !== null && one !== 0);
  const seconds = stated.filter((one) => one >= OLDEST_POSSIBLE_S);
  if (seconds.length < stated.length) return 'contradiction';
  const words = textOf(data?.get('create_time')) ?? textOf(variableOf(scripts, 'createTime'));
  const minute = words === null ? null : beijingMinute(words);
  const first = seconds[0];
  if (first === undefined) return minute === null ? null : { at: minute, precision: 'minute' };
  const all = minute === null ? seconds : [...seconds, minute.epochMilliseconds / 1000];
  if (Math.max(...all) - Math.min(...all) >= SAME_MOMENT_S) return 'contradiction';
  return { at: fromUnixSeconds(first), precision: 'second' };
}

/** `2026-11-20 08:30`, whatever zone the machine has */
function beijingMinute(words: string): Temporal.Instant | null {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(words.trim());
  try {
    return parts && Temporal.Instant.from(`${parts[1]}T${parts[2]}:00+08:00`);
  } catch {
    return null;
  }
}

function articleOf(
  html: string,
  scripts: readonly string[],
  data: Map<string, string> | null,
  time: Pick<Article, 'at' | 'precision'>,
): Article {
  const text = (member: string, variable: string) =>
    textOf(data?.get(member)) || textOf(variableOf(scripts, variable)) || null;
  const number = (member: string, variable: string) =>
    wholeNumberOf(data?.get(member)) ?? wholeNumberOf(variableOf(scripts, variable));
  const biz = text('bizuin', 'biz');
  const serverTime = number('svr_time', 'svr_time');
  const type = number('type', 'appmsg_type');
  return {
    kind: 'article',
    identity: { biz, ghId: text('user_name', 'user_name') },
    ...time,
    title: textOf(data?.get('title')) || metaTitle(html),
    nickname: text('nick_name', 'nickname'),
    pushed: type === 9 ? true : type === 10002 ? false : undefined,
    commentsSeen: electedComments(data) > 0 || (isLoggedIn(data) && wholeNumberOf(data?.get('comment_enabled')) === 1),
    transferred: ownCardIsTransferred(data, biz),
    verifyStatus: number('verify_status', 'verify_status'),
    serverTime: serverTime === null ? null : fromUnixSeconds(serverTime),
    excerpt: excerptAt(html, data ? /ori_create_time|create_timestamp|cgiDataNew/ : /var ct\b/),
  };
}

/** Comments that the account chose to show. None proves nothing: closed, or none chosen. */
function electedComments(data: Map<string, string> | null): number {
  const info = membersOf(data?.get('rt_biz_info') ?? '', 0);
  return wholeNumberOf(info?.get('elected_comment_total_cnt')) ?? 0;
}

/** `comment_enabled` is empty for every visitor and only means something in a page made for a session. */
function isLoggedIn(data: Map<string, string> | null): boolean {
  return (wholeNumberOf(data?.get('user_uin')) ?? 0) !== 0;
}

/**
 * Cards of accounts that stand in the body of the article: of the author or of anybody else. `biz_account_status`
 * 1 and 5 mean that the account was transferred.
 */
function ownCardIsTransferred(data: Map<string, string> | null, biz: string | null): boolean {
  const list = membersOf(data?.get('biz_card') ?? '', 0)?.get('list') ?? '';
  for (let open = list.indexOf('{'); open >= 0 && biz !== null; open = list.indexOf('{', open + 1)) {
    const card = membersOf(list, open);
    const fakeid = textOf(card?.get('fakeid'));
    const status = wholeNumberOf(card?.get('biz_account_status'));
    if (fakeid && sameBiz(fakeid, biz) && (status === 1 || status === 5)) return true;
  }
  return false;
}

function metaTitle(html: string): string | null {
  const content = /<meta property="og:title" content="([^"]{1,300})"/.exec(html)?.[1];
  return content ? textOf(`'${content.replaceAll("'", '&#39;').replaceAll('\\', '')}'`) : null;
}

/** The title of a notice: `.weui-msg__title` in all of them but one, which has `.mesg-block p`. */
const TITLE =
  /class=(["'])[^"']*\bweui[-_]msg_{1,2}title\b[^"']*\1[^>]*>([^<]{1,300})<|class="mesg-block"><p>([^<]{1,300})</g;

function noticeIn(html: string, scripts: readonly string[]): ArticleReading {
  for (const match of html.matchAll(TITLE)) {
    const title = (match[2] ?? match[3] ?? '').trim();
    const notice = noticeOf(title);
    if (!notice) continue;
    const target = textOf(variableOf(scripts, 'transferTargetLink'));
    return {
      kind: 'notice',
      title,
      notice,
      identity: violationIdentity(scripts),
      movedTo: target ? bizOfLink(target) : null,
      excerpt: html.slice(match.index, match.index + 400),
    };
  }
  return unknown('不认得的页面', html.slice(0, 400));
}

/** The page of a violation keeps the account's name and id in `window.cgiData`. */
function violationIdentity(scripts: readonly string[]): Identity {
  for (const script of scripts) {
    const found = /\bcgiData\s*=\s*\{/.exec(script);
    const members = found && membersOf(script, found.index + found[0].length - 1);
    if (members) return { ghId: textOf(members.get('user_name')) };
  }
  return {};
}

function unknown(detail: string, excerpt: string): ArticleReading {
  return { kind: 'unknown', detail, excerpt };
}

/** the passage of the raw page that carries the statement */
function excerptAt(html: string, mark: RegExp): string {
  const at = Math.max(0, html.search(mark));
  return html.slice(at, at + 500);
}

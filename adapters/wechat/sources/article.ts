import { defineSource } from '../../../src/model/adapter.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { nothingSeen, type Post, type Sighting, type StatusMark } from '../../../src/model/sighting.ts';
import type { World } from '../../../src/model/world.ts';
import { type Article, type ArticleReading, readArticlePage, untilDataIsWhole } from '../article-page.ts';
import { ownerOfArticle } from '../find/article-owner.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { compareIdentity, type Identity, sameBiz } from '../identity.ts';
import { articleLink, bizOfLink } from '../link.ts';
import { presentName, stateOfName } from '../words.ts';

/** A page made longer ago than this came out of a cache and says nothing of the account's state today. */
const OLDEST_PAGE_HOURS = 36;

/** What one link gave. */
type Look = Spoke | Silent | Failure;
/** a page that speaks of the account itself */
interface Spoke {
  readonly kind: 'spoke';
  readonly post: Post | null;
  readonly mark: StatusMark | null;
  readonly article: Article | null;
  readonly evidence: Evidence;
}
/** a page about this one article alone: deleted, taken down */
interface Silent {
  readonly kind: 'silent';
  readonly detail: string;
  readonly evidence: Evidence;
}
interface Failure {
  readonly kind: 'failure';
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
  readonly httpStatus: number | null;
  readonly evidence: readonly Evidence[];
}

/** The worst first: it decides what happens next. */
const GRAVITY: readonly Outcome[] = [
  'captcha',
  'throttled',
  'skipped',
  'wrong-account',
  'layout-changed',
  'upstream-error',
  'network',
  'not-configured',
];

/**
 * Up to three articles that are known to be the account's. They show the account's state, its present name, and a date
 * that is a lower bound; they never show what is newer. One deleted article says nothing, hence three.
 */
export default defineSource<WechatHandle>({
  kind: 'article',
  title: '微信文章页',
  order: 60,
  view: 'hint',
  standard: true,
  applies: (handle) => (handle.articles?.length ?? 0) > 0,
  async look(handle, world) {
    const looks: Look[] = [];
    for (const link of handle.articles ?? []) {
      const look = await lookAt(link, handle, world);
      looks.push(look);
      // kept out of one page means kept out of the next
      if (look.kind === 'failure' && ['captcha', 'throttled', 'skipped'].includes(look.outcome)) break;
    }
    return together(looks, handle.articles?.length ?? 0);
  },
  finder: ownerOfArticle,
});

async function lookAt(link: string, handle: WechatHandle, world: World): Promise<Look> {
  const url = articleLink(link);
  if (url === null) return failure('not-configured', `不是公众号文章的网址：${link}`);
  const biz = bizOfLink(url);
  if (biz && handle.biz && !sameBiz(biz, handle.biz)) return failure('wrong-account', `登记的文章属于别的账号：${url}`);
  const answer = await world.http.ask({ url, enough: untilDataIsWhole() });
  if (!answer.answered) return failure(answer.outcome, answer.detail, answer.status);
  const trouble = troubleOfAnswer(answer);
  if (trouble)
    return failure(trouble.outcome, trouble.detail, answer.status, [answer.proof(answer.text.slice(0, 300))]);
  const reading = readArticlePage(answer.text);
  return judge(reading, handle, url, world.now(), answer.proof(reading.excerpt), answer.status);
}

function judge(
  reading: ArticleReading,
  handle: WechatHandle,
  url: string,
  now: Temporal.Instant,
  evidence: Evidence,
  httpStatus: number,
): Look {
  if (reading.kind === 'unknown') return failure('layout-changed', reading.detail, httpStatus, [evidence]);
  if (reading.kind === 'notice') return judgeNotice(reading, handle, evidence, httpStatus);
  const wrong = wrongAccount(reading.identity, handle, url, true);
  if (wrong) return failure(wrong.outcome, wrong.detail, httpStatus, [evidence]);
  const { at, precision, title, pushed } = reading;
  const post: Post = { at, precision, title, url, ...(pushed === undefined ? {} : { pushed }) };
  return { kind: 'spoke', post, mark: markOf(reading, now), article: reading, evidence };
}

function markOf(article: Article, now: Temporal.Instant): StatusMark | null {
  const { nickname, serverTime, transferred } = article;
  if (serverTime && now.since(serverTime).total('hours') > OLDEST_PAGE_HOURS) return null;
  if (transferred) return { status: 'migrated', text: '文章页中该号自己的名片标明已迁移' };
  const state = nickname === null ? null : stateOfName(nickname);
  if (state) return state;
  const name = presentName(nickname);
  return name === null ? null : { status: 'normal', text: `文章可读，名称为“${name}”` };
}

function judgeNotice(
  { notice, title, identity, movedTo }: Extract<ArticleReading, { kind: 'notice' }>,
  handle: WechatHandle,
  evidence: Evidence,
  httpStatus: number,
): Look {
  const wrong = wrongAccount(identity, handle, title, false);
  if (wrong) return failure(wrong.outcome, wrong.detail, httpStatus, [evidence]);
  const says = `微信显示“${title}”`;
  switch (notice.kind) {
    case 'account': {
      const mark = { status: notice.status, text: says, ...(movedTo ? { movedTo } : {}) };
      return { kind: 'spoke', post: null, mark, article: null, evidence };
    }
    case 'article-gone':
      return { kind: 'silent', detail: says, evidence };
    case 'bad-link':
      return failure('not-configured', `登记的文章网址打不开，${says}`, httpStatus, [evidence]);
    case 'try-later':
      return failure('upstream-error', says, httpStatus, [evidence]);
    case 'kept-out':
      return failure(notice.outcome, says, httpStatus, [evidence]);
  }
}

/** @param mustProve an article without any key of its account is no proof; notices have none by nature */
function wrongAccount(
  identity: Identity,
  handle: WechatHandle,
  where: string,
  mustProve: boolean,
): { outcome: 'wrong-account' | 'layout-changed'; detail: string } | null {
  const verdict = compareIdentity(handle, identity);
  if (verdict === 'other') return { outcome: 'wrong-account', detail: `登记的文章属于别的账号：${where}` };
  if (verdict === 'unproven' && mustProve) return { outcome: 'layout-changed', detail: '文章页没有可核对的账号标识' };
  return null;
}

function failure(
  outcome: Exclude<Outcome, 'ok'>,
  detail: string,
  httpStatus: number | null = null,
  evidence: readonly Evidence[] = [],
): Failure {
  return { kind: 'failure', outcome, detail, httpStatus, evidence };
}

/** What all links say together. States that contradict each other give none. */
function together(looks: readonly Look[], asked: number): Sighting {
  const failures = looks.filter((look) => look.kind === 'failure');
  const seen = looks.filter((look) => look.kind !== 'failure');
  const worst = failures.toSorted((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome))[0];
  const evidence = [...seen.map((look) => look.evidence), ...failures.flatMap((look) => look.evidence)];
  if (seen.length === 0 && worst) return nothingSeen(worst.outcome, worst.detail, worst.httpStatus, evidence);
  const spoke = seen.filter((look) => look.kind === 'spoke');
  const silent = seen.filter((look) => look.kind === 'silent');
  const marks = spoke.flatMap((look) => look.mark ?? []);
  const mark = marks.every((one) => one.status === marks[0]?.status) ? marks[0] : undefined;
  const contradiction =
    mark || marks.length === 0 ? [] : [`几篇文章说法不一：${marks.map((one) => one.text).join('；')}`];
  const articles = spoke.flatMap((look) => look.article ?? []);
  const name = articles.map((one) => presentName(one.nickname)).find((one) => one !== null);
  const unverified = articles.some((one) => one.verifyStatus === 0) && !articles.some((one) => one.verifyStatus === 2);
  return {
    outcome: 'ok',
    detail: [...silent, ...failures]
      .map((look) => look.detail)
      .concat(contradiction)
      .join('；'),
    httpStatus: 200,
    coverage: spoke.length > 0 && looks.length === asked && failures.length === 0 ? 'complete' : 'partial',
    listIsWhole: false,
    posts: spoke.flatMap((look) => look.post ?? []),
    ...(mark ? { status: mark } : {}),
    ...(name ? { displayName: name } : {}),
    // not verified may be a person or a company: somebody has to look
    ...(unverified ? { subject: { kind: 'unverified', label: null, strength: 'weak' } } : {}),
    ...(articles.some((one) => one.commentsSeen) ? { interaction: { comments: 'yes' } } : {}),
    evidence,
  };
}

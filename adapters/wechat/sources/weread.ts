import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Post, type Sighting } from '../../../src/model/sighting.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { fromUnixSeconds } from '../../../src/time/calendar.ts';
import { bridgeSighting } from '../bridge.ts';
import { confirmFresh } from '../false-fresh.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { accountNumber } from '../identity.ts';
import { shortLink } from '../link.ts';
import { jsonOf, WereadArticles, WereadError } from '../schema.ts';

const SECRET = 'wechat-weread-cookie';
const HOST = 'https://weread.qq.com';
const UNPROVEN = '微信读书的登录状态没有得到证实，可能需要重新登录';

/**
 * 微信读书, with the cookie of a lent web login (`wr_vid=…; wr_skey=…; wr_rt=…`).
 *
 * - `GET /web/mp/articles?bookId=MP_WXS_<number>&offset=0` → `reviews[].subReviews[].review.mpInfo{time,title,originalId}`,
 *   unix seconds, the newest twenty pushes; the last part of `reviewId` is the token of the article, with `~` for `_`
 * - `GET /web/shelf/sync` answers only for a living login
 *
 * Pushed posts only; some accounts are not there at all, and an empty list is evidence of nothing. The page's own
 * request carries a signature (`x-wrpa-0`), which is not forged: where it is demanded, the answer is -2041.
 */
export default defineSource<WechatHandle>({
  kind: 'weread',
  title: '微信读书',
  order: 25,
  view: 'mirror',
  standard: false,
  options: z.strictObject({}),
  applies: (handle) => bookOf(handle) !== null,
  async health(world) {
    const cookie = world.secret(SECRET);
    if (!cookie || (await loginLives(world, cookie))) return null;
    return UNPROVEN;
  },
  async look(handle, world) {
    const cookie = world.secret(SECRET);
    const book = bookOf(handle);
    if (!cookie || !book) return nothingSeen('not-configured', `没有设置微信读书的登录（${SECRET}）`);
    const answer = await ask(world, cookie, `/web/mp/articles?bookId=${book}&offset=0`);
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const evidence = [answer.proof(answer.text.slice(0, 500))];
    const refusal = jsonOf(answer.text, WereadError);
    if (refusal) return refused(refusal.errcode, answer.status, () => loginLives(world, cookie), evidence);
    const trouble = troubleOfAnswer(answer);
    if (trouble) return nothingSeen(trouble.outcome, trouble.detail, answer.status, evidence);
    const reading = readArticles(answer.text, book);
    if (reading === null)
      return nothingSeen('layout-changed', '微信读书的回答不是认得的 JSON', answer.status, evidence);
    if (reading === 'other') return nothingSeen('wrong-account', '微信读书答的是别的账号', answer.status, evidence);
    const fresh = await confirmFresh(reading.posts, world.now(), handle, world);
    const doubt = fresh.doubt ?? ((await loginLives(world, cookie)) ? null : UNPROVEN);
    const proofs = [...evidence, ...fresh.evidence];
    return bridgeSighting({ ...reading, posts: fresh.posts, name: null, doubt, evidence: proofs }, world.now());
  },
});

function bookOf(handle: WechatHandle): string | null {
  const number = handle.biz ? accountNumber(handle.biz) : null;
  return number && `MP_WXS_${number}`;
}

/** null: not a list of articles; `other`: of another account */
export function readArticles(text: string, book: string): { posts: Post[]; undated: number } | 'other' | null {
  const answer = jsonOf(text, WereadArticles);
  if (!answer) return null;
  const all = answer.reviews.flatMap((push) => push.subReviews);
  if (all.some((one) => !one.reviewId.startsWith(`${book}_`))) return 'other';
  const posts = all.flatMap(({ reviewId, review }): Post[] => {
    const seconds = review?.mpInfo?.time || review?.createTime;
    if (!seconds) return [];
    const token = reviewId.slice(book.length + 1);
    return [
      {
        at: fromUnixSeconds(seconds),
        precision: 'second',
        url: /^[A-Za-z0-9_~-]+$/.test(token) ? shortLink(token) : null,
        title: review?.mpInfo?.title ?? null,
        pushed: true,
      },
    ];
  });
  return { posts, undated: all.length - posts.length };
}

async function refused(
  code: number,
  status: number,
  loginLives: () => Promise<boolean>,
  evidence: Sighting['evidence'],
): Promise<Sighting> {
  switch (code) {
    case -2010:
    case -2012:
    case -2013:
      return nothingSeen('auth-expired', `微信读书登录已失效（${code}）`, status, evidence);
    case -2014:
      return nothingSeen('throttled', '微信读书限制访问（-2014）', status, evidence);
    case -2041:
      // one code for a missing login, a captcha, a used-up quota and a missing signature: the shelf tells them apart
      return (await loginLives())
        ? nothingSeen('throttled', '微信读书拒绝回答（-2041），登录仍有效', status, evidence)
        : nothingSeen('captcha', '微信读书拒绝回答（-2041），书架也打不开', status, evidence);
    default:
      return nothingSeen('upstream-error', `微信读书返回错误码 ${code}`, status, evidence);
  }
}

/** Asked once a night. */
function loginLives(world: World, cookie: string): Promise<boolean> {
  return world.once('weread shelf', async () => {
    const answer = await ask(world, cookie, '/web/shelf/sync');
    if (!answer.answered || answer.status !== 200) return false;
    return jsonOf(answer.text, WereadError) === null && jsonOf(answer.text, z.object({})) !== null;
  });
}

function ask(world: World, cookie: string, path: string): Promise<HttpAnswer> {
  return world.http.ask({ url: `${HOST}${path}`, headers: { cookie }, secrets: [cookie] });
}

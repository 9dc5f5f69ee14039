import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting, type StatusMark } from '../../../src/model/sighting.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { subjectOf, User } from '../schema.ts';
import { visitorCookie } from '../visitor.ts';

const Found = z.object({ ok: z.literal(1), data: z.object({ user: User, blockText: z.string().optional() }) });
const Refused = z.object({
  ok: z.literal(0),
  msg: z.string().optional(),
  message: z.string().optional(),
  error_type: z.string().optional(),
  url: z.string().optional(),
});

/**
 * The desktop site's profile, the only place where Weibo says in words what is wrong with an account.
 *
 * `GET weibo.com/ajax/profile/info?uid=UID` → `{ok:1,data:{user,blockText}}`, or `{ok:0,msg:"该用户不存在(20003)"}`, or
 * `{ok:0,error_type:"link",url:"https://weibo.com/sorry?usernotexists&msg=…"}` whose `msg` holds the words. Asked where the
 * mobile site showed no ordinary posts.
 */
export default defineSource<WeiboHandle>({
  kind: 'profile',
  title: '微博网页版资料',
  order: 20,
  view: 'hint',
  standard: true,
  applies: () => true,
  worthAsking: (seen) => !seen.some((one) => one.outcome === 'ok' && one.coverage === 'complete'),
  async look({ uid }, world) {
    const cookie = await visitorCookie(world, 'weibo.com');
    const read = readAnswer(
      await world.http.ask({
        url: `https://weibo.com/ajax/profile/info?uid=${uid}`,
        headers: {
          'x-requested-with': 'XMLHttpRequest',
          accept: 'application/json, text/plain, */*',
          referer: `https://weibo.com/u/${uid}`,
          ...(cookie === '' ? {} : { cookie }),
        },
      }),
    );
    if (!read.json) return read.trouble;
    const { body, answer } = read;
    const base = {
      outcome: 'ok' as const,
      detail: '',
      httpStatus: answer.status,
      coverage: 'complete' as const,
      listIsWhole: false,
      posts: [],
    };
    const found = Found.safeParse(body);
    if (found.success) {
      const { user, blockText = '' } = found.data.data;
      if (user.id !== uid) {
        return nothingSeen('wrong-account', '微博给出了另一个账号的资料', answer.status, [answer.proof()]);
      }
      const status: StatusMark =
        blockText === ''
          ? { status: 'normal', text: `资料可见：${user.screen_name}` }
          : { status: 'restricted', text: blockText };
      return {
        ...base,
        status,
        displayName: user.screen_name,
        subject: subjectOf(user),
        ...(user.statuses_count === undefined ? {} : { postCount: user.statuses_count }),
        evidence: [answer.proof(status.text)],
      } satisfies Sighting;
    }
    const refused = Refused.safeParse(body);
    if (!refused.success) return nothingSeen('layout-changed', '微博资料的格式不认识', answer.status, [answer.proof()]);
    const words = wordsOf(refused.data);
    const status = statusIn(words);
    return {
      ...base,
      detail: status ? '' : `微博说：${words}`,
      coverage: status ? 'complete' : 'partial',
      ...(status ? { status } : {}),
      evidence: [answer.proof(words)],
    };
  },
});

/** The words for people: in `msg`, in `message`, or URL-encoded in the link to the page that apologises. */
export function wordsOf(refused: z.infer<typeof Refused>): string {
  const inLink = refused.url === undefined ? null : URL.parse(refused.url)?.searchParams.get('msg');
  return inLink ?? refused.msg ?? refused.message ?? '';
}

/** Only words that name a state; a temporary lock until the user proves himself is neither a ban nor a cancellation. */
export function statusIn(words: string): StatusMark | null {
  if (/用户不存在|\(20003\)/.test(words)) return { status: 'not-found', text: words };
  if (/验证/.test(words)) return { status: 'restricted', text: words };
  if (/自行/.test(words) && /关闭|注销/.test(words)) return { status: 'cancelled', text: words };
  if (/^该账号已关闭，现无法查看/.test(words)) return { status: 'cancelled', text: words };
  if (/被投诉违反|违反.*社区公约/.test(words) && /无法查看/.test(words)) return { status: 'banned', text: words };
  return null;
}

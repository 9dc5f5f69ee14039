import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { passageAt } from '../../excerpt.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { visitorCookie } from '../visitor.ts';

/** Who published within this time is not muted now, or it does not matter. */
const QUIET_DAYS = 7;

const Notice = z.object({ ok: z.literal(1), data: z.object({ text: z.string().optional() }) });
const Flag = z.object({
  ok: z.literal(1),
  data: z.object({
    user: z.object({ id: z.union([z.string(), z.number().transform(String)]), is_muteuser: z.boolean().optional() }),
  }),
});

/**
 * Whether the account is muted (禁言): it is shown to everybody and cannot publish.
 *
 * `GET weibo.com/ajax/profile/getMuteuser?uid=UID` → `{ok:1,data:{text:"…目前处于禁言状态"}}`, without `text` where it is not.
 * The words name nobody, so `is_muteuser` of `weibo.com/ajax/profile/info` must say the same of this very number. Asked where
 * the profile is seen and nothing of the last days is.
 */
export default defineSource<WeiboHandle>({
  kind: 'mute',
  title: '微博禁言状态',
  order: 35,
  view: 'hint',
  standard: true,
  showsPosts: false,
  applies: () => true,
  worthAsking(seen, now) {
    const since = now.subtract({ hours: QUIET_DAYS * 24 });
    const isQuiet = (one: Sighting) => one.posts.every((post) => Temporal.Instant.compare(post.at, since) < 0);
    return seen.some((one) => one.status?.status === 'normal') && seen.every(isQuiet);
  },
  async look({ uid }, world) {
    const read = readAnswer(await ask(world, uid, 'getMuteuser'));
    if (!read.json) return read.trouble;
    const { answer } = read;
    const notice = Notice.safeParse(read.body);
    if (!notice.success) {
      return nothingSeen('layout-changed', '微博禁言状态的格式不认识', answer.status, [answer.proof(answer.text)]);
    }
    const words = notice.data.data.text ?? '';
    const seen = {
      outcome: 'ok',
      httpStatus: answer.status,
      coverage: 'complete',
      listIsWhole: false,
      posts: [],
      evidence: [answer.proof(words === '' ? answer.text : words)],
    } as const;
    if (!/禁言/.test(words)) return { ...seen, detail: words };
    const profile = readAnswer(await ask(world, uid, 'info'));
    const flag = profile.json ? Flag.safeParse(profile.body).data?.data.user : undefined;
    if (!profile.json || flag?.id !== uid || flag.is_muteuser !== true) {
      return { ...seen, coverage: 'partial', detail: `微博说“${words}”，但资料里没有禁言标记，没有采用` };
    }
    const evidence = [...seen.evidence, profile.answer.proof(passageAt(profile.answer.text, '"is_muteuser"'))];
    return { ...seen, detail: '', status: { status: 'restricted', text: words }, evidence };
  },
});

async function ask(world: World, uid: string, what: 'getMuteuser' | 'info'): Promise<HttpAnswer> {
  const cookie = await visitorCookie(world, 'weibo.com');
  return world.http.ask({
    url: `https://weibo.com/ajax/profile/${what}?uid=${uid}`,
    headers: {
      'x-requested-with': 'XMLHttpRequest',
      accept: 'application/json, text/plain, */*',
      referer: `https://weibo.com/u/${uid}`,
      ...(cookie === '' ? {} : { cookie }),
    },
  });
}

import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import type { Sighting } from '../../../src/model/sighting.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { postsOfCards, type WeiboPosts } from '../posts.ts';
import { subjectOf, User } from '../schema.ts';
import { visitorCookie } from '../visitor.ts';

/**
 * The mobile site as a visitor sees it, two requests.
 *
 * `GET m.weibo.cn/api/container/getIndex?type=uid&value=UID` → `{ok:1,data:{userInfo:{id,screen_name,statuses_count,
 * verified,verified_type,verified_reason,toolbar_menus}}}`; then with `&containerid=107603UID` → `{ok:1,data:{cards:[…]}}`,
 * the ten newest posts, pins first. `ok:0 这里还没有内容` is said of cancelled, wrong, empty and hidden accounts alike.
 */
export default defineSource<WeiboHandle>({
  kind: 'mobile',
  title: '微博移动版',
  order: 10,
  view: 'guest',
  standard: true,
  applies: () => true,
  async look({ uid }, world) {
    const profile = readAnswer(await ask(world, uid, ''));
    if (!profile.json) return profile.trouble;
    const user = readProfile(profile.body, uid);
    if (user === 'wrong-account') {
      return nothingSeen('wrong-account', '微博给出了另一个账号的资料', profile.answer.status, [
        profile.answer.proof(),
      ]);
    }
    if (user === 'silent') return silent(profile.answer);
    if (user === 'unreadable') {
      return nothingSeen('layout-changed', '微博资料的格式不认识', profile.answer.status, [profile.answer.proof()]);
    }
    const list = readAnswer(await ask(world, uid, `&containerid=107603${uid}`));
    if (!list.json) return seen(user, profile.answer, null, null, list.trouble.detail);
    return seen(user, profile.answer, list.answer, readList(list.body, uid, world.now()), '');
  },
});

async function ask(world: World, uid: string, more: string): Promise<HttpAnswer> {
  const cookie = await visitorCookie(world, 'weibo.cn');
  return world.http.ask({
    url: `https://m.weibo.cn/api/container/getIndex?type=uid&value=${uid}${more}`,
    headers: {
      'mweibo-pwa': '1',
      'x-requested-with': 'XMLHttpRequest',
      referer: `https://m.weibo.cn/u/${uid}`,
      accept: 'application/json, text/plain, */*',
      ...(cookie === '' ? {} : { cookie }),
    },
  });
}

/** @returns the user; `silent` where Weibo says ok:0, which has many meanings */
export function readProfile(body: unknown, uid: string): User | 'wrong-account' | 'silent' | 'unreadable' {
  const parsed = z.object({ ok: z.literal(1), data: z.object({ userInfo: User }) }).safeParse(body);
  if (!parsed.success) return (body as { ok?: unknown }).ok === 0 ? 'silent' : 'unreadable';
  const user = parsed.data.data.userInfo;
  return user.id === uid ? user : 'wrong-account';
}

/** Null where there is no list to read (ok:0), which says nothing about the account. */
export function readList(body: unknown, uid: string, now: Temporal.Instant): WeiboPosts | null {
  const parsed = z.object({ ok: z.literal(1), data: z.object({ cards: z.array(z.unknown()) }) }).safeParse(body);
  return parsed.success ? postsOfCards(parsed.data.data.cards, uid, now) : null;
}

type Answered = HttpAnswer & { answered: true };

function silent(answer: Answered): Sighting {
  return {
    outcome: 'ok',
    detail: '微博只说“这里还没有内容”，可能是注销、隐藏、没有内容或标识有误，不能据此判断',
    httpStatus: answer.status,
    coverage: 'partial',
    listIsWhole: false,
    posts: [],
    evidence: [answer.proof(answer.text)],
  };
}

function seen(
  user: User,
  profile: Answered,
  list: Answered | null,
  found: WeiboPosts | null,
  trouble: string,
): Sighting {
  const canChat = (user.toolbar_menus ?? []).some(
    (menu) => menu.name === '聊天' && /msg\/chat|messagelist/.test(menu.scheme ?? ''),
  );
  const subject = subjectOf(user);
  return {
    outcome: 'ok',
    detail: trouble,
    httpStatus: (list ?? profile).status,
    coverage: found !== null && found.ordinary > 0 && found.undated === 0 ? 'complete' : 'partial',
    listIsWhole: false,
    posts: found?.posts ?? [],
    status: { status: 'normal', text: `资料可见：${user.screen_name}` },
    displayName: user.screen_name,
    subject,
    ...(user.statuses_count === undefined ? {} : { postCount: user.statuses_count }),
    interaction: { ...(found?.commented ? { comments: 'yes' } : {}), ...(canChat ? { directMessage: 'yes' } : {}) },
    evidence: [
      ...(list ? [list.proof(found?.newestText ? `"created_at":"${found.newestText}"` : null)] : []),
      profile.proof(`"screen_name":"${user.screen_name}" "verified_reason":"${subject.label ?? ''}"`),
    ],
  };
}

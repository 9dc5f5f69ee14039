import { z } from 'zod';
import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';
import type { AnsweredText } from './answer.ts';
import { postsOfCards, type WeiboPosts } from './posts.ts';
import { subjectOf, User } from './schema.ts';

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

/** The two answers of the mobile site about one account. */
export interface MobileAnswers {
  readonly user: ReturnType<typeof readProfile>;
  readonly profile: AnsweredText;
  /** null: the list was not answered; `trouble` says why */
  readonly list: { readonly answer: AnsweredText; readonly posts: WeiboPosts | null } | null;
  readonly trouble: string;
}

/** What a visitor of the mobile site sees; a lower bound for ever, since some posts are shown to logged-in readers alone. */
export function mobileSighting({ user, profile, list, trouble }: MobileAnswers): Sighting {
  if (user === 'wrong-account') {
    return nothingSeen('wrong-account', '微博给出了另一个账号的资料', profile.status, [profile.proof()]);
  }
  if (user === 'unreadable') {
    return nothingSeen('layout-changed', '微博资料的格式不认识', profile.status, [profile.proof(profile.text)]);
  }
  if (user === 'silent') return silent(profile);
  return seen(user, profile, list?.answer ?? null, list?.posts ?? null, trouble);
}

function silent(answer: AnsweredText): Sighting {
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
  profile: AnsweredText,
  list: AnsweredText | null,
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

/**
 * Answers of Toutiao: the profile page with its URL-encoded RENDER_DATA, and the list that the page's own script
 * fetches. Field names follow RSSHub `lib/routes/toutiao/types.ts`.
 */
import { microId, timedId } from '../ids.ts';
import { escapeHtml } from '../platform.ts';
import type { Shown, ShownPost } from '../shown.ts';
import { seconds, zuluTime } from '../times.ts';
import type { ToutiaoAccount } from '../world.ts';

type ShownToutiao = Shown<ToutiaoAccount>;

const OTHER_TOKEN = 'MS4wLjABAAAAexampleOtherAuthor';
export const userIdOf = (account: ToutiaoAccount) =>
  `6${String(Buffer.from(account.handle.token).readUIntBE(account.handle.token.length - 5, 5))
    .slice(-10)
    .padStart(10, '0')}`;

function certification(shown: ShownToutiao) {
  const { kind, label } = shown.account.subject ?? { kind: 'government', label: '示例官方账号' };
  if (kind === 'unverified') return { verified: false, label: '', info: '' };
  const type = kind === 'personal' ? '1' : '3';
  return { verified: true, label, info: JSON.stringify({ auth_type: type, auth_info: label, other_auth: {} }) };
}

export function workId(account: ToutiaoAccount, post: ShownPost): string {
  return post.kind === 'micro' ? microId(account, post) : timedId(account, post);
}

function cell(shown: ShownToutiao, post: ShownPost) {
  const id = workId(shown.account, post);
  const { verified, label, info } = certification(shown);
  const closed = post.commentsClosed === true || shown.account.interaction?.comments === false;
  const comments = closed ? 0 : (post.comments ?? 0);
  const common = {
    id,
    group_id: id,
    item_id: id,
    publish_time: seconds(post.instant),
    behot_time: seconds(post.instant),
    comment_count: comments,
    digg_count: 1,
    read_count: 210,
    itemCell: { actionCtrl: { banComment: closed }, itemCounter: { commentCount: comments } },
    ...(post.pinned ? { is_stick: true, stick_style: 1 } : {}),
  };
  const author = {
    name: post.by ?? shown.name,
    user_id: post.by === undefined ? shown.account.handle.token : OTHER_TOKEN,
    user_verified: verified,
    verified_content: label,
    user_auth_info: info,
  };
  const title = post.title ?? '示例标题';
  switch (post.kind) {
    case 'micro':
      return {
        ...common,
        ban_comment: closed ? 1 : 0,
        cell_type: 32,
        content: title,
        user: { ...author, is_blocked: 0 },
      };
    case 'video': {
      const user = {
        info: { ...author, ban_status: shown.state === 'banned' },
        relation_count: { followers_count: 3210 },
      };
      return { ...common, ban_comment: closed, cell_type: 0, title, has_video: true, user };
    }
    default:
      return {
        ...common,
        ban_comment: closed,
        cell_type: 60,
        title,
        article_url: `https://www.toutiao.com/article/${id}/`,
        source: author.name,
        has_video: false,
        user_info: author,
      };
  }
}

const CATEGORY: Readonly<Record<string, ShownPost['kind']>> = {
  pc_profile_article: 'article',
  pc_profile_video: 'video',
  pc_profile_ugc: 'micro',
};
const PAGE = 15;

/** `before`: unix second of the last entry of the page before, 0 for the first page */
export function feed(shown: ShownToutiao, category: string, before: number, member: boolean) {
  const wanted = CATEGORY[category];
  const left = shown.posts.filter(
    (post) =>
      !post.deleted &&
      (wanted === undefined || (post.kind ?? 'article') === wanted) &&
      (before === 0 || seconds(post.instant) < before),
  );
  const data = left.slice(0, PAGE).map((post) => cell(shown, post));
  const last = left.slice(0, PAGE).at(-1);
  return {
    message: 'success',
    data,
    has_more: left.length > PAGE,
    next: { max_behot_time: last === undefined ? 0 : seconds(last.instant) },
    login_status: member ? 1 : 0,
    return_count: data.length,
    offset: 0,
  };
}

/** a page without `profileUserInfo` is what an unknown token gets */
export function profilePage(token: string, shown: ShownToutiao | null): string {
  const title = shown === null ? '今日头条' : `${escapeHtml(shown.name)}的头条主页 - 今日头条(www.toutiao.com)`;
  const data = encodeURIComponent(
    JSON.stringify({ data: shown === null ? {} : { profileUserInfo: person(shown), token } }),
  );
  const id = encodeURIComponent(token);
  const script = `
const write = (text) => document.getElementById('root').append(Object.assign(document.createElement('p'), { textContent: text }));
fetch('/api/pc/list/user/feed?category=profile_all&token=${id}&max_behot_time=0&entrance_gid=&aid=24&app_name=toutiao_web&a_bogus=page', { credentials: 'include' })
  .then((answer) => answer.json())
  .then((list) => { for (const work of list.data ?? []) write((work.title ?? work.content) + ' ' + work.publish_time); })
  .catch(() => write('加载失败'));
fetch('/api/pc/user/fans_stat', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'token=${id}' }).catch(() => {});`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="root"></div><script id="RENDER_DATA" type="application/json">${data}</script>${shown === null ? '' : `<script>${script}</script>`}</body></html>`;
}

function person(shown: ShownToutiao) {
  const { verified, label, info } = certification(shown);
  const userId = userIdOf(shown.account);
  return {
    userId,
    name: shown.name,
    description: label,
    userAuthInfo: info,
    userVerified: verified,
    mediaId: `16${userId}`,
    ipLocation: '示例',
  };
}

export const FANS = {
  message: 'success',
  data: { fans: 3210, following: 12, digg_count: 4100 },
};

export function workPage(post: ShownPost): string {
  const title = escapeHtml(post.title ?? '示例标题');
  const linked = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: zuluTime(post.instant),
  };
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-今日头条</title><script type="application/ld+json">${JSON.stringify(linked)}</script></head><body></body></html>`;
}

export function comments(post: ShownPost) {
  const total = post.comments ?? 0;
  const comment = { id: '1', text: '示例评论', create_time: seconds(post.instant) + 600, user_name: '示例网友' };
  return { message: 'success', data: total === 0 ? [] : [{ comment }], has_more: false, total_number: total };
}

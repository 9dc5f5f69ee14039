/**
 * Answers of Douyin's web interface (`/aweme/v1/web/…`) and the page that asks for them. Field names follow the typed
 * answers of amagi and RSSHub `lib/routes/douyin`.
 */
import { timedId } from '../ids.ts';
import { escapeHtml } from '../platform.ts';
import { hidingOf, type Shown, type ShownPost } from '../shown.ts';
import { milliseconds, seconds } from '../times.ts';
import type { DouyinAccount, Hiding, ReplicaState } from '../world.ts';

type ShownDouyin = Shown<DouyinAccount>;

const PARTNER = 'MS4wLjABAAAAexamplePartnerOfCoCreatedWorks00000000000001';
const SPECIAL: { readonly [S in ReplicaState]?: object } = {
  banned: {
    special_state: 1,
    title: '账号已被封禁',
    content: '由于违反《抖音社区自律公约》的相关规定，该账号已被封禁',
  },
  cancelled: { special_state: 1, title: '账号已经注销', content: '' },
  private: { special_state: 4, title: '私密账号', content: '关注账号即可查看内容和喜欢' },
};

const uidOf = (account: DouyinAccount) =>
  `1${Buffer.from(account.handle.secUid).readUIntBE(account.handle.secUid.length - 6, 6)}`;

function certification(shown: ShownDouyin) {
  const { kind, label } = shown.account.subject ?? { kind: 'government', label: '示例官方账号' };
  if (kind === 'unverified') {
    return { custom_verify: '', enterprise_verify_reason: '', account_cert_info: '{}', is_gov_media_vip: false };
  }
  if (kind === 'personal') {
    const cert = JSON.stringify({ label_style: 4, label_text: label });
    return { custom_verify: label, enterprise_verify_reason: '', account_cert_info: cert, is_gov_media_vip: false };
  }
  return {
    custom_verify: '',
    enterprise_verify_reason: label,
    account_cert_info: JSON.stringify({ label_style: 5, label_text: label, is_biz_account: 1 }),
    is_gov_media_vip: kind === 'government' || kind === 'media',
  };
}

export function profile(shown: ShownDouyin) {
  const gone = shown.state === 'banned' || shown.state === 'cancelled';
  const special = SPECIAL[shown.state];
  return {
    extra: { fatal_item_ids: [], logid: 'example', now: milliseconds(shown.now) },
    status_code: 0,
    status_msg: null,
    user: {
      uid: uidOf(shown.account),
      sec_uid: shown.account.handle.secUid,
      nickname: shown.name,
      unique_id: 'example',
      signature: '',
      aweme_count: gone ? 0 : shown.count,
      follower_count: 5210,
      mplatform_followers_count: 5300,
      total_favorited: 81230,
      ip_location: 'IP属地：示例',
      ...certification(shown),
      verification_type: 0,
      is_ban: false,
      is_block: false,
      is_not_show: false,
      user_not_see: 0,
      user_not_show: 1,
      secret: shown.state === 'private' ? 1 : 0,
      message_chat_entry: shown.account.interaction?.directMessage ?? true,
      ...(gone ? { user_deleted: true } : {}),
      ...(special === undefined ? {} : { special_state_info: special }),
    },
  };
}

/** a sec_uid that is none, or whose account was taken away without a trace */
export const INVALID_ID = { status_code: 2, status_msg: 'UserId不合法', user: {} };

function work(shown: ShownDouyin, post: ShownPost) {
  const id = timedId(shown.account, post);
  const partner = post.coCreatedWith ?? post.by;
  const self = { uid: uidOf(shown.account), sec_uid: shown.account.handle.secUid, nickname: shown.name };
  const open = !post.commentsClosed && shown.account.interaction?.comments !== false;
  return {
    aweme_id: id,
    aweme_type: post.kind === 'images' ? 68 : 0,
    create_time: seconds(post.instant),
    desc: post.title ?? '示例视频',
    is_top: post.pinned ? 1 : 0,
    is_ads: post.ad === true,
    author:
      partner === undefined
        ? { ...self, ...certification(shown) }
        : {
            uid: '100000000000077',
            sec_uid: PARTNER,
            nickname: partner,
            custom_verify: '',
            enterprise_verify_reason: partner,
          },
    ...(post.coCreatedWith === undefined
      ? {}
      : { cooperation_info: { co_creator_nums: 2, co_creators: [{ ...self, role_title: '共创', invite_status: 2 }] } }),
    aweme_control: { can_comment: open, can_forward: true, can_share: true, can_show_comment: open },
    comment_permission_info: { can_comment: open, comment_permission_status: 0 },
    statistics: {
      comment_count: open ? (post.comments ?? 0) : 0,
      digg_count: 12,
      collect_count: 1,
      share_count: 1,
      play_count: 0,
    },
    status: {
      allow_share: true,
      in_reviewing: false,
      is_delete: post.deleted,
      is_prohibited: false,
      private_status: 0,
      part_see: 0,
    },
    images: post.kind === 'images' ? [{ uri: 'example', url_list: [] }] : null,
    share_url: `https://www.iesdouyin.com/share/video/${id}/`,
  };
}

const PAGE = 18;
/** One page of works. `cursor` 0: the newest; else works before this moment, in milliseconds. */
export function workList(shown: ShownDouyin, cursor: number, guest: boolean) {
  const { list }: Hiding = guest ? hidingOf(shown) : {};
  const pinned = shown.posts.filter((post) => post.pinned);
  const others = shown.posts.filter((post) => !post.pinned);
  const left = others.filter((post) => cursor === 0 || milliseconds(post.instant) < cursor);
  const chosen = [...(cursor === 0 ? pinned : []), ...left.slice(0, PAGE)];
  const last = left.slice(0, PAGE).at(-1);
  const pack = (works: readonly object[] | null, more: boolean, next: number) => ({
    status_code: 0,
    min_cursor: chosen[0] === undefined ? 0 : milliseconds(chosen[0].instant),
    max_cursor: next,
    has_more: more ? 1 : 0,
    aweme_list: works,
    ...(guest ? { not_login_module: { guide_login_tip_exist: true } } : {}),
  });
  if (shown.state !== 'normal' || list === 'null') return pack(null, false, 0);
  if (list === 'empty') return pack([], false, 0);
  if (list === 'later' && cursor === 0) return pack([], true, milliseconds(shown.now));
  const works = chosen.map((post) => work(shown, post));
  return pack(works, left.length > PAGE, last === undefined ? 0 : milliseconds(last.instant));
}

export function workDetail(shown: ShownDouyin, post: ShownPost) {
  return { aweme_detail: work(shown, post), status_code: 0 };
}

export function commentList(shown: ShownDouyin, post: ShownPost) {
  const total = shown.account.interaction?.comments === false ? 0 : (post.comments ?? 0);
  const created = seconds(post.instant) + 600;
  const first = { cid: '1', text: '示例评论', create_time: created, user: { nickname: '示例网友' } };
  return { status_code: 0, comments: total === 0 ? null : [first], total, has_more: 0 };
}

/** The page of an account: its own script fetches profile and works, and writes down what it is told. */
export function profilePage(shown: ShownDouyin, member: boolean): string {
  const id = encodeURIComponent(shown.account.handle.secUid);
  const render = encodeURIComponent(JSON.stringify({ app: { isSpider: false, user: { isLogin: member } } }));
  const common = 'device_platform=webapp&aid=6383&channel=channel_pc_web&a_bogus=page';
  const script = `
const root = document.getElementById('root');
const write = (text) => root.append(Object.assign(document.createElement('p'), { textContent: text }));
const read = async (address) => {
  const text = await (await fetch(address, { credentials: 'include' })).text();
  if (text === '') throw new Error('empty');
  return JSON.parse(text);
};
const works = async (cursor, left) => {
  const page = await read('/aweme/v1/web/aweme/post/?${common}&sec_user_id=${id}&count=18&max_cursor=' + cursor);
  for (const work of page.aweme_list ?? []) {
    root.append(Object.assign(document.createElement('a'), { href: '/video/' + work.aweme_id, textContent: work.desc }));
  }
  const count = page.aweme_list?.length ?? 0;
  return count === 0 && page.has_more && left > 0 ? works(page.max_cursor, left - 1) : count;
};
(async () => {
  const { user = {} } = await read('/aweme/v1/web/user/profile/other/?${common}&sec_user_id=${id}');
  write(user.nickname ?? '');
  write(user.enterprise_verify_reason || user.custom_verify || '');
  if (user.special_state_info) {
    write(user.special_state_info.title);
    write(user.special_state_info.content);
  }
  const count = await works(0, 2);
  if (count === 0 && user.aweme_count === 0 && !user.special_state_info) {
    write('暂无内容');
    write('该账号还未发布过作品哦～');
  }
})().catch(() => write('服务异常，请重新拉取数据'));`;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escapeHtml(shown.name)}的抖音 - 抖音</title></head><body><div id="root"></div><script id="RENDER_DATA" type="application/json">${render}</script><script>${script}</script></body></html>`;
}

/**
 * Answers of Weibo, as `m.weibo.cn/api/container/getIndex` and `weibo.com/ajax/…` give them. Field names and nesting
 * follow the public readers of these interfaces (RSSHub `lib/routes/weibo`, f2 `apps/weibo`, weibo-crawler).
 */
import { weiboBid, weiboMid } from '../ids.ts';
import type { Shown, ShownPost } from '../shown.ts';
import { seconds, secondText, weiboTime } from '../times.ts';
import type { ReplicaState, ReplicaSubject, WeiboAccount } from '../world.ts';

type ShownWeibo = Shown<WeiboAccount>;

const VERIFIED_TYPE: Readonly<Record<ReplicaSubject['kind'], number>> = {
  unverified: -1,
  personal: 0,
  government: 1,
  enterprise: 2,
  media: 3,
  institution: 7,
  organisation: 7,
};
const OTHER_UID = 1000000001;

export const loginAtMobile = (uid: string) => ({
  ok: -100,
  url: `https://passport.weibo.com/sso/signin?entry=wapsso&source=wapssowb&url=${encodeURIComponent(`https://m.weibo.cn/u/${uid}`)}`,
});
export const loginAtDesktop = (uid: string) => ({
  ok: -100,
  url: `https://weibo.com/login.php?url=${encodeURIComponent(`https://weibo.com/u/${uid}`)}`,
});
/** cancelled, unknown, without posts or hidden: the mobile interface says the same of all */
export const NOTHING_HERE = { ok: 0, msg: '这里还没有内容', data: { cards: [] } };

function verification(shown: ShownWeibo) {
  const subject = shown.account.subject ?? { kind: 'government', label: '' };
  return {
    verified: subject.kind !== 'unverified',
    verified_type: VERIFIED_TYPE[subject.kind],
    verified_type_ext: 0,
    verified_reason: subject.label,
  };
}

function user(shown: ShownWeibo) {
  const { uid } = shown.account.handle;
  return {
    id: Number(uid),
    screen_name: shown.name,
    profile_image_url: 'https://tvax1.sinaimg.cn/default/images/default_avatar.jpg',
    profile_url: `https://m.weibo.cn/u/${uid}`,
    statuses_count: shown.count,
    ...verification(shown),
    close_blue_v: false,
    description: '',
    follow_me: false,
    following: false,
    follow_count: 64,
    followers_count: '2.6万',
  };
}

export function mobileProfile(shown: ShownWeibo) {
  const { uid } = shown.account.handle;
  const chat = {
    type: 'link',
    name: '聊天',
    params: { scheme: `sinaweibo://messagelist?uid=${uid}` },
    scheme: `https://passport.weibo.cn/signin/welcome?entry=mweibo&r=https://m.weibo.cn/msg/chat?uid=${uid}`,
  };
  const menus = [{ type: 'profile_follow', name: '关注', params: { uid: Number(uid) } }];
  const tab = (id: number, kind: string, title: string, prefix: string) => ({
    id,
    tabKey: kind,
    title,
    tab_type: kind,
    containerid: `${prefix}${uid}`,
  });
  return {
    ok: 1,
    data: {
      userInfo: {
        ...user(shown),
        toolbar_menus: shown.account.interaction?.directMessage === false ? menus : [...menus, chat],
      },
      tabsInfo: {
        selectedTab: 1,
        tabs: [
          tab(1, 'profile', '主页', '230283'),
          tab(2, 'weibo', '微博', '107603'),
          tab(4, 'video', '视频', '231567'),
        ],
      },
      scheme: `sinaweibo://userinfo?uid=${uid}`,
      showAppTips: 0,
    },
  };
}

function mblog(shown: ShownWeibo, post: ShownPost) {
  const mid = weiboMid(shown.account, post);
  const author =
    post.by === undefined
      ? { id: Number(shown.account.handle.uid), screen_name: shown.name, ...verification(shown) }
      : { id: OTHER_UID, screen_name: post.by, verified: true, verified_type: 2 };
  return {
    visible: { type: 0, list_id: 0 },
    created_at: weiboTime(post.instant),
    id: mid,
    mid,
    bid: weiboBid(mid),
    text: post.title ?? '示例微博正文',
    source: '微博网页版',
    user: author,
    reposts_count: 0,
    comments_count: post.comments ?? 0,
    attitudes_count: 1,
    mblogtype: post.pinned ? 2 : post.ad ? 1 : 0,
    edit_config: { edited: post.editedAt !== undefined },
    number_display_strategy: { apply_scenario_flag: 3, display_text_min_number: 1000000, display_text: '100万+' },
    comment_manage_info: { comment_permission_type: -1, approval_comment_type: 0, comment_sort_type: 0 },
    ...(post.pinned ? { isTop: 1, title: { text: '置顶', base_color: 1 } } : {}),
    ...(post.ad ? { isAd: 1 } : {}),
    ...(post.editedAt === undefined ? {} : { edit_count: 1, edit_at: weiboTime(Temporal.Instant.from(post.editedAt)) }),
    ...(post.kind === 'repost' ? { text: '转发微博', retweeted_status: reposted(post) } : {}),
    ...(post.deleted ? { deleted: '1', state: 7, text: '抱歉，此微博已被作者删除。', user: null } : {}),
  };
}

function reposted(post: ShownPost) {
  return {
    created_at: weiboTime(post.instant.subtract({ hours: 50 })),
    text: '被转发的原文',
    user: { id: OTHER_UID, screen_name: '示例省发布', verified: true, verified_type: 1 },
  };
}

const PAGE = 10;
function firstPage(shown: ShownWeibo): ShownPost[] {
  const pinned = shown.posts.filter((post) => post.pinned);
  return [...pinned, ...shown.posts.filter((post) => !post.pinned).slice(0, PAGE)];
}

/** `containerid=107603UID`: the first page, pinned posts in front */
export function mobileList(shown: ShownWeibo, asEmpty: boolean) {
  const { uid } = shown.account.handle;
  const cards = firstPage(shown).map((post) => {
    const status = mblog(shown, post);
    return {
      card_type: 9,
      profile_type_id: `${post.pinned ? 'proweibotop_' : 'proweibo_'}${status.mid}`,
      itemid: `107603${uid}_-_${status.mid}`,
      scheme: `https://m.weibo.cn/status/${status.bid}?mblogid=${status.bid}`,
      mblog: status,
    };
  });
  return {
    ok: 1,
    data: {
      cardlistInfo: { containerid: `107603${uid}`, v_p: 42, total: shown.count, page: 2 },
      cards: asEmpty ? [] : cards,
      scheme: `sinaweibo://cardlist?containerid=107603${uid}`,
      showAppTips: 0,
    },
  };
}

export function mobileBasics() {
  const row = (name: string, content: string) => ({ card_type: 41, item_name: name, item_content: content });
  const group = [row('注册时间', '2016-08-12'), row('IP属地', '示例')];
  return { ok: 1, data: { cards: [{ card_type: 11, card_group: group }] } };
}

const SORRY: { readonly [S in ReplicaState]?: string } = {
  banned: '该账号因被投诉违反法律法规和《微博社区公约》的相关规定，现已无法查看。查看帮助',
  frozen: '该账号因被投诉违反法律法规和《微博社区公约》的相关规定，现已无法查看。查看帮助',
  cancelled: '该账号因用户自行申请关闭，现已无法查看。',
  risky: '该账号行为异常，存在安全风险，用户验证之前暂时不能查看。',
};

/** `weibo.com/ajax/profile/info`: the profile, or the words for why there is none */
export function desktopProfile(shown: ShownWeibo) {
  const sorry = SORRY[shown.state];
  if (sorry !== undefined) {
    const url = `https://weibo.com/sorry?usernotexists&msg=${encodeURIComponent(sorry)}`;
    return { ok: 0, error_type: 'link', url };
  }
  if (shown.state === 'not-found') return UNKNOWN_USER;
  const { uid } = shown.account.handle;
  return {
    ok: 1,
    data: {
      user: { ...user(shown), idstr: uid, profile_url: `/u/${uid}`, domain: '', is_muteuser: shown.state === 'muted' },
      tabList: [
        { name: 'home', tabName: '精选' },
        { name: 'weibo', tabName: '微博' },
      ],
      blockText: '',
      blockType: 0,
    },
  };
}
export const UNKNOWN_USER = { ok: 0, msg: '该用户不存在(20003)' };

export function desktopStatus(shown: ShownWeibo, post: ShownPost) {
  const { bid, ...status } = mblog(shown, post);
  return { ...status, idstr: status.mid, mblogid: bid, text_raw: status.text };
}

/** the whole list, for a login */
export function desktopList(shown: ShownWeibo) {
  const list = firstPage(shown).map((post) => desktopStatus(shown, post));
  return { ok: 1, data: { since_id: '', list, total: shown.count, bottom_tips_visible: false } };
}

/** the video tab, which guests see too */
export function waterfall(shown: ShownWeibo) {
  const list = shown.posts
    .filter((post) => post.kind === 'video' && !post.deleted)
    .map((post) => ({
      ...desktopStatus(shown, post),
      page_info: {
        type: 11,
        object_type: 'video',
        media_info: { name: '示例视频', video_publish_time: seconds(post.instant), duration: 42 },
      },
    }));
  return { ok: 1, data: { next_cursor: '-1', list } };
}

export function desktopDetail(shown: ShownWeibo) {
  const registered = secondText(shown.now.subtract({ hours: 24 * 365 * 4 }));
  const label = shown.account.subject?.label ?? '';
  return {
    ok: 1,
    data: { sunshine_credit: { level: '信用极好' }, created_at: registered, description: '', desc_text: label },
  };
}

export function muteNotice(shown: ShownWeibo) {
  return { ok: 1, data: shown.state === 'muted' ? { text: '因违反社区公约，该用户目前处于禁言状态' } : {} };
}

/** `buildComments`: proof that a third party could comment */
export function comments(post: ShownPost) {
  if (post.comments === undefined || post.comments === 0) return { ok: 0, msg: '还没有人评论哦~快来抢沙发！' };
  const reader = { id: 6000000001, screen_name: '示例网友', verified: false, verified_type: -1 };
  const created = weiboTime(post.instant.add({ minutes: 20 }));
  const first = { created_at: created, id: '1', text_raw: '示例评论', text: '示例评论', like_counts: 0, user: reader };
  return { ok: 1, filter_group: [], data: [first], rootComment: [], total_number: post.comments, max_id: 0 };
}

/**
 * api.weixin.qq.com, the interface that an owner opens to us. What it lists is what was published by the account
 * itself (发布); its count of zero is the platform's own word that nothing was.
 */
import { articleLink, articleMid } from '../../ids.ts';
import { type Asked, about, json, page, type ReplicaPlatform, type Scene } from '../../platform.ts';
import { ghIdOf } from '../../shapes/article.ts';
import type { Shown } from '../../shown.ts';
import { seconds } from '../../times.ts';
import type { ReplicaState, ReplicaSubject, WechatAccount } from '../../world.ts';

const fault = (errcode: number, errmsg: string) => page(json({ errcode, errmsg }));
const tokenOf = (appId: string) => `token-of-${appId}`;
const VALID_SECONDS = 7200;

const STATUS: { readonly [S in ReplicaState]?: number } = { cancelled: 14, banned: 16, muted: 18, frozen: 19 };
const PRINCIPAL: Readonly<Record<ReplicaSubject['kind'], number>> = {
  personal: 0,
  unverified: 0,
  enterprise: 1,
  media: 2,
  government: 3,
  institution: 4,
  organisation: 4,
};
const CUSTOMER: Readonly<Record<ReplicaSubject['kind'], number>> = {
  unverified: 0,
  enterprise: 1,
  government: 3,
  organisation: 8,
  media: 9,
  institution: 11,
  personal: 15,
};

const platform: ReplicaPlatform = {
  id: 'official',
  serves: (host) => host === 'api.weixin.qq.com',
  route: (asked, scene) => {
    if (asked.path === '/cgi-bin/token' || asked.path === '/cgi-bin/stable_token') return token(asked, scene);
    const given = asked.query.get('access_token') ?? '';
    const secrets = Object.entries(scene.world.logins?.official ?? {});
    const appId = secrets.find(([id, secret]) => given === tokenOf(id) || given === secret)?.[0];
    if (appId === undefined) return fault(40001, 'invalid credential, access_token is invalid or not latest');
    const account = scene.accounts('wechat').find((each) => each.handle.appId === appId);
    if (account === undefined) return fault(61003, 'component is not authorized by this account');
    return about<'wechat'>(account, (shown) => json(answer(asked, shown)));
  },
  keepsOut: { throttled: () => json({ errcode: 45009, errmsg: 'reach max api daily quota limit' }) },
};
export default platform;

function token(asked: Asked, scene: Scene) {
  const body = bodyOf(asked);
  const appId = asked.query.get('appid') ?? String(body.appid ?? '');
  const secret = asked.query.get('secret') ?? body.secret;
  const known = scene.world.logins?.official?.[appId];
  if (known === undefined) return fault(40013, 'invalid appid');
  if (secret !== known) return fault(40125, 'invalid appsecret');
  return page(json({ access_token: tokenOf(appId), expires_in: VALID_SECONDS }));
}

function bodyOf(asked: Asked): Record<string, unknown> {
  try {
    return JSON.parse(asked.body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function answer(asked: Asked, shown: Shown<WechatAccount>): object {
  switch (asked.path) {
    case '/cgi-bin/account/getaccountbasicinfo':
      return basicInfo(shown);
    case '/cgi-bin/component/api_get_authorizer_info':
      return { authorizer_info: authorizer(shown) };
    case '/cgi-bin/freepublish/batchget':
      return published(shown, Number(bodyOf(asked).offset ?? 0), Number(bodyOf(asked).count ?? 20));
    case '/cgi-bin/get_current_selfmenu_info':
      return menu(shown.account.interaction?.menu ?? true);
    case '/cgi-bin/get_current_autoreply_info':
      return autoReply(shown.account.interaction?.autoReply ?? true);
    default:
      return { errcode: 48001, errmsg: 'api unauthorized' };
  }
}

const subjectOf = (shown: Shown<WechatAccount>): ReplicaSubject =>
  shown.account.subject ?? { kind: 'government', label: '示例县人民政府办公室' };

function basicInfo(shown: Shown<WechatAccount>) {
  const subject = subjectOf(shown);
  return {
    errcode: 0,
    errmsg: 'ok',
    appid: shown.account.handle.appId,
    account_type: 1,
    principal_type: PRINCIPAL[subject.kind],
    principal_name: subject.label,
    realname_status: 1,
    wx_verify_info: {
      qualification_verify: subject.kind !== 'unverified',
      naming_verify: subject.kind !== 'unverified',
    },
    nickname: shown.name,
    nickname_info: { nickname: shown.name, modify_used_count: 0, modify_quota: 2 },
    customer_type: CUSTOMER[subject.kind],
  };
}

function authorizer(shown: Shown<WechatAccount>) {
  const subject = subjectOf(shown);
  return {
    nick_name: shown.name,
    service_type_info: { id: 0 },
    verify_type_info: { id: subject.kind === 'unverified' ? -1 : 0 },
    user_name: ghIdOf(shown.account),
    alias: shown.account.handle.alias ?? '',
    principal_name: subject.label,
    account_status: STATUS[shown.state] ?? 1,
  };
}

function published(shown: Shown<WechatAccount>, offset: number, count: number) {
  const all = shown.posts.filter((post) => !post.deleted);
  const item = all.slice(offset, offset + count).map((post) => {
    const at = seconds(post.instant);
    const open = shown.account.interaction?.comments === false || post.commentsClosed ? 0 : 1;
    const news = {
      title: post.title ?? '示例标题',
      digest: '示例摘要',
      url: articleLink(shown.account, post),
      need_open_comment: open,
      only_fans_can_comment: 0,
      is_deleted: false,
    };
    const content = { news_item: [news], create_time: at, update_time: at };
    return { article_id: articleMid(shown.account, post), content, update_time: at };
  });
  return { total_count: shown.count, item_count: item.length, item };
}

function menu(open: boolean) {
  const button = [{ type: 'view', name: '政务公开', url: 'https://www.example.gov.cn/' }];
  return open ? { is_menu_open: 1, selfmenu_info: { button } } : { is_menu_open: 0, selfmenu_info: { button: [] } };
}

function autoReply(open: boolean) {
  if (!open) return { is_add_friend_reply_open: 0, is_autoreply_open: 0 };
  const greeting = { type: 'text', content: '感谢关注' };
  return { is_add_friend_reply_open: 1, is_autoreply_open: 1, add_friend_autoreply_info: greeting };
}

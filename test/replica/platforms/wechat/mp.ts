/** mp.weixin.qq.com: article pages, albums and the account search of the back office. */
import { articleMid, articleToken } from '../../ids.ts';
import { type Asked, about, html, json, page, type ReplicaPlatform, redirect, type Scene } from '../../platform.ts';
import {
  articlePage,
  BAD_LINK,
  BANNED,
  CANCELLED,
  CAPTCHA,
  DELETED,
  ghIdOf,
  LINK_EXPIRED,
  MIGRATING,
  migratedPage,
  TOO_FREQUENT,
} from '../../shapes/article.ts';
import type { Shown, ShownPost } from '../../shown.ts';
import { seconds } from '../../times.ts';
import type { WechatAccount } from '../../world.ts';

const CAPTCHA_PATH = '/mp/wappoc_appmsgcaptcha';

const platform: ReplicaPlatform = {
  id: 'wechat',
  serves: (host) => host === 'mp.weixin.qq.com',
  keepsOut: {
    throttled: () => html(TOO_FREQUENT),
    captcha: (asked) =>
      asked.path === CAPTCHA_PATH
        ? html(CAPTCHA)
        : redirect(
            `https://mp.weixin.qq.com${CAPTCHA_PATH}?poc_token=example&target_url=${encodeURIComponent(asked.path)}`,
          ),
  },
  route: (asked, scene) => {
    if (asked.path === CAPTCHA_PATH) return page(html(CAPTCHA));
    if (asked.path === '/mp/appmsgalbum') return album(asked, scene);
    if (asked.path === '/cgi-bin/searchbiz') return searchBiz(asked, scene);
    if (asked.path === '/cgi-bin/appmsgpublish' || asked.path === '/cgi-bin/appmsg') {
      // closed for other people's accounts
      return page(json({ base_resp: { err_msg: 'freq control', ret: 200013 } }));
    }
    if (asked.path === '/s' || asked.path.startsWith('/s/')) return article(asked, scene);
    return null;
  },
};
export default platform;

function article(asked: Asked, scene: Scene) {
  if (asked.query.get('src') === '11') return page(html(LINK_EXPIRED));
  const token = asked.path.slice('/s/'.length);
  const [biz, mid] = [asked.query.get('__biz'), asked.query.get('mid')];
  for (const account of scene.accounts('wechat')) {
    if (biz !== null && biz !== account.handle.biz) continue;
    const post = scene
      .show(account)
      .posts.find(
        (each) => articleToken(account, each) === token || (biz !== null && articleMid(account, each) === mid),
      );
    if (post !== undefined) return about<'wechat'>(account, (shown) => html(articleOrNotice(shown, post)));
  }
  return page(html(BAD_LINK));
}

function articleOrNotice(shown: Shown<WechatAccount>, post: ShownPost): string {
  switch (shown.state) {
    case 'banned':
      return BANNED;
    case 'cancelled':
      return CANCELLED;
    case 'migrating':
      return MIGRATING;
    case 'migrated': {
      const target = shown.account.movedToBiz ?? 'MzAwMDAwMDAwMA==';
      return migratedPage(`https://mp.weixin.qq.com/s?__biz=${target}&mid=2247000001&idx=1&sn=example#wechat_redirect`);
    }
    default:
      return post.deleted ? DELETED : articlePage(shown, post);
  }
}

function album(asked: Asked, scene: Scene) {
  const account = scene.accounts('wechat').find((each) => each.handle.biz === asked.query.get('__biz'));
  const id = asked.query.get('album_id') ?? '';
  if (!account?.handle.albums?.includes(id)) return page(json({ base_resp: { exportkey_token: '', ret: -1 } }));
  return about<'wechat'>(account, (shown) => {
    if (asked.query.get('f') !== 'json') return html('<!DOCTYPE html><title></title><div id="app"></div>');
    const owner = shown.account;
    const held = shown.posts.filter((post) => post.album === id && !post.deleted);
    const items = held.slice(0, Number(asked.query.get('count') ?? 10)).map((post, index) => ({
      create_time: String(seconds(post.instant)),
      is_pay_subscribe: '0',
      item_show_type: '0',
      itemidx: '1',
      key: `${owner.handle.biz}_${articleMid(owner, post)}_1`,
      msgid: articleMid(owner, post),
      pos_num: String(held.length - index),
      title: post.title ?? '示例标题',
      tts_is_ban: '0',
      url: `http://mp.weixin.qq.com/s?__biz=${owner.handle.biz}&mid=${articleMid(owner, post)}&idx=1&sn=0123456789abcdef0123456789abcdef#rd`,
    }));
    // a single article comes without its list, none without the member
    const list = items.length === 0 ? {} : { article_list: items.length === 1 ? items[0] : items };
    const info = {
      article_count: String(held.length),
      title: '#政务公开',
      nickname: shown.name,
      username: ghIdOf(owner),
      isupdating: '1',
      is_reverse: '0',
    };
    return json({
      base_resp: { exportkey_token: '', ret: 0 },
      getalbum_resp: {
        ...list,
        base_info: info,
        continue_flag: held.length > items.length ? '1' : '0',
        reverse_continue_flag: '0',
      },
    });
  });
}

/** needs the login of any account's own back office; finds by name or id, and not those who moved or are gone */
function searchBiz(asked: Asked, scene: Scene) {
  const token = scene.world.logins?.searchbiz;
  if (token === undefined || asked.query.get('token') !== token) {
    return page(json({ base_resp: { err_msg: 'invalid session', ret: 200003 } }));
  }
  const query = asked.query.get('query') ?? '';
  const found = scene
    .accounts('wechat')
    .map((account) => scene.show(account))
    .filter(
      (shown) => shown.state === 'normal' && (shown.name.includes(query) || shown.account.handle.alias === query),
    );
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return page(json(backOfficeRows(found)));
  return about<'wechat'>(only.account, (shown) => json(backOfficeRows([shown])));
}

function backOfficeRows(found: readonly Shown<WechatAccount>[]) {
  const list = found.map((shown) => ({
    fakeid: shown.account.handle.biz,
    nickname: shown.name,
    alias: shown.account.handle.alias ?? '',
    round_head_img: '',
    service_type: 1,
    signature: '',
    verify_status: ['personal', 'unverified'].includes(shown.account.subject?.kind ?? '') ? 0 : 2,
  }));
  return { base_resp: { ret: 0, err_msg: 'ok' }, list, total: list.length };
}

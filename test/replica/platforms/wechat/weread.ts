/** 微信读书: lists of pushed articles for a personal login. */
import { articleToken, bizNumber } from '../../ids.ts';
import { type Asked, about, json, page, type ReplicaPlatform, type Scene } from '../../platform.ts';
import type { Shown } from '../../shown.ts';
import { seconds } from '../../times.ts';
import type { WechatAccount } from '../../world.ts';

const PAGE = 20;
const bookIdOf = (account: WechatAccount) => `MP_WXS_${bizNumber(account.handle.biz)}`;

const platform: ReplicaPlatform = {
  id: 'weread',
  serves: (host) => host === 'weread.qq.com' || host === 'i.weread.qq.com',
  keepsOut: {
    throttled: () => json({ errcode: -2014, errmsg: '请求频率过高' }, { status: 499 }),
    captcha: () => json({ errcode: -2041, errmsg: '' }),
    'login-wall': () => json({ errcode: -2012, errmsg: '登录超时' }, { status: 401 }),
  },
  route: (asked, scene) => {
    const login = scene.world.logins?.weread;
    if (asked.cookies.wr_skey === undefined)
      return page(json({ errcode: -2010, errmsg: '用户不存在' }, { status: 401 }));
    if (login === undefined || asked.cookies.wr_skey !== login) {
      return page(json({ errcode: -2012, errmsg: '登录超时' }, { status: 401 }));
    }
    if (asked.path === '/web/shelf/sync') return page(json({ synckey: 1, books: [], archive: [] }));
    if (asked.path === '/mp/shelf/addToShelf') return page(json({ status: 200, succ: 1, errCode: 0 }));
    if (asked.path === '/web/shelf/bookIds') {
      const ids = (asked.query.get('bookIds') ?? '').split(',').filter((id) => id !== '');
      return page(json({ data: ids.map((bookId) => ({ bookId, onShelf: 1 })) }));
    }
    return articles(asked, scene);
  },
};
export default platform;

function articles(asked: Asked, scene: Scene) {
  const isList = asked.path === '/web/mp/articles';
  if (!isList && asked.path !== '/api/mp/cover') return null;
  const wanted = asked.query.get('bookId') ?? '';
  const account = scene.accounts('wechat').find((each) => bookIdOf(each) === wanted);
  // some accounts are not in WeRead at all
  if (account === undefined) return page(json(isList ? { synckey: 0, reviews: [] } : {}));
  return about<'wechat'>(account, (shown) =>
    json(isList ? list(shown, Number(asked.query.get('offset') ?? 0)) : cover(shown)),
  );
}

const pushed = (shown: Shown<WechatAccount>) => shown.posts.filter((post) => post.pushed !== false && !post.deleted);
/** WeRead spells the underscore of a link as a tilde */
const spelled = (token: string) => token.replaceAll('_', '~');

function list(shown: Shown<WechatAccount>, offset: number) {
  const all = pushed(shown);
  const reviews = all.slice(offset, offset + PAGE).map((post) => {
    const originalId = spelled(articleToken(shown.account, post));
    const reviewId = `${bookIdOf(shown.account)}_${originalId}`;
    const time = seconds(post.instant);
    const mpInfo = { originalId, title: post.title ?? '示例标题', content: '', pic_url: '', time, mp_name: shown.name };
    return { createTime: time, subReviews: [{ reviewId, review: { reviewId, createTime: time, mpInfo } }] };
  });
  const newest = all[0];
  return { synckey: newest === undefined ? 0 : seconds(newest.instant), reviews };
}

/** the newest article alone, without a time */
function cover(shown: Shown<WechatAccount>) {
  const [newest] = pushed(shown);
  if (newest === undefined) return {};
  const reviewId = `${bookIdOf(shown.account)}_${spelled(articleToken(shown.account, newest))}`;
  return { name: shown.name, title: newest.title ?? '示例标题', digest: '', pic: '', reviewId, coverBoxInfo: '{}' };
}

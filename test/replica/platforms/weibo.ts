/** 新浪微博: the mobile interface, the desktop interface, and the visitor systems of both, which do not trust each other. */
import { weiboBid, weiboMid } from '../ids.ts';
import {
  type Asked,
  about,
  escapeHtml,
  html,
  json,
  page,
  type ReplicaPlatform,
  redirect,
  type Scene,
} from '../platform.ts';
import {
  comments,
  desktopDetail,
  desktopList,
  desktopProfile,
  desktopStatus,
  loginAtDesktop,
  loginAtMobile,
  mobileBasics,
  mobileList,
  mobileProfile,
  muteNotice,
  NOTHING_HERE,
  UNKNOWN_USER,
  waterfall,
} from '../shapes/weibo.ts';
import { asGuest, hidingOf, type Shown } from '../shown.ts';
import type { ReplicaState, WeiboAccount } from '../world.ts';

const MOBILE_VISITOR = '_2AkMvisitorOfMobile';
const DESKTOP_VISITOR = '_2AkMvisitorOfDesktop';
const GONE: ReadonlySet<ReplicaState> = new Set(['banned', 'frozen', 'cancelled', 'risky', 'not-found']);

const platform: ReplicaPlatform = {
  id: 'weibo',
  serves: (host) => /(^|\.)weibo\.(cn|com)$/.test(host),
  keepsOut: {
    throttled: (asked) =>
      asked.host === 'm.weibo.cn'
        ? { status: 432, body: '' }
        : json({ ok: 0, msg: '访问频次过高，请稍后再试', error_code: 100005 }, { status: 418 }),
    captcha: () => json({ ok: -100, errno: '100005', msg: '', url: 'https://m.weibo.cn/c/captcha?entry=mweibo' }),
    'login-wall': (asked) => json(asked.host === 'm.weibo.cn' ? loginAtMobile('') : loginAtDesktop('')),
  },
  route: (asked, scene) => {
    if (/passport\.weibo\.(cn|com)$/.test(asked.host)) return visitorSystem(asked);
    if (asked.host === 'm.weibo.cn') return mobile(asked, scene);
    return desktop(asked, scene);
  },
};
export default platform;

function visitorSystem(asked: Asked) {
  if (!/^\/visitor\/(genvisitor2?|visitor)$/.test(asked.path)) return null;
  const form = new URLSearchParams(asked.body);
  const callback = asked.query.get('cb') ?? form.get('cb');
  if (callback === null) {
    return page(html('<!DOCTYPE html><html><head><title>Sina Visitor System</title></head><body></body></html>'));
  }
  const sub = asked.host.endsWith('.cn') ? MOBILE_VISITOR : DESKTOP_VISITOR;
  const subp = '0033WrSXqPxfM72wWs9jqgMF55529P9D9Visitor';
  const data = { sub, subp, alt: '', tid: '01visitor', new_tid: true, next: 'cookie', confidence: 95 };
  const answer = JSON.stringify({ retcode: 20000000, msg: 'succ', data });
  const cookies = [`SUB=${sub}; Path=/; HttpOnly`, `SUBP=${subp}; Path=/`];
  return page(html(`window.${callback} && ${callback}(${answer});`, { headers: { 'set-cookie': cookies } }));
}

function mobile(asked: Asked, scene: Scene) {
  const accounts = scene.accounts('weibo');
  const person = /^\/(?:u|profile)\/(\d+)$/.exec(asked.path)?.[1];
  if (person !== undefined) {
    const account = accounts.find((each) => each.handle.uid === person);
    return account === undefined ? page(home()) : about<'weibo'>(account, profilePage);
  }
  if (asked.path === '/') return page(home());
  if (asked.path === '/api/config') return page(json({ ok: 1, data: { login: false, st: '0a1b2c' } }));
  if (asked.path === '/comments/hotflow') return commentRoute(asked, scene);
  if (asked.path !== '/api/container/getIndex') return null;

  const container = /^(\d{6})(\d+)/.exec(asked.query.get('containerid') ?? '');
  const uid = container?.[2] ?? asked.query.get('value') ?? asked.query.get('uid') ?? '';
  const account = accounts.find((each) => each.handle.uid === uid);
  const visitor = isVisitor(asked, scene, MOBILE_VISITOR);
  // without the right cookie the gate answers before it looks at the account
  const gate = { status: 432, headers: {}, body: '' };
  if (account === undefined) return page(visitor ? json(NOTHING_HERE) : gate);
  return about<'weibo'>(account, (shown) => {
    if (!visitor) return asked.cookies.SUB === undefined ? gate : json(loginAtMobile(uid));
    if (GONE.has(shown.state)) return json(NOTHING_HERE);
    const kind = container?.[1];
    if (kind === '107603' || kind === '230413') return json(timeline(asked, scene, shown));
    if (asked.query.get('containerid')?.endsWith('_-_INFO')) return json(mobileBasics());
    return json(mobileProfile(shown));
  });
}

function timeline(asked: Asked, scene: Scene, shown: Shown<WeiboAccount>) {
  const { uid } = shown.account.handle;
  if (isMember(asked, scene)) return mobileList(shown, false);
  const later = Number(asked.query.get('page') ?? 1) > 1 || asked.query.get('since_id') !== null;
  const { list } = hidingOf(shown);
  if (later || list === 'login') return loginAtMobile(uid);
  if (list === 'empty' || (shown.count === 0 && shown.posts.length === 0)) return NOTHING_HERE;
  return mobileList(asGuest(shown), list === 'null');
}

function desktop(asked: Asked, scene: Scene) {
  const accounts = scene.accounts('weibo');
  const named = /^\/n\/(.+)$/.exec(asked.path)?.[1];
  if (named !== undefined) {
    const account = accounts.find((each) => scene.show(each).name === named);
    return account === undefined ? null : page(redirect(`https://weibo.com/u/${account.handle.uid}`));
  }
  if (!asked.path.startsWith('/ajax/')) return page(home());
  // these addresses are for scripts; a page that is opened here is refused
  if (asked.headers['sec-fetch-mode'] === 'navigate') return page(json({ error: 'Forbidden' }, { status: 403 }));
  if (asked.path === '/ajax/statuses/buildComments') return commentRoute(asked, scene);
  if (asked.path === '/ajax/statuses/show') {
    const found = findPost(scene, asked.query.get('id') ?? '');
    return found === null
      ? null
      : about<'weibo'>(found.account, (shown) => json({ ok: 1, ...desktopStatus(shown, found.post) }));
  }
  const uid = asked.query.get('uid') ?? asked.query.get('custom') ?? '';
  const name = asked.query.get('screen_name');
  const account = accounts.find((each) => each.handle.uid === uid || scene.show(each).name === name);
  if (!isVisitor(asked, scene, DESKTOP_VISITOR)) return page(json(loginAtDesktop(uid)));
  if (account === undefined) return page(json(UNKNOWN_USER));
  return about<'weibo'>(account, (shown) => {
    switch (asked.path) {
      case '/ajax/profile/info':
        return json(desktopProfile(shown));
      case '/ajax/profile/detail':
        return json(GONE.has(shown.state) ? desktopProfile(shown) : desktopDetail(shown));
      case '/ajax/profile/getMuteuser':
        return json(muteNotice(shown));
      case '/ajax/profile/getWaterFallContent':
        return json(GONE.has(shown.state) ? desktopProfile(shown) : waterfall(asGuest(shown)));
      case '/ajax/statuses/mymblog':
        return json(isMember(asked, scene) ? desktopList(shown) : loginAtDesktop(uid));
      default:
        return json(loginAtDesktop(uid));
    }
  });
}

function commentRoute(asked: Asked, scene: Scene) {
  const found = findPost(scene, asked.query.get('id') ?? asked.query.get('mid') ?? '');
  return found === null ? null : about<'weibo'>(found.account, () => json(comments(found.post)));
}

function findPost(scene: Scene, id: string) {
  for (const account of scene.accounts('weibo')) {
    for (const post of scene.show(account).posts) {
      const mid = weiboMid(account, post);
      if (mid === id || weiboBid(mid) === id) return { account, post };
    }
  }
  return null;
}

const isMember = (asked: Asked, scene: Scene) =>
  scene.world.logins?.weibo !== undefined && asked.cookies.SUB === scene.world.logins.weibo;
const isVisitor = (asked: Asked, scene: Scene, visitor: string) =>
  asked.cookies.SUB === visitor || isMember(asked, scene);

function home() {
  const cookies = ['XSRF-TOKEN=0a1b2c; Path=/', 'WEIBOCN_FROM=1110006030; Path=/'];
  return html('<!DOCTYPE html><html><head><meta charset="utf-8"><title>微博</title></head><body></body></html>', {
    headers: { 'set-cookie': cookies },
  });
}

/** The page's own script asks for what it shows; the visitor cookie comes with the page. */
function profilePage(shown: Shown<WeiboAccount>) {
  const api = `/api/container/getIndex?type=uid&value=${shown.account.handle.uid}`;
  const script = `
const write = (text) => document.body.append(Object.assign(document.createElement('p'), { textContent: text }));
const read = async (address) => (await fetch(address, { headers: { 'X-Requested-With': 'XMLHttpRequest' } })).json();
(async () => {
  const profile = await read('${api}');
  write(profile.ok === 1 ? profile.data.userInfo.screen_name : (profile.msg ?? ''));
  const list = await read('${api}&containerid=107603${shown.account.handle.uid}');
  for (const card of list.data?.cards ?? []) write(card.mblog.created_at + ' ' + card.mblog.text);
})().catch(() => write('加载失败'));`;
  const title = `${escapeHtml(shown.name)}的微博`;
  const body = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><script>${script}</script></body></html>`;
  return html(body, { headers: { 'set-cookie': [`SUB=${MOBILE_VISITOR}; Path=/`] } });
}

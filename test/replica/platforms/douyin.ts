/** 抖音. What a visitor sees of the list may lack the newest works; a lent login sees all. */
import { timedId } from '../ids.ts';
import { LOGIN_PATH, loggedIn, loginPage } from '../login.ts';
import { type Asked, about, html, json, page, type ReplicaPlatform, type Route, type Scene } from '../platform.ts';
import { commentList, INVALID_ID, profile, profilePage, workDetail, workList } from '../shapes/douyin.ts';
import { asGuest, hidingOf } from '../shown.ts';

const VISITOR = { 'set-cookie': ['ttwid=1%7Cvisitor; Path=/'] };
const LOGIN_REQUIRED = { status_code: 8, status_msg: '用户未登录' };
const CAPTCHA =
  '<!DOCTYPE html><html><head><meta charset="utf-8"><title>验证码中间页</title></head><body><div id="captcha_container"></div></body></html>';

const platform: ReplicaPlatform = {
  id: 'douyin',
  serves: (host) => host === 'www.douyin.com' || host === 'www-hj.douyin.com',
  keepsOut: {
    captcha: (asked) => (asked.path.startsWith('/user/') ? html(CAPTCHA) : { body: '' }),
    'login-wall': (asked) => (asked.path.startsWith('/aweme/') ? json(LOGIN_REQUIRED) : null),
  },
  route: (asked, scene) => {
    if (asked.path === LOGIN_PATH) return page(loginPage(scene.world.logins?.douyin));
    if (asked.path === '/ttwid/check/') return page(json({ status_code: 0 }, { headers: VISITOR }));
    if (asked.path === '/favicon.ico') return page({ status: 204, body: '' });
    if (asked.path === '/') {
      return page(html('<!DOCTYPE html><title>抖音</title><div id="root"></div>', { headers: VISITOR }));
    }
    return personRoute(asked, scene) ?? workRoute(asked, scene);
  },
};
export default platform;

const isMember = (asked: Asked, scene: Scene) => loggedIn(asked, scene.world.logins?.douyin);

function personRoute(asked: Asked, scene: Scene): Route | null {
  const opened = /^\/user\/([^/]+)\/?$/.exec(asked.path)?.[1];
  const secUid = opened ?? asked.query.get('sec_user_id');
  if (secUid === undefined || secUid === null) return null;
  const member = isMember(asked, scene);
  const account = scene.accounts('douyin').find((each) => each.handle.secUid === secUid);
  if (account === undefined)
    return page(opened === undefined ? json(INVALID_ID) : html('<!DOCTYPE html><title>抖音</title>'));
  return about<'douyin'>(account, (shown) => {
    if (opened !== undefined) return html(profilePage(shown, member), { headers: VISITOR });
    if (asked.path === '/aweme/v1/web/user/profile/other/') {
      return json(shown.state === 'not-found' ? INVALID_ID : profile(shown));
    }
    if (asked.path !== '/aweme/v1/web/aweme/post/') return { status: 404, body: '' };
    if (!member && hidingOf(shown).list === 'login') return json(LOGIN_REQUIRED);
    const cursor = Number(asked.query.get('max_cursor') ?? 0);
    return json(workList(member ? shown : asGuest(shown), cursor, !member));
  });
}

function workRoute(asked: Asked, scene: Scene): Route | null {
  const id = asked.query.get('aweme_id') ?? /^\/(?:video|note)\/(\d+)$/.exec(asked.path)?.[1];
  for (const account of scene.accounts('douyin')) {
    const post = scene.show(account).posts.find((each) => timedId(account, each) === id);
    if (post === undefined) continue;
    return about<'douyin'>(account, (shown) => {
      if (asked.path === '/aweme/v1/web/aweme/detail/') return json(workDetail(shown, post));
      if (asked.path === '/aweme/v1/web/comment/list/') return json(commentList(shown, post));
      return html('<!DOCTYPE html><meta charset="utf-8"><title>示例视频 - 抖音</title>');
    });
  }
  return null;
}

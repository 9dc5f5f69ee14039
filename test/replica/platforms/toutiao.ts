/** 今日头条. The page carries the subject, its own script asks for the list. */
import { LOGIN_PATH, loggedIn, loginPage } from '../login.ts';
import { type Asked, about, html, json, page, type ReplicaPlatform, type Route, type Scene } from '../platform.ts';
import { comments, FANS, feed, profilePage, userIdOf, workId, workPage } from '../shapes/toutiao.ts';
import { asGuest, hidingOf } from '../shown.ts';

const VISITOR = { 'set-cookie': ['ttwid=1%7Cvisitor; Path=/'] };
/** what an unsigned visit gets: a shell whose script would compute a signature */
const SHELL =
  '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body><script>var __ac_nonce = "example"; /* byted_acrawler */</script></body></html>';
/** also what a wrong signature gets */
const EMPTY = { message: 'success', data: [], has_more: false, next: { max_behot_time: 0 } };

const platform: ReplicaPlatform = {
  id: 'toutiao',
  serves: (host) => host === 'www.toutiao.com' || host === 'm.toutiao.com',
  keepsOut: {
    captcha: (asked) =>
      asked.path.startsWith('/api/') ? json({ data: null, message: 'error', has_error: true }) : html(SHELL),
    'login-wall': (asked) => (asked.path.startsWith('/api/') ? json(EMPTY) : null),
  },
  route: (asked, scene) => {
    if (asked.path === LOGIN_PATH) return page(loginPage(scene.world.logins?.toutiao));
    if (asked.path === '/ttwid/check/') return page(json({ status_code: 0 }, { headers: VISITOR }));
    if (asked.path === '/favicon.ico') return page({ status: 204, body: '' });
    if (asked.path === '/') {
      return page(html('<!DOCTYPE html><title>今日头条</title><div id="root"></div>', { headers: VISITOR }));
    }
    return personRoute(asked, scene) ?? workRoute(asked, scene);
  },
};
export default platform;

function personRoute(asked: Asked, scene: Scene): Route | null {
  const opened = /^\/(?:c\/user\/token|c\/user|profile)\/([^/]+)\/?$/.exec(asked.path)?.[1];
  const token = opened ?? asked.query.get('token') ?? new URLSearchParams(asked.body).get('token');
  if (token === null) return null;
  const account = scene.accounts('toutiao').find((each) => each.handle.token === token || userIdOf(each) === token);
  if (account === undefined) {
    return page(
      opened === undefined ? json({ data: null, has_more: false, message: 'success' }) : html(profilePage(token, null)),
    );
  }
  return about<'toutiao'>(account, (shown) => {
    const gone = shown.state !== 'normal' && shown.state !== 'muted';
    const answersAs = shown.account.handle.token;
    if (opened !== undefined) return html(profilePage(answersAs, gone ? null : shown), { headers: VISITOR });
    if (asked.path === '/api/pc/user/fans_stat') return json(FANS);
    if (!/^\/api\/pc\/list\/(user\/)?feed\/?$/.test(asked.path)) return { status: 404, body: '' };
    const member = loggedIn(asked, scene.world.logins?.toutiao);
    const hidden = member ? undefined : hidingOf(shown).list;
    if (gone || hidden === 'null') return json({ data: null, has_more: false, message: 'success' });
    if (hidden === 'empty' || hidden === 'login' || hidden === 'later') return json(EMPTY);
    const before = Number(asked.query.get('max_behot_time') ?? 0);
    return json(feed(member ? shown : asGuest(shown), asked.query.get('category') ?? '', before, member));
  });
}

function workRoute(asked: Asked, scene: Scene): Route | null {
  const id = /^\/(?:article|video|w)\/(\d+)\/?$/.exec(asked.path)?.[1] ?? asked.query.get('group_id');
  for (const account of scene.accounts('toutiao')) {
    const post = scene.show(account).posts.find((each) => workId(account, each) === id);
    if (post === undefined) continue;
    return about<'toutiao'>(account, () =>
      asked.path === '/article/v4/tab_comments/' ? json(comments(post)) : html(workPage(post)),
    );
  }
  return null;
}

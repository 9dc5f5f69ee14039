import { defineSource } from '../../../src/model/adapter.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { mobileSighting, readList, readProfile } from '../mobile-view.ts';
import { visitorCookie } from '../visitor.ts';

/**
 * The mobile site as a visitor sees it, two requests.
 *
 * `GET m.weibo.cn/api/container/getIndex?type=uid&value=UID` → `{ok:1,data:{userInfo:{id,screen_name,statuses_count,
 * verified,verified_type,verified_reason,toolbar_menus}}}`; then with `&containerid=107603UID` → `{ok:1,data:{cards:[…]}}`,
 * the ten newest posts, pins first. `ok:0 这里还没有内容` is said of cancelled, wrong, empty and hidden accounts alike.
 */
export default defineSource<WeiboHandle>({
  kind: 'mobile',
  title: '微博移动版',
  order: 10,
  view: 'guest',
  standard: true,
  applies: () => true,
  async look({ uid }, world) {
    const profile = readAnswer(await ask(world, uid, ''));
    if (!profile.json) return profile.trouble;
    const user = readProfile(profile.body, uid);
    const about = { user, profile: profile.answer };
    if (typeof user === 'string') return mobileSighting({ ...about, list: null, trouble: '' });
    const list = readAnswer(await ask(world, uid, `&containerid=107603${uid}`));
    if (!list.json) return mobileSighting({ ...about, list: null, trouble: list.trouble.detail });
    const posts = readList(list.body, uid, world.now());
    return mobileSighting({ ...about, list: { answer: list.answer, posts }, trouble: '' });
  },
});

async function ask(world: World, uid: string, more: string): Promise<HttpAnswer> {
  const cookie = await visitorCookie(world, 'weibo.cn');
  return world.http.ask({
    url: `https://m.weibo.cn/api/container/getIndex?type=uid&value=${uid}${more}`,
    headers: {
      'mweibo-pwa': '1',
      'x-requested-with': 'XMLHttpRequest',
      referer: `https://m.weibo.cn/u/${uid}`,
      accept: 'application/json, text/plain, */*',
      ...(cookie === '' ? {} : { cookie }),
    },
  });
}

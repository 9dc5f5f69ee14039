import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import type { Captured } from '../../../src/model/world.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { mobileSighting, readList, readProfile } from '../mobile-view.ts';

const INTERFACE = '/api/container/getIndex';

/**
 * The mobile page in a real browser: it gets its visitor cookie by itself and asks for the same two answers as the source
 * `mobile`. For offices whose network is refused without a browser.
 */
export default defineSource<WeiboHandle>({
  kind: 'browser',
  title: '微博移动版（浏览器）',
  order: 40,
  view: 'guest',
  standard: false,
  applies: () => true,
  async look({ uid }, world) {
    const isList = (one: Captured) => new URL(one.url).searchParams.get('containerid') === `107603${uid}`;
    const page = await world.browser.visit({
      url: `https://m.weibo.cn/u/${uid}`,
      capture: (url) => new URL(url).pathname === INTERFACE,
      done: (captured) => captured.some(isList),
    });
    if (!page.opened) return nothingSeen(page.outcome, page.detail);
    const profileAnswer = page.captured.find((one) => !isList(one));
    // a page that asked for nothing is a gate for visitors, or new
    const profile = readAnswer(
      profileAnswer ?? { status: page.status ?? 0, text: page.html, url: page.url, proof: page.proof },
    );
    if (!profile.json) return profile.trouble;
    const about = { user: readProfile(profile.body, uid), profile: profile.answer };
    const listAnswer = page.captured.find(isList);
    if (!listAnswer) return mobileSighting({ ...about, list: null, trouble: '页面没有取列表' });
    const list = readAnswer(listAnswer);
    if (!list.json) return mobileSighting({ ...about, list: null, trouble: list.trouble.detail });
    const posts = readList(list.body, uid, world.now());
    return mobileSighting({ ...about, list: { answer: list.answer, posts }, trouble: '' });
  },
});

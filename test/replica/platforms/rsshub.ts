/** RSSHub as a copy of Weibo, Douyin and Toutiao, in JSON (`?format=json`). It looks as a visitor does. */
import { timedId, weiboBid, weiboMid } from '../ids.ts';
import { about, bridgeAt, json, type ReplicaPlatform, type Route, type Scene } from '../platform.ts';
import { workId } from '../shapes/toutiao.ts';
import { asGuest, type Shown, type ShownPost } from '../shown.ts';
import { zuluTime } from '../times.ts';

const KEPT = 20;

const platform: ReplicaPlatform = {
  id: 'rsshub-guest',
  serves: (host, world) => bridgeAt(world, 'rsshub', host) !== undefined,
  route: (asked, scene) => weibo(asked.path, scene) ?? douyin(asked.path, scene) ?? toutiao(asked.path, scene),
};
export default platform;

function weibo(path: string, scene: Scene): Route | null {
  const uid = /^\/weibo\/user\/(\d+)$/.exec(path)?.[1];
  const account = scene.accounts('weibo').find((each) => each.handle.uid === uid);
  if (account === undefined) return null;
  return about<'weibo'>(account, (shown) => {
    const home = `https://weibo.com/${shown.account.handle.uid}`;
    return feed(shown, `${home}/`, (post) => `${home}/${weiboBid(weiboMid(shown.account, post))}`);
  });
}

function douyin(path: string, scene: Scene): Route | null {
  const secUid = /^\/douyin\/user\/([^/]+)$/.exec(path)?.[1];
  const account = scene.accounts('douyin').find((each) => each.handle.secUid === secUid);
  if (account === undefined) return null;
  return about<'douyin'>(account, (shown) =>
    feed(
      shown,
      `https://www.douyin.com/user/${shown.account.handle.secUid}`,
      (post) => `https://www.douyin.com/video/${timedId(shown.account, post)}`,
    ),
  );
}

function toutiao(path: string, scene: Scene): Route | null {
  const token = /^\/toutiao\/user\/token\/([^/]+)$/.exec(path)?.[1];
  const account = scene.accounts('toutiao').find((each) => each.handle.token === token);
  if (account === undefined) return null;
  return about<'toutiao'>(account, (shown) =>
    feed(
      shown,
      `https://www.toutiao.com/c/user/token/${shown.account.handle.token}/`,
      (post) => `https://www.toutiao.com/article/${workId(shown.account, post)}/`,
    ),
  );
}

function feed(shown: Shown, home: string, link: (post: ShownPost) => string) {
  const items = asGuest(shown)
    .posts.filter((post) => !post.deleted)
    .slice(0, KEPT)
    .map((post) => ({
      id: link(post),
      url: link(post),
      title: post.title ?? '示例标题',
      date_published: zuluTime(post.instant),
      authors: [{ name: shown.name }],
    }));
  return json({ version: 'https://jsonfeed.org/version/1.1', title: shown.name, home_page_url: home, items });
}

/** we-mp-rss: times without a zone, in that of the machine it runs on; sync times that prove nothing. */
import { articleLink, articleMid } from '../../ids.ts';
import { about, bridgeAt, json, page, type ReplicaPlatform, xml } from '../../platform.ts';
import { element, type Feed, feedOf, feedsOf, rss } from '../../shapes/feed.ts';
import { mailTime, seconds, secondText } from '../../times.ts';
import type { Bridge, WechatAccount } from '../../world.ts';

const success = (data: unknown) => json({ code: 0, message: 'success', data });

const platform: ReplicaPlatform = {
  id: 'we-mp-rss',
  serves: (host, world) => bridgeAt(world, 'we-mp-rss', host) !== undefined,
  route: (asked, scene) => {
    const bridge = bridgeAt(scene.world, 'we-mp-rss', asked.host);
    if (bridge === undefined) return null;
    if (/^\/api\/v1\/wx\/mps\/?$/.test(asked.path)) {
      const list = feedsOf(bridge, scene).map((feed) => ({ id: feed.id, mp_name: feed.shown.name, status: 1 }));
      return page(success({ list, total: list.length }));
    }
    const feedPath = /^\/(?:rss|feed)\/([^/.]+)(?:\.(?:rss|xml|json))?(?:\/fresh)?$/.exec(asked.path)?.[1];
    const rowPath = /^\/api\/v1\/wx\/mps\/([^/]+)$/.exec(asked.path)?.[1];
    const id = feedPath ?? rowPath;
    if (id === undefined) return null;
    if (
      bridge.token !== undefined &&
      !tokens(asked.headers.authorization, asked.query.get('token')).includes(bridge.token)
    ) {
      return page(json({ detail: 'RSS requires token' }, { status: 401 }));
    }
    const account = scene.accounts('wechat').find((each) => each.handle.feeds?.[bridge.name] === id);
    const unknown = json({ detail: { code: 40401, message: '公众号不存在', data: null } }, { status: 404 });
    if (account === undefined) return page(unknown);
    return about<'wechat'>(account, (shown) => {
      if (rowPath !== undefined) return success(row(id, account, shown.name, shown.now));
      if (scene.suffers('bridge-login-lost')) {
        const message = '错误原因:invalid session:代码:200003';
        return json({ detail: { code: 50001, message, data: null } }, { status: 201 });
      }
      const feed = feedOf(bridge, shown);
      if (feed === null) return unknown;
      return asked.path.endsWith('.json') ? asJson(feed, bridge) : asXml(feed, bridge);
    });
  },
};
export default platform;

const tokens = (header: string | undefined, query: string | null) => [header?.replace(/^Bearer /, ''), query];

/** both times are set before anything is fetched, so they are always fresh */
function row(id: string, account: WechatAccount, name: string, now: Temporal.Instant) {
  const at = seconds(now);
  return { id, mp_name: name, status: 1, sync_time: at, update_time: at, faker_id: account.handle.biz };
}

const itemId = (feed: Feed, index: number) => {
  const post = feed.items[index];
  return post === undefined ? '' : `${feed.id.replace(/\D/g, '')}-${articleMid(feed.shown.account, post)}_1`;
};

function asXml(feed: Feed, bridge: Bridge) {
  const { shown, items } = feed;
  const channel = [
    element('title', shown.name),
    element('link', `http://${bridge.host}/`),
    element('language', 'zh-CN'),
    element('generator', 'Mp-We-Rss'),
    element('lastBuildDate', mailTime(shown.now, '', bridge.zone)),
  ];
  const entries = items.map((post, index) => {
    const link = articleLink(shown.account, post);
    const parts = [
      element('id', itemId(feed, index)),
      element('title', post.title ?? '示例标题'),
      element('guid', link),
    ];
    return [...parts, element('link', link), element('pubDate', mailTime(post.instant, '', bridge.zone))].join('');
  });
  return xml(rss(channel, entries), 'application/xml');
}

function asJson(feed: Feed, bridge: Bridge) {
  const { shown, items } = feed;
  const entries = items.map((post, index) => ({
    id: itemId(feed, index),
    title: post.title ?? '示例标题',
    description: '示例摘要',
    link: articleLink(shown.account, post),
    updated: secondText(post.instant, bridge.zone).replace(' ', 'T'),
    content: '',
    channel_name: shown.name,
    feed: { id: feed.id, name: shown.name, cover: '', intro: '' },
  }));
  return json({ name: shown.name, link: `http://${bridge.host}/`, description: '', language: 'zh-CN', items: entries });
}

/** Wechat2RSS, the bridge that tells of its own health (`deploy/api.md` of ttttmr/Wechat2RSS). */
import { articleLink } from '../../ids.ts';
import { type Asked, about, bridgeAt, json, page, type ReplicaPlatform, type Scene, xml } from '../../platform.ts';
import { element, type Feed, feedOf, feedsOf, rss } from '../../shapes/feed.ts';
import { dayText, mailTime, offsetTime, secondText } from '../../times.ts';
import type { Bridge } from '../../world.ts';

const platform: ReplicaPlatform = {
  id: 'wechat2rss',
  serves: (host, world) => bridgeAt(world, 'wechat2rss', host) !== undefined,
  route: (asked, scene) => {
    const bridge = bridgeAt(scene.world, 'wechat2rss', asked.host);
    if (bridge === undefined) return null;
    if (asked.path === '/version') return page(json({ err: '', data: '1.4.6' }));
    const feed = /^\/feed\/(\d+)\.(xml|json)$/.exec(asked.path);
    if (feed !== null) return oneFeed(bridge, scene, feed[1] ?? '', feed[2] === 'xml');
    if (bridge.token !== undefined && asked.query.get('k') !== bridge.token) {
      return page(json({ err: 'unauthorized', data: null }, { status: 401 }));
    }
    if (asked.path === '/login/list') return page(json({ err: '', data: [login(scene)] }));
    if (asked.path === '/list') return page(json(subscriptions(bridge, scene, asked)));
    if (asked.path === '/api/query') return query(bridge, scene, asked);
    return null;
  },
};
export default platform;

function login(scene: Scene) {
  const lost = scene.suffers('bridge-login-lost');
  const checked = scene.suffers('bridge-risk-control');
  const waitTime = checked ? secondText(scene.now.add({ hours: 1 })) : '';
  return { id: 12345, name: 'login-1', available: !lost, needCheck: checked, waitTime };
}

function subscriptions(bridge: Bridge, scene: Scene, asked: Asked) {
  const wanted = asked.query.get('name') ?? '';
  const size = Number(asked.query.get('size') ?? 1000);
  const start = (Number(asked.query.get('page') ?? 1) - 1) * size;
  const all = feedsOf(bridge, scene)
    .filter((feed) => feed.shown.name.includes(wanted))
    .map((feed) => ({ id: Number(feed.id), name: feed.shown.name, link: `http://${bridge.host}/feed/${feed.id}.xml` }));
  return { err: '', data: all.slice(start, start + size), meta: { total: all.length } };
}

function query(bridge: Bridge, scene: Scene, asked: Asked) {
  const wanted = asked.query.get('bid');
  if (wanted === null) {
    return page(json({ data: feedsOf(bridge, scene).flatMap((feed) => rows(feed, asked)), err: '' }));
  }
  const account = scene.accounts('wechat').find((each) => each.handle.feeds?.[bridge.name] === wanted);
  // an unknown number gets an empty list, like one without articles
  if (account === undefined) return page(json({ data: [], err: '' }));
  return about<'wechat'>(account, (shown) => {
    const feed = feedOf(bridge, shown);
    return json({ data: feed === null ? [] : rows(feed, asked), err: '' });
  });
}

function rows(feed: Feed, asked: Asked) {
  const [after, before] = [asked.query.get('after') ?? '', asked.query.get('before') ?? '99999999'];
  return feed.items
    .filter((post) => {
      const day = dayText(post.instant).replaceAll('-', '');
      return day >= after && day <= before;
    })
    .map((post) => ({
      biz_id: Number(feed.id),
      biz_name: feed.shown.name,
      title: post.title ?? '示例标题',
      desc: '示例摘要',
      link: articleLink(feed.shown.account, post),
      created: offsetTime(post.instant),
    }));
}

function oneFeed(bridge: Bridge, scene: Scene, id: string, asXml: boolean) {
  const account = scene.accounts('wechat').find((each) => each.handle.feeds?.[bridge.name] === id);
  if (account === undefined) return null;
  return about<'wechat'>(account, (shown) => {
    const items = feedOf(bridge, shown)?.items ?? [];
    if (asXml) {
      const channel = [
        element('title', shown.name),
        element('link', `http://${bridge.host}/feed/${id}.xml`),
        element('description', ''),
      ];
      const entries = items.map((post) => {
        const link = articleLink(account, post);
        const parts = [element('title', post.title ?? '示例标题'), element('link', link), element('guid', link)];
        return [...parts, element('pubDate', mailTime(post.instant)), element('author', shown.name)].join('');
      });
      return xml(rss(channel, entries), 'application/rss+xml');
    }
    const entries = items.map((post) => ({
      id: articleLink(account, post),
      url: articleLink(account, post),
      title: post.title ?? '示例标题',
      date_published: offsetTime(post.instant),
    }));
    return json({ version: 'https://jsonfeed.org/version/1.1', title: shown.name, items: entries });
  });
}

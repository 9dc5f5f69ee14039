/** RSSHub: errors are 503 pages for people, and "this route is empty" may as well be an outage behind it. */
import { articleLink, articleMid } from '../../ids.ts';
import { about, bridgeAt, escapeHtml, html, json, page, type ReplicaPlatform, xml } from '../../platform.ts';
import { element, type Feed, feedOf, rss } from '../../shapes/feed.ts';
import { gmtTime, zuluTime } from '../../times.ts';
import type { ReplicaPost, WechatAccount } from '../../world.ts';

const platform: ReplicaPlatform = {
  id: 'rsshub',
  serves: (host, world) => bridgeAt(world, 'rsshub', host) !== undefined,
  keepsOut: {
    captcha: (asked) => errorPage('WeChatMpError: wechat-mp: request blocked by WAF', asked.path),
  },
  route: (asked, scene) => {
    const bridge = bridgeAt(scene.world, 'rsshub', asked.host);
    if (bridge === undefined) return null;
    const trim = (path: string | undefined) => path?.replace(/^\/+|\/+$/g, '');
    const account = scene
      .accounts('wechat')
      .find((each) => trim(each.handle.feeds?.[bridge.name]) === trim(asked.path));
    if (account === undefined) return page(errorPage('NotFoundError: wrong path', asked.path, 404));
    return about<'wechat'>(account, (shown) => {
      const feed = feedOf(bridge, shown);
      if (feed === null || feed.items.length === 0) {
        return errorPage('Error: this route is empty, please check the original site', asked.path);
      }
      const link = asked.path.includes('/mp/msgalbum/') ? longLink : articleLink;
      return asked.query.get('format') === 'json' ? asJson(feed, link) : asRss(feed, link);
    });
  },
};
export default platform;

function errorPage(message: string, path: string, status = 503) {
  return html(
    `<!DOCTYPE html><html><head><title>Welcome to RSSHub!</title></head><body><h1>Looks like something went wrong</h1><p class="message">Error Message:<br><code class="details">${message}</code></p><p class="message">Full Route: <code>${escapeHtml(path)}</code></p></body></html>`,
    { status },
  );
}

type Link = (account: WechatAccount, post: ReplicaPost) => string;

/** the route for albums hands on the links of the album, which name the account */
const longLink: Link = (account, post) =>
  `http://mp.weixin.qq.com/s?__biz=${account.handle.biz}&mid=${articleMid(account, post)}&idx=1&sn=0123456789abcdef0123456789abcdef#rd`;

function asRss({ shown, items }: Feed, link: Link) {
  const channel = [
    element('title', `${shown.name} 微信公众号`),
    element('link', 'https://weixin.sogou.com/'),
    element('description', `${shown.name} 微信公众号 - Powered by RSSHub`),
    element('generator', 'RSSHub'),
    element('lastBuildDate', gmtTime(shown.now)),
    element('ttl', '5'),
  ];
  const entries = items.map((post) => {
    const title = post.title ?? '示例标题';
    const parts = [element('title', title), element('link', link(shown.account, post))];
    const guid = `<guid isPermaLink="false">${escapeHtml(`${shown.name}${title}`)}</guid>`;
    return [...parts, guid, element('pubDate', gmtTime(post.instant)), element('author', shown.name)].join('');
  });
  return xml(rss(channel, entries), 'application/xml');
}

function asJson({ shown, items }: Feed, link: Link) {
  const entries = items.map((post) => ({
    id: link(shown.account, post),
    url: link(shown.account, post),
    title: post.title ?? '示例标题',
    date_published: zuluTime(post.instant),
    authors: [{ name: shown.name }],
  }));
  return json({ version: 'https://jsonfeed.org/version/1.1', title: `${shown.name} 微信公众号`, items: entries });
}

/** wewe-rss: feeds whose own times say nothing of the accounts' (`apps/server/src/feeds` of cooderl/wewe-rss). */
import { articleLink, articleToken } from '../../ids.ts';
import { about, bridgeAt, escapeHtml, json, page, type ReplicaPlatform, xml } from '../../platform.ts';
import { element, type Feed, feedOf, feedsOf, rss } from '../../shapes/feed.ts';
import { hoursBefore } from '../../shown.ts';
import { gmtTime, seconds, zuluTime } from '../../times.ts';

/** when the accounts were added; it stays the feed's `lastBuildDate` for ever */
const ADDED = Temporal.Instant.from('2020-01-02T03:04:05Z');
const HOURS_SINCE_SYNC = 3;

const platform: ReplicaPlatform = {
  id: 'wewe-rss',
  serves: (host, world) => bridgeAt(world, 'wewe-rss', host) !== undefined,
  route: (asked, scene) => {
    const bridge = bridgeAt(scene.world, 'wewe-rss', asked.host);
    if (bridge === undefined) return null;
    if (/^\/feeds\/?$/.test(asked.path)) {
      // a lost login stops refreshing; risk control and empty answers do not show
      const stopped = scene.suffers('bridge-login-lost');
      const syncTime = seconds(hoursBefore(scene.now, stopped ? 72 : HOURS_SINCE_SYNC));
      const row = (feed: Feed) => ({
        id: feed.id,
        name: feed.shown.name,
        intro: '',
        cover: '',
        syncTime,
        updateTime: seconds(ADDED),
      });
      return page(json(feedsOf(bridge, scene).map(row)));
    }
    const [, id, form] = /^\/feeds\/([^/.]+)\.(rss|atom|json)$/.exec(asked.path) ?? [];
    if (id === undefined) return null;
    const unknown = json({ statusCode: 400, message: '不存在该feed！' }, { status: 400 });
    const account = scene.accounts('wechat').find((each) => each.handle.feeds?.[bridge.name] === id);
    if (account === undefined) return page(unknown);
    return about<'wechat'>(account, (shown) => {
      const feed = feedOf(bridge, shown);
      if (feed === null) return unknown;
      if (form === 'rss') return asRss(feed);
      return form === 'atom' ? asAtom(feed) : asJson(feed);
    });
  },
};
export default platform;

const titled = (title: string | undefined) => `<title><![CDATA[${title ?? '示例标题'}]]></title>`;

function asRss({ id, shown, items }: Feed) {
  const channel = [
    element('title', shown.name),
    element('link', `/feeds/${id}.rss`),
    element('lastBuildDate', gmtTime(ADDED)),
    element('generator', 'WeWe-RSS'),
    element('language', 'zh-cn'),
  ];
  const entries = items.map((post) => {
    const link = articleLink(shown.account, post);
    const time = element('pubDate', gmtTime(post.instant));
    return [titled(post.title), element('link', link), element('guid', link), time].join('');
  });
  return xml(rss(channel, entries), 'application/rss+xml');
}

function asAtom({ id, shown, items }: Feed) {
  const entries = items.map(
    (post) =>
      `<entry>${titled(post.title)}<id>${articleToken(shown.account, post)}</id><link href="${escapeHtml(articleLink(shown.account, post))}"/><updated>${zuluTime(post.instant)}</updated></entry>`,
  );
  const head = `<id>/feeds/${id}.atom</id>${element('title', shown.name)}<updated>${zuluTime(ADDED)}</updated><generator>WeWe-RSS</generator>`;
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">${head}${entries.join('')}</feed>\n`;
  return xml(body, 'application/atom+xml');
}

function asJson({ id, shown, items }: Feed) {
  const entries = items.map((post) => ({
    id: articleToken(shown.account, post),
    content_html: '',
    url: articleLink(shown.account, post),
    title: post.title ?? '示例标题',
    date_modified: zuluTime(post.instant),
  }));
  const feed = { version: 'https://jsonfeed.org/version/1', title: shown.name, home_page_url: `/feeds/${id}.json` };
  return json(
    { ...feed, generator: 'WeWe-RSS', items: entries },
    { headers: { 'content-type': 'application/feed+json' } },
  );
}

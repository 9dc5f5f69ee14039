/** 搜狗微信搜索: cards of accounts with their newest article, and an antispider that sends visitors away. */
import { articleLink } from '../../ids.ts';
import {
  type Asked,
  about,
  escapeHtml,
  html,
  page,
  type ReplicaPlatform,
  redirect,
  type Scene,
} from '../../platform.ts';
import type { Shown } from '../../shown.ts';
import { seconds } from '../../times.ts';
import type { WechatAccount } from '../../world.ts';

const WALL = '/antispider/';
const HITS = 10;

const platform: ReplicaPlatform = {
  id: 'sogou',
  serves: (host) => host === 'weixin.sogou.com',
  keepsOut: {
    captcha: (asked) =>
      asked.path === WALL ? html(ANTISPIDER) : redirect(`${WALL}?from=${encodeURIComponent(asked.path)}`),
  },
  route: (asked, scene) => {
    if (asked.path === WALL) return page(html(ANTISPIDER));
    if (asked.path === '/') {
      const cookies = ['SNUID=example; Path=/', 'SUID=example; Path=/'];
      return page(html(document(''), { headers: { 'set-cookie': cookies } }));
    }
    if (asked.path === '/link') return page(html(LINK_HOP));
    if (asked.path !== '/weixin') return null;
    if (asked.query.get('type') === '2') return page(html(articleHits(asked, scene)));
    const [only, ...others] = found(asked, scene);
    if (only === undefined || others.length > 0) return page(html(accountHits(asked, found(asked, scene))));
    return about<'wechat'>(only.account, (shown) => html(accountHits(asked, [shown])));
  },
};
export default platform;

const document = (body: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>搜狗微信搜索</title></head><body>${body}</body></html>`;
const ANTISPIDER = document(
  '<p class="p2">您的访问过于频繁，为确认本次访问为正常用户行为，需要您协助验证。</p><form id="seccodeForm"><span class="s1">验证码：</span><input id="seccodeInput"><img id="seccodeImage" src="util/seccode.php"></form>',
);
/** the address comes in pieces and leads to a link that has expired */
const LINK_HOP =
  "<script>var url = '';url += 'https://mp.w';url += 'eixin.qq.com/s?src=11&time';url += 'stamp=1600000000&ver=1&signature=example';url.replace(\"@\", \"\");window.location.replace(url)</script>";

function found(asked: Asked, scene: Scene): Shown<WechatAccount>[] {
  const query = asked.query.get('query') ?? '';
  return scene
    .accounts('wechat')
    .map((account) => scene.show(account))
    .filter((shown) => shown.name.includes(query) || shown.account.handle.alias === query)
    .slice(0, HITS);
}
const written = (post: { instant: Temporal.Instant }) =>
  `<script>document.write(timeConvert('${seconds(post.instant)}'))</script>`;

function accountHits(asked: Asked, shown: readonly Shown<WechatAccount>[]): string {
  const query = asked.query.get('query') ?? '';
  if (shown.length === 0) {
    return document('<div id="noresult_part1_container"><p>暂无相关的官方认证订阅号。</p></div><!--resultbarnum:0-->');
  }
  const cards = shown.map((each, index) => {
    const name = escapeHtml(each.name).replace(
      escapeHtml(query),
      (hit) => `<em><!--red_beg-->${hit}<!--red_end--></em>`,
    );
    const { subject } = each.account;
    const certified = subject !== undefined && subject.kind !== 'personal' && subject.kind !== 'unverified';
    const [newest] = each.posts.filter((post) => post.pushed !== false && !post.deleted);
    return `<li id="sogou_vr_11002301_box_${index}" d="oIWsexample${index}">
<div class="gzh-box2"><div class="txt-box"><p class="tit"><a uigs="account_name_${index}" href="/link?url=example${index}&amp;type=1">${name}</a></p><p class="info">微信号：<label name="em_weixinhao">${each.account.handle.alias ?? ''}</label></p></div></div>
<dl><dt>功能介绍：</dt><dd>示例</dd></dl>${
      certified
        ? `\n<dl><dt><script>document.write(authname('2'))</script>微信认证：</dt><dd><i class="identify"></i>${escapeHtml(subject.label)}</dd></dl>`
        : ''
    }${
      newest === undefined
        ? ''
        : `\n<dl><dt>最近文章：</dt><dd><a uigs="account_article_${index}" href="/link?url=example">${escapeHtml(newest.title ?? '示例标题')}</a><span>${written(newest)}</span></dd></dl>`
    }
</li>`;
  });
  return document(`<ul class="news-list2">\n${cards.join('\n')}\n</ul><!--resultbarnum:${cards.length}-->`);
}

function articleHits(asked: Asked, scene: Scene): string {
  const items = found(asked, scene)
    .flatMap((each) => each.posts.filter((post) => !post.deleted).map((post) => ({ each, post })))
    .slice(0, HITS)
    .map(
      ({ each, post }, index) =>
        `<li id="sogou_vr_11002601_box_${index}"><div class="txt-box"><h3><a uigs="article_title_${index}" href="/link?url=${encodeURIComponent(articleLink(each.account, post))}">${escapeHtml(post.title ?? '示例标题')}</a></h3><p class="txt-info">示例摘要</p><div class="s-p"><span class="all-time-y2">${escapeHtml(each.name)}</span><span class="s2">${written(post)}</span></div></div></li>`,
    );
  return document(`<ul class="news-list">${items.join('')}</ul><!--resultbarnum:${items.length}-->`);
}

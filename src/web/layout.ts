import type { AssetAddresses } from './assets.ts';
import { DOCTYPE, type Markup, markup } from './markup.ts';
import type { Page, PageContext } from './page.ts';
import { momentWords } from './words.ts';

export interface Frame {
  readonly title: string;
  readonly body: Markup;
  readonly pages: readonly Page[];
  /** the path of the view, without its parameters */
  readonly path: string;
  /** parameters of the view except the language */
  readonly parameters: Readonly<Record<string, string>>;
  readonly assets: AssetAddresses;
  readonly hasTwin: boolean;
}

/** The document around every view. Nothing in it is loaded from elsewhere, and it carries no style or script of its own. */
export function layout(frame: Frame, context: PageContext): Markup {
  const { say, language, link, snapshot } = context;
  const other = language === 'zh' ? 'en' : null;
  const same = (path: string, lang: string | null) => {
    const query = new URLSearchParams({ ...frame.parameters, ...(lang === null ? {} : { lang }) }).toString();
    return query === '' ? path : `${path}?${query}`;
  };
  const current = language === 'en' ? 'en' : null;
  const menu = frame.pages
    .flatMap(({ path, menu: entry }) => (entry === undefined ? [] : [{ path, ...entry }]))
    .sort((a, b) => a.order - b.order)
    .map(({ path, chinese, english }) => {
      const words = say(chinese, english);
      return frame.path === path
        ? markup`<li><a href="${link(path)}" aria-current="page">${words}</a></li>`
        : markup`<li><a href="${link(path)}">${words}</a></li>`;
    });
  const point =
    snapshot.night === null
      ? say('还没有完成过巡查', 'no night has ended yet')
      : `${say('监测时间点：', 'Monitoring point: ')}${momentWords(snapshot.judgement.at, context)}`;
  return markup`${DOCTYPE}
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex,nofollow">
<title>${frame.title} · ${say('政务新媒体巡查', 'Xuncha')}</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="${frame.assets.style}"><script src="${frame.assets.script}" defer></script></head>
<body><a class="skip" href="#content">${say('跳到正文', 'Skip to content')}</a>
<header><div class="inner"><p class="name"><a href="${link('/today')}">${say('政务新媒体巡查', 'Xuncha')}</a></p><p class="point">${point}</p>
<form role="search" method="get" action="/accounts"><label class="hidden" for="search">${say('搜索名称、单位或编号', 'Search name, unit or id')}</label><input id="search" type="search" name="q" maxlength="100" placeholder="${say('名称、单位或编号', 'name, unit or id')}">${language === 'en' ? markup`<input type="hidden" name="lang" value="en">` : ''}<button>${say('搜索', 'Search')}</button></form></div>
<nav aria-label="${say('主导航', 'Main')}"><ul class="tabs inner">${menu}</ul></nav></header>
<main id="content" class="inner" tabindex="-1"><h1><bdi>${frame.title}</bdi></h1>
${frame.body}</main>
<footer class="inner"><p><a href="${same(frame.path, other)}" lang="${language === 'zh' ? 'en' : 'zh-CN'}" hreflang="${language === 'zh' ? 'en' : 'zh-CN'}">${language === 'zh' ? 'English' : '中文'}</a>${
    frame.hasTwin
      ? markup` · ${say('本页数据', 'This view as data')} <a href="${same(`${frame.path}.json`, current)}">JSON</a> <a href="${same(`${frame.path}.csv`, current)}">CSV</a>`
      : ''
  }</p><p>${say('只读。未判定者不作结论；每条结论均可查证。', 'Read-only. What could not be proven is undetermined; every statement can be checked.')}</p></footer>
</body></html>`;
}

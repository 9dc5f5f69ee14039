import type { SourceHealth } from '../model/night.ts';
import { OUTCOMES } from '../model/outcome.ts';
import { dayStates, lastDayOf } from './day-states.ts';
import { dayStrip, legend } from './heat-map.ts';
import { type Markup, markup } from './markup.ts';
import type { PageContext, Query } from './page.ts';
import type { Row, Standing } from './snapshot.ts';
import { canaryWords, daysWords, outcomeWords, standingWords, updateWords } from './words.ts';

export const HEAT_MAP_DAYS = 90;

/** A number with what it counts; a link where there is a list behind it. */
export function figure(label: string, value: string | number, tone = '', href: string | null = null): Markup {
  const inner = markup`<b class="${tone}">${value}</b><span>${label}</span>`;
  return href === null ? markup`<li>${inner}</li>` : markup`<li><a href="${href}">${inner}</a></li>`;
}

/** What stands before a word that tells a state, so that colour is not all that tells it. */
const SIGNS: Readonly<Record<Standing, string>> = {
  failed: '✕',
  undetermined: '?',
  warning: '!',
  passed: '✓',
  filed: '–',
};

export function standingMark(standing: Standing, context: PageContext): Markup {
  return markup`<span class="mark ${standing}"><span aria-hidden="true">${SIGNS[standing]}</span> ${standingWords(standing, context)}</span>`;
}

/** A link out of this program; only to web pages, and the page there does not learn where the reader came from. */
export function outside(url: string | null | undefined, words: string): Markup | string {
  if (!url || !/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url)) return '';
  return markup`<a class="outside" rel="noopener noreferrer external" href="${url}">${words}</a>`;
}

/** The first digits of a hash, leading to what was received. */
export function proofLink(hash: string, context: PageContext): Markup {
  const digits = hash.replace(/^sha256:/, '');
  return markup`<a class="proof" href="${context.link(`/evidence/${digits}`)}"><code>${digits.slice(0, 8)}</code></a>`;
}

/** Accounts with their last ninety days. */
export function accountTable(rows: readonly Row[], context: PageContext, caption: string): Markup {
  const { say, snapshot, reader } = context;
  if (rows.length === 0) return markup`<p>${say('没有这样的账号。', 'No such account.')}</p>`;
  const lastDay = lastDayOf(snapshot);
  const firstDay = lastDay - HEAT_MAP_DAYS + 1;
  const days = reader.daysOf(rows.map(({ night }) => night.account.id));
  const lines = rows.map(({ night, standing }, index) => {
    const { account } = night;
    const states = dayStates(snapshot, night, days[index] ?? null, firstDay, lastDay);
    const problems = (snapshot.findings.get(account.id) ?? [])
      .filter(({ verdict }) => verdict !== 'warning')
      .map(
        ({ wording, verdict }) =>
          markup`<span class="problem ${verdict}" lang="zh">${verdict === 'suspected' ? '疑似：' : ''}${wording}</span> `,
      );
    return markup`<tr><th scope="row"><a href="${context.link(`/accounts/${account.id}`)}" lang="zh"><bdi>${account.name}</bdi></a> <small lang="zh"><bdi>${account.unit}</bdi> · ${snapshot.platformTitle(account.platform)}</small> ${problems}</th>
<td class="state">${standingMark(standing, context)}</td><td class="number">${updateWords(night, context)}</td><td class="number">${daysWords(night, context)}</td><td class="days">${dayStrip(states, firstDay, context)}</td></tr>`;
  });
  return markup`${legend(context)}${table(caption, markup`<thead><tr><th scope="col">${say('账号', 'Account')}</th><th scope="col">${say('今夜', 'Tonight')}</th><th scope="col" class="number">${say('最后更新', 'Last update')}</th><th scope="col" class="number">${say('静默', 'Silent')}</th><th scope="col" class="days">${say(`近 ${HEAT_MAP_DAYS} 天，右端为最近一夜`, `Last ${HEAT_MAP_DAYS} days, tonight at the right`)}</th></tr></thead><tbody>${lines}</tbody>`, 'accounts')}
<p class="day-name" aria-live="polite"></p>`;
}

/** A table that scrolls by itself where the screen is narrow; the keyboard can reach it there. */
export function table(caption: string, content: Markup, style = ''): Markup {
  return markup`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table class="${style}"><caption>${caption}</caption>${content}</table></div>`;
}

/** How the sources did in one night. */
export function sourceTable(sources: readonly SourceHealth[], context: PageContext, caption: string): Markup {
  const { say, snapshot } = context;
  const lines = sources.map((source) => {
    const outcomes = OUTCOMES.filter((outcome) => (source.outcomes[outcome] ?? 0) > 0).map((outcome) =>
      say(
        `${outcomeWords(outcome, context)} ${source.outcomes[outcome]}`,
        `${outcomeWords(outcome, context)} ${source.outcomes[outcome]}`,
      ),
    );
    return markup`<tr class="${isWell(source) ? 'well' : 'ill'}"><th scope="row">${snapshot.platformTitle(source.platform)} <small>${source.source}</small></th><td class="number">${source.asked}</td><td>${outcomes.join(say('，', ', '))}</td><td>${canaryWords(source.canary, context)}</td><td lang="zh">${source.trouble}</td></tr>`;
  });
  return markup`${table(caption, markup`<thead><tr><th scope="col">${say('来源', 'Source')}</th><th scope="col" class="number">${say('询问', 'Asked')}</th><th scope="col">${say('结果', 'Outcomes')}</th><th scope="col">${say('哨兵', 'Canary')}</th><th scope="col">${say('故障', 'Trouble')}</th></tr></thead><tbody>${lines}</tbody>`)}`;
}

export function isWell(source: SourceHealth): boolean {
  return source.trouble === null && source.canary !== 'failed';
}

/** One page of a list. */
export interface Sheet<T> {
  readonly items: readonly T[];
  readonly total: number;
  /** from 1 */
  readonly page: number;
  readonly pages: number;
}

/** `?page=` of the address, brought into what there is. */
export function pageNumber(context: PageContext, pages: number, name = 'page'): number {
  const asked = Number(context.query(name));
  return Number.isSafeInteger(asked) ? Math.min(Math.max(1, asked), Math.max(1, pages)) : 1;
}

export function sheetOf<T>(all: readonly T[], size: number, context: PageContext, name = 'page'): Sheet<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = pageNumber(context, pages, name);
  return { items: all.slice((page - 1) * size, page * size), total: all.length, page, pages };
}

export function pager(
  sheet: Omit<Sheet<unknown>, 'items'>,
  path: string,
  query: Query,
  context: PageContext,
  name = 'page',
): Markup | string {
  const { say, link } = context;
  if (sheet.pages <= 1) return '';
  const to = (page: number, words: string) =>
    page < 1 || page > sheet.pages || page === sheet.page
      ? markup`<span>${words}</span>`
      : markup`<a href="${link(path, { ...query, [name]: page })}">${words}</a>`;
  return markup`<nav class="pager" aria-label="${say('翻页', 'Pages')}">${to(1, say('首页', 'first'))} ${to(sheet.page - 1, say('上一页', 'previous'))} <span>${say(`第 ${sheet.page} 页，共 ${sheet.pages} 页`, `page ${sheet.page} of ${sheet.pages}`)}</span> ${to(sheet.page + 1, say('下一页', 'next'))} ${to(sheet.pages, say('末页', 'last'))}</nav>`;
}

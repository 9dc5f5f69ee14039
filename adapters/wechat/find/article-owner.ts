import type { Finder } from '../../../src/model/adapter.ts';
import { readArticlePage, untilDataIsWhole } from '../article-page.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';
import { articleLink } from '../link.ts';

/** `__biz` and 原始 ID out of the page of an article that the registry knows: a short link carries neither. */
export const ownerOfArticle: Finder<WechatHandle> = {
  lacks: (handle) => (handle.biz === undefined || handle.ghId === undefined) && (handle.articles?.length ?? 0) > 0,
  async search({ handle }, world) {
    const url = articleLink(handle.articles?.[0] ?? '');
    if (url === null) return { searched: false, outcome: 'not-configured', detail: '登记的文章网址不能用' };
    const answer = await world.http.ask({ url, enough: untilDataIsWhole() });
    if (!answer.answered) return { searched: false, ...answer };
    const trouble = troubleOfAnswer(answer);
    if (trouble) return { searched: false, ...trouble };
    const reading = readArticlePage(answer.text);
    if (reading.kind === 'unknown') return { searched: false, outcome: 'layout-changed', detail: reading.detail };
    if (reading.kind !== 'article') return { searched: true, candidates: [] };
    const { biz, ghId } = reading.identity;
    const keys = { ...(biz ? { biz } : {}), ...(ghId ? { ghId } : {}) };
    return { searched: true, candidates: [{ name: reading.nickname ?? '', keys }] };
  },
};

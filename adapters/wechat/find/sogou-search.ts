import type { Finder, Search } from '../../../src/model/adapter.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer } from '../http-outcome.ts';

const HOST = 'https://weixin.sogou.com';

/** one card an account */
export const CARDS = {
  rows: 'ul.news-list2 > li',
  fields: {
    name: 'a[uigs^="account_name"]',
    alias: 'label[name="em_weixinhao"]',
    subject: 'dd:has(> i.identify)',
    title: 'a[uigs^="account_article"]',
    time: 'a[uigs^="account_article"] ~ span script',
  },
};

type Answered = Extract<HttpAnswer, { answered: true }>;
export type CardsAnswer =
  | { readonly found: true; readonly answer: Answered; readonly beginning: string }
  | {
      readonly found: false;
      readonly outcome: Exclude<Outcome, 'ok'>;
      readonly detail: string;
      readonly status: number | null;
      readonly evidence: readonly Evidence[];
    };

/** A page of cards, or why there is none. */
export async function searchCards(words: string, world: World): Promise<CardsAnswer> {
  const query = new URLSearchParams({ type: '1', query: words, ie: 'utf8', s_from: 'input' });
  const cookie = await visitorCookie(world);
  const headers = cookie === '' ? {} : { cookie };
  const answer = await world.http.ask({ url: `${HOST}/weixin?${query}`, headers });
  if (!answer.answered) return { found: false, ...answer, evidence: [] };
  const beginning = answer.text.slice(0, 300);
  const failed = ({ outcome, detail }: { outcome: Exclude<Outcome, 'ok'>; detail: string }): CardsAnswer => ({
    found: false,
    outcome,
    detail,
    status: answer.status,
    evidence: [answer.proof(beginning)],
  });
  const trouble = troubleOfAnswer(answer);
  if (trouble) return failed(trouble);
  if (/id="seccode(?:Form|Image|Input)"/.test(answer.text)) {
    return failed({ outcome: 'captcha', detail: '搜狗要求输入验证码' });
  }
  if (!/class="news-list2"|id="noresult_part1_container"/.test(answer.text)) {
    return failed({ outcome: 'layout-changed', detail: '不是认得的搜狗搜索页' });
  }
  return { found: true, answer, beginning };
}

/** The 微信号 of whatever the search holds for similar, with the certified body; the card shows no `__biz`. */
export async function similarInSogou(words: string, world: World): Promise<Search<WechatHandle>> {
  const searched = await searchCards(words, world);
  if (!searched.found) return { searched: false, outcome: searched.outcome, detail: searched.detail };
  const cards = await world.html.select(searched.answer.text, CARDS);
  if (!cards.read) return { searched: false, outcome: 'layout-changed', detail: cards.detail };
  const candidates = cards.rows.flatMap(({ name, alias, subject }) => {
    const body = subject?.trim() ? { subject: subject.trim() } : {};
    return name?.trim() && alias ? [{ name: name.trim(), keys: { alias: alias.trim() }, ...body }] : [];
  });
  return { searched: true, candidates };
}

/** The 微信号 of accounts that bear the very name. */
export const nameInSogou: Finder<WechatHandle> = {
  lacks: (handle) => handle.biz === undefined && handle.alias === undefined && handle.ghId === undefined,
  async search({ name }, world) {
    const found = await similarInSogou(name, world);
    if (!found.searched) return found;
    return { searched: true, candidates: found.candidates.filter((one) => one.name === name) };
  },
};

/** The search wants the cookies of its home page; asked once a night. */
function visitorCookie(world: World): Promise<string> {
  return world.once('sogou cookies', async () => {
    const home = await world.http.ask({ url: `${HOST}/` });
    return home.answered && home.status === 200 ? home.cookies.join('; ') : '';
  });
}

import type { Candidate, Finder, Search } from '../../../src/model/adapter.ts';
import type { HttpAnswer, World } from '../../../src/model/world.ts';
import { troubleOfRet } from '../back-office.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer, troubleOfPage } from '../http-outcome.ts';
import { jsonOf, SearchAnswer } from '../schema.ts';

const COOKIE = 'wechat-mp-cookie';
const TOKEN = 'wechat-mp-token';

/** Asks the account search of the back office, with the cookie and the token of any 公众号 of the office. */
export async function searchAccounts(words: string, world: World): Promise<HttpAnswer> {
  const [cookie, token] = [world.secret(COOKIE), world.secret(TOKEN)];
  if (!cookie || !token) {
    const detail = `没有设置公众平台的登录（${COOKIE}、${TOKEN}）`;
    return { answered: false, outcome: 'not-configured', detail, status: null };
  }
  const query = new URLSearchParams({
    action: 'search_biz',
    begin: '0',
    count: '5',
    query: words,
    token,
    lang: 'zh_CN',
    f: 'json',
    ajax: '1',
  });
  const url = `https://mp.weixin.qq.com/cgi-bin/searchbiz?${query}`;
  return world.http.ask({ url, headers: { cookie }, secrets: [cookie, token] });
}

/** `__biz` and 微信号 of whatever the search holds for similar. */
export async function similarInBackOffice(words: string, world: World): Promise<Search<WechatHandle>> {
  const answer = await searchAccounts(words, world);
  if (!answer.answered) return { searched: false, ...answer };
  const trouble = troubleOfAnswer(answer);
  if (trouble) return { searched: false, ...trouble };
  const read = jsonOf(answer.text, SearchAnswer);
  if (!read) return { searched: false, ...troubleOfPage(answer.text) };
  const refused = troubleOfRet(read.base_resp.ret);
  if (refused) return { searched: false, ...refused };
  const candidates: Candidate<WechatHandle>[] = read.list.map(({ fakeid, nickname, alias }) => ({
    name: nickname,
    keys: { biz: fakeid, ...(alias ? { alias } : {}) },
  }));
  return { searched: true, candidates };
}

/** `__biz` and 微信号 of accounts that bear the very name. */
export const nameInBackOffice: Finder<WechatHandle> = {
  lacks: (handle) => handle.biz === undefined,
  async search({ name }, world) {
    const found = await similarInBackOffice(name, world);
    if (!found.searched) return found;
    return { searched: true, candidates: found.candidates.filter((one) => one.name === name) };
  },
};

import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../../src/model/sighting.ts';
import { troubleOfRet } from '../back-office.ts';
import { nameInBackOffice, searchAccounts, similarInBackOffice } from '../find/back-office.ts';
import type { WechatHandle } from '../handle.ts';
import { troubleOfAnswer, troubleOfPage } from '../http-outcome.ts';
import { sameBiz } from '../identity.ts';
import { jsonOf, SearchAnswer } from '../schema.ts';
import { presentName, stateOfName } from '../words.ts';

/**
 * The search for accounts in the back office of any 公众号 of the office, with its cookie and token.
 *
 * `GET /cgi-bin/searchbiz?action=search_biz&query=<微信号>&…` → `{"base_resp":{"ret":0},"list":[{fakeid,nickname,alias,
 * verify_status}]}`. The search is fuzzy, so only the very same `fakeid` counts. An owner may hide the account from
 * the search: not found says nothing.
 */
export default defineSource<WechatHandle>({
  kind: 'searchbiz',
  title: '公众平台后台搜索',
  order: 80,
  view: 'hint',
  standard: false,
  options: z.strictObject({}),
  applies: (handle) => handle.biz !== undefined && (handle.alias ?? handle.ghId) !== undefined,
  // it corroborates what nobody else could see
  worthAsking: (seen) => !seen.some((sighting) => sighting.status !== undefined),
  async look(handle, world) {
    const answer = await searchAccounts(handle.alias ?? handle.ghId ?? '', world);
    if (!answer.answered) return nothingSeen(answer.outcome, answer.detail, answer.status);
    const evidence = [answer.proof(answer.text.slice(0, 500))];
    const trouble = troubleOfAnswer(answer);
    if (trouble) return nothingSeen(trouble.outcome, trouble.detail, answer.status, evidence);
    return readSearch(answer.text, handle, evidence);
  },
  finder: nameInBackOffice,
  search: similarInBackOffice,
});

export function readSearch(text: string, handle: WechatHandle, evidence: Sighting['evidence']): Sighting {
  const answer = jsonOf(text, SearchAnswer);
  if (!answer) {
    const page = troubleOfPage(text);
    return nothingSeen(page.outcome, page.detail, 200, evidence);
  }
  const trouble = troubleOfRet(answer.base_resp.ret);
  if (trouble) return nothingSeen(trouble.outcome, trouble.detail, 200, evidence);
  const own = answer.list.find((row) => sameBiz(row.fakeid, handle.biz ?? ''));
  const nothing = { outcome: 'ok', httpStatus: 200, listIsWhole: false, posts: [], evidence } as const;
  if (!own) return { ...nothing, detail: '后台搜索没有找到这个账号，不能说明任何问题', coverage: 'partial' };
  const mark = stateOfName(own.nickname);
  const displayName = presentName(own.nickname);
  return {
    ...nothing,
    detail: '',
    coverage: 'complete',
    status: mark ?? { status: 'normal', text: `后台搜索可以找到“${own.nickname}”` },
    ...(displayName ? { displayName } : {}),
    ...(own.verify_status === 0 ? { subject: { kind: 'unverified', label: null, strength: 'weak' } } : {}),
  };
}

import type { Case } from '../model/case.ts';
import { type Markup, markup } from './markup.ts';
import type { PageContext } from './page.ts';
import { table } from './parts.ts';
import { caseStateWords, dateWords, severityWords, verdictWords } from './words.ts';

/** @param named say whose case it is */
export function caseTable(cases: readonly Case[], context: PageContext, caption: string, named: boolean): Markup {
  const { say, link, snapshot } = context;
  const lines = cases.map((one) => {
    const account = snapshot.rowOf(one.accountId)?.night.account;
    const name = named
      ? markup`<td><a href="${link(`/accounts/${one.accountId}`)}" lang="zh"><bdi>${account?.name ?? one.accountId}</bdi></a> <small lang="zh"><bdi>${account?.unit ?? say('已不在台账中', 'no longer filed')}</bdi></small></td>`
      : '';
    return markup`<tr><th scope="row" class="name"><a href="${link(`/cases/${one.id}`)}">${say(`第 ${one.id} 号`, `No. ${one.id}`)}</a></th>${name}<td><span class="problem ${one.verdict}" lang="zh">${one.wording}</span> <small>${verdictWords(one.verdict, context)} · ${severityWords(one.severity, context)}${one.byHand ? say(' · 人工核查', ' · by hand') : ''}</small></td><td>${caseStateWords(one.state, context)}</td><td class="number">${dateWords(one.openedAt, context)}</td><td class="number">${deadline(one, context)}</td></tr>`;
  });
  return markup`${table(caption, markup`<thead><tr><th scope="col">${say('编号', 'No.')}</th>${named ? markup`<th scope="col">${say('账号', 'Account')}</th>` : ''}<th scope="col">${say('问题', 'Problem')}</th><th scope="col">${say('状态', 'State')}</th><th scope="col" class="number">${say('发现', 'Found')}</th><th scope="col" class="number">${say('整改期限', 'Due')}</th></tr></thead><tbody>${lines}</tbody>`)}`;
}

/** The date by which an open case must be mended, and whether it has passed. */
export function deadline(one: Case, { say, snapshot }: PageContext): string {
  if (one.dueOn === null) return say('未通知', 'not told yet');
  const isLate = one.state === 'open' && snapshot.judgement.at.slice(0, 10) > one.dueOn;
  return isLate ? say(`${one.dueOn}，已逾期`, `${one.dueOn}, overdue`) : one.dueOn;
}

import type { Account } from '../model/account.ts';
import type { Case, CaseEvent } from '../model/case.ts';
import type { Severity } from '../model/finding.ts';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  veto: '单项否决',
  fail: '不合格',
  deduct: '扣分',
  notice: '仅列出',
};
const STATE_WORDS: Readonly<Record<Case['state'], string>> = { open: '未解除', resolved: '已解除', dismissed: '误报' };
const VERDICT_WORDS = { violation: '认定', suspected: '存疑', warning: '预警' } as const;
const EVENT_WORDS: Readonly<Record<CaseEvent['kind'], string>> = {
  opened: '发现',
  confirmed: '证实',
  notified: '通知',
  noted: '备注',
  replied: '反馈',
  overdue: '逾期',
  resolved: '解除',
  reopened: '再次出现',
  dismissed: '误报',
};

/** One line a case, for a list on a terminal. */
export function caseLine(one: Case, account: Account | undefined): string {
  const due = one.state === 'open' && one.dueOn !== null ? `，限 ${one.dueOn} 前整改` : '';
  const hand = one.byHand ? '（人工核查）' : '';
  return `${one.id}　${STATE_WORDS[one.state]}　${accountWords(one.accountId, account)}　${VERDICT_WORDS[one.verdict]}：${one.wording}${hand}${due}`;
}

/** A case with its whole life. */
export function caseStory(one: Case, account: Account | undefined): string {
  return [
    `问题 ${one.id}：${one.wording}${one.byHand ? '（人工核查）' : ''}`,
    `账号：${accountWords(one.accountId, account)}${account ? `，${account.unit}，主办单位 ${account.owner}` : ''}`,
    `状态：${STATE_WORDS[one.state]}，${VERDICT_WORDS[one.verdict]}，${SEVERITY_WORDS[one.severity]}`,
    `发现于 ${one.openedAt}，最近一次认定于 ${one.lastFoundAt}`,
    ...(one.dueOn === null ? [] : [`整改期限：${one.dueOn}`]),
    ...one.evidence.map((hash) => `证据：${hash}`),
    '经过：',
    ...one.events.map((event) => `  ${event.at}　${EVENT_WORDS[event.kind]}　${event.text}（${event.by}）`),
  ].join('\n');
}

function accountWords(id: string, account: Account | undefined): string {
  return account ? `${account.name}（${id}）` : `${id}（已不在台账中）`;
}

import { BY_HAND_RULE, type Case } from '../../model/case.ts';
import type { Finding, Judgement } from '../../model/finding.ts';
import type { NightView } from '../../model/night.ts';
import { monthDay, type Said } from './account-line.ts';

/** Whether tonight's judgement bears the case out; cases that a person entered stand until that person closes them. */
export function standsTonight(view: NightView, one: Case): boolean {
  return one.byHand || findingOf(view, one) !== undefined;
}

/** An account may have several findings by hand: none of them can be told by account and rule. */
export function findingOf(view: NightView, one: Pick<Case, 'accountId' | 'rule'>): Finding | undefined {
  if (one.rule === BY_HAND_RULE) return undefined;
  let index = indexes.get(view.judgement);
  if (!index) {
    const standing = view.judgement.findings.filter((finding) => finding.verdict !== 'warning');
    index = new Map(standing.map((finding) => [keyOf(finding), finding]));
    indexes.set(view.judgement, index);
  }
  return index.get(keyOf(one));
}

/** a night may have a hundred thousand findings, and each case looks for its own */
const indexes = new WeakMap<Judgement, ReadonlyMap<string, Finding>>();
const keyOf = (one: Pick<Case, 'accountId' | 'rule'>) => `${one.accountId} ${one.rule}`;

/** The case in words, for a list of problems. */
export function saidOfCase(view: NightView, one: Case): Said {
  const found = findingOf(view, one);
  const remarks: string[] = [];
  if (one.verdict === 'suspected' && found?.reason) remarks.push(found.reason);
  if (one.byHand) remarks.push('人工核查');
  if (one.dueOn) {
    remarks.push(view.date > one.dueOn ? `整改已逾期（限${monthDay(one.dueOn)}前）` : `限${monthDay(one.dueOn)}前整改`);
  }
  const wording = one.verdict === 'suspected' ? `疑似：${one.wording}` : one.wording;
  const evidence = found && found.evidence.length > 0 ? found.evidence : one.evidence;
  return { accountId: one.accountId, problems: [wording], remarks, evidence: evidence.slice(0, 1) };
}

/** accounts, not cases: one account with two problems counts once */
export function countAccounts(groups: readonly { readonly accountId: string }[]): number {
  return new Set(groups.map((one) => one.accountId)).size;
}

/** Proven tonight, first found tonight. */
export function freshViolations(view: NightView): Case[] {
  return view.changes.fresh.filter((one) => one.verdict === 'violation');
}

/** Proven tonight again. */
export function continuingViolations(view: NightView): Case[] {
  return view.changes.continuing.filter((one) => one.verdict === 'violation' && standsTonight(view, one));
}

/** Open cases that tonight neither confirmed nor ended. */
export function unconfirmedCases(view: NightView): Case[] {
  return view.changes.continuing.filter((one) => !standsTonight(view, one));
}

export function suspicions(view: NightView): { readonly one: Case; readonly fresh: boolean }[] {
  const standing = view.changes.continuing.filter((one) => standsTonight(view, one));
  return [
    ...view.changes.fresh.map((one) => ({ one, fresh: true })),
    ...standing.map((one) => ({ one, fresh: false })),
  ].filter(({ one }) => one.verdict === 'suspected');
}

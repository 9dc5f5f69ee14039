import type { Case } from '../../model/case.ts';
import type { NightView } from '../../model/night.ts';
import { standsTonight } from './standing.ts';

/** Violations past their date of which the unit has reported nothing since it was told (整改反馈逾期). */
export function repliesOverdue(view: NightView): Case[] {
  return open(view).filter((one) => {
    if (one.verdict !== 'violation' || one.dueOn === null || one.dueOn >= view.date) return false;
    const told = one.events.findLastIndex((event) => event.kind === 'notified');
    return !one.events.slice(told + 1).some((event) => event.kind === 'replied');
  });
}

/** What a unit reported as mended, and what tonight says of it; cases that tonight resolved are not among them. */
export interface Recheck {
  readonly one: Case;
  /** `found`: it was found again; `unseen`: tonight could not tell; `by-hand`: a person must look */
  readonly outcome: 'found' | 'unseen' | 'by-hand';
  readonly reply: string;
}

/** Cases reported as mended that the night does not confirm (复核). */
export function rechecks(view: NightView): Recheck[] {
  return open(view).flatMap((one): Recheck[] => {
    const reply = one.events.findLast((event) => event.kind === 'replied');
    if (reply === undefined || Date.parse(reply.at) > Date.parse(view.at)) return [];
    const seen = standsTonight(view, one) ? 'found' : 'unseen';
    return [{ one, outcome: one.byHand ? 'by-hand' : seen, reply: reply.text }];
  });
}

function open({ changes }: NightView): Case[] {
  return [...changes.fresh, ...changes.continuing];
}

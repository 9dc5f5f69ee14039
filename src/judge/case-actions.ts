import { BY_HAND_RULE, type Case, type CaseEvent } from '../model/case.ts';
import type { Severity } from '../model/finding.ts';
import { dateIn } from '../time/calendar.ts';
import { addWeekdays, addWorkingDays, CalendarTooShort } from '../time/working-days.ts';
import { dateOfDay, dayOfDate, ZoneClock } from '../time/zone-clock.ts';

/** Who did something to a case, and when. */
export interface Actor {
  readonly at: Temporal.Instant;
  readonly zone: string;
  readonly by: string;
}

/**
 * The unit was told of the finding: from now on it has so many working days to mend it. A case that was told before
 * keeps its date.
 */
export function notified(one: Case, actor: Actor, workingDays: number): Case {
  if (one.dueOn !== null || one.state !== 'open') return one;
  const today = dayOfDate(dateIn(actor.zone, actor.at).toString());
  let dueOn: string;
  let note = '';
  try {
    dueOn = dateOfDay(addWorkingDays(today, workingDays));
  } catch (error) {
    if (!(error instanceof CalendarTooShort)) throw error;
    dueOn = dateOfDay(addWeekdays(today, workingDays));
    note = `（${error.year}年放假安排未知，暂按周一至周五计）`;
  }
  return withEvent({ ...one, dueOn }, actor, 'notified', `已通知，整改期限${dueOn}${note}`);
}

export function noted(one: Case, actor: Actor, text: string): Case {
  return withEvent(one, actor, 'noted', text);
}

/** 误报: the finding stays away until its facts change. */
export function dismissed(one: Case, actor: Actor, why: string): Case {
  return withEvent({ ...one, state: 'dismissed' }, actor, 'dismissed', why);
}

/** 整改反馈: what the unit reported, on which date, with which file. The next night still has to see it. */
export function replied(
  one: Case,
  actor: Actor,
  reply: { on: string; unit: string; text: string; file?: HandedIn },
): Case {
  const file = reply.file === undefined ? '' : `（附件：${reply.file.name}，${reply.file.hash}）`;
  return withEvent(one, actor, 'replied', `${reply.on} ${reply.unit}：${reply.text}${file}`);
}

/** A finding by hand is over when a person says so. */
export function closedByHand(one: Case, actor: Actor, text: string): Case {
  const resolvedAt = new ZoneClock(actor.zone).iso(actor.at.epochMilliseconds);
  return withEvent({ ...one, state: 'resolved', resolvedAt }, actor, 'resolved', text);
}

/** A file that a person handed in, kept as evidence. */
export interface HandedIn {
  /** as the person's machine named it */
  readonly name: string;
  /** `sha256:…` */
  readonly hash: string;
}

/** 人工核查: what only a person can see. */
export function openedByHand(
  finding: { id: number; accountId: string; problem: string; severity: Severity; screenshot: HandedIn | null },
  actor: Actor,
): Case {
  const at = new ZoneClock(actor.zone).iso(actor.at.epochMilliseconds);
  const { id, accountId, problem, severity, screenshot } = finding;
  const blank: Case = {
    id,
    accountId,
    rule: BY_HAND_RULE,
    state: 'open',
    verdict: 'violation',
    severity,
    wording: problem,
    openedAt: at,
    lastFoundAt: at,
    dueOn: null,
    resolvedAt: null,
    facts: { screenshot: screenshot?.name ?? null },
    evidence: screenshot === null ? [] : [screenshot.hash],
    byHand: true,
    events: [],
  };
  return withEvent(blank, actor, 'opened', `人工核查：${problem}`);
}

function withEvent(one: Case, { at, zone, by }: Actor, kind: CaseEvent['kind'], text: string): Case {
  const when = new ZoneClock(zone).iso(at.epochMilliseconds);
  return { ...one, events: [...one.events, { at: when, kind, by, text }] };
}

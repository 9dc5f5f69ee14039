import type { Case, CaseEvent } from '../model/case.ts';

/** A finding as it stood on a night, then or by today's rules. */
export interface Stood {
  readonly accountId: string;
  readonly rule: string;
  readonly verdict: 'violation' | 'suspected';
  readonly wording: string;
}

const BEGINS: ReadonlySet<CaseEvent['kind']> = new Set(['opened', 'reopened']);
const ENDS: ReadonlySet<CaseEvent['kind']> = new Set(['resolved', 'dismissed']);

/** The cases of rules that stood at a moment, by their events; those by hand are the same under any rules. */
export function standingThen(cases: readonly Case[], at: Temporal.Instant): Stood[] {
  const atMs = at.epochMilliseconds;
  return cases.flatMap((one): Stood[] => {
    if (one.byHand) return [];
    const turn = one.events.findLastIndex(
      ({ kind, at: moment }) => (BEGINS.has(kind) || ENDS.has(kind)) && Date.parse(moment) <= atMs,
    );
    const began = one.events[turn];
    if (began === undefined || ENDS.has(began.kind)) return [];
    const { accountId, rule, wording } = one;
    return [{ accountId, rule, verdict: verdictThen(one, turn, atMs), wording }];
  });
}

/**
 * The verdict of a life that began with an event of the case. A confirmation names it; without one, the latest life has the
 * verdict of the case, and of an earlier one the words of its beginning tell.
 */
function verdictThen(one: Case, turn: number, atMs: number): Stood['verdict'] {
  const after = one.events.slice(turn + 1);
  const end = after.findIndex(({ kind }) => BEGINS.has(kind));
  const life = end < 0 ? after : after.slice(0, end);
  const confirmed = life.find(({ kind }) => kind === 'confirmed');
  if (confirmed !== undefined) return Date.parse(confirmed.at) <= atMs ? 'violation' : 'suspected';
  if (end < 0) return one.verdict === 'suspected' ? 'suspected' : 'violation';
  return one.events[turn]?.text.startsWith('存疑') ? 'suspected' : 'violation';
}

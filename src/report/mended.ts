import { type Case, NOT_ASKED_ANY_MORE } from '../model/case.ts';
import { instantOf } from '../time/calendar.ts';

/** Events that begin or end the time in which a problem stands. */
const TURNS: ReadonlySet<string> = new Set(['opened', 'reopened', 'resolved', 'dismissed']);

/** A proven problem that was found and seen to be mended before the monitoring point. */
export interface Mended {
  readonly item: Case;
  /** ISO 8601 with offset */
  readonly foundAt: string;
  readonly mendedAt: string;
}

/**
 * What was mended within the window, as the cases stood at the monitoring point: what happened to them later is left
 * out, and so is what ended without being mended (the rule is not asked of the account any more).
 * @param window calendar dates in `zone`, both included
 * @param at the monitoring point, ISO 8601 with offset
 */
export function mendedWithin(
  cases: readonly Case[],
  window: { readonly from: string; readonly to: string },
  at: string,
  zone: string,
): Mended[] {
  const untilMs = Date.parse(at);
  return cases.flatMap((item) => {
    const turns = item.events.filter((event) => TURNS.has(event.kind) && Date.parse(event.at) <= untilMs);
    const end = turns.at(-1);
    const start = turns.findLast(({ kind }) => kind === 'opened' || kind === 'reopened');
    if (item.verdict !== 'violation' || end?.kind !== 'resolved' || start === undefined) return [];
    if (end.text === NOT_ASKED_ANY_MORE) return [];
    const day = instantOf(end.at).toZonedDateTimeISO(zone).toPlainDate().toString();
    return window.from <= day && day <= window.to ? [{ item, foundAt: start.at, mendedAt: end.at }] : [];
  });
}

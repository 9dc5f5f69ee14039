import type { Case } from '../model/case.ts';
import type { ZoneClock } from '../time/zone-clock.ts';

/**
 * The findings by hand that stand on the day of a monitoring point. They count by days, as a person's checks do: from
 * the day on which they were entered until the day before they were closed or withdrawn.
 */
export function standingByHand(cases: readonly Case[], at: Temporal.Instant, clock: ZoneClock): readonly Case[] {
  const today = clock.dayOf(at.epochMilliseconds);
  const dayOf = (moment: string) => clock.dayOf(Date.parse(moment));
  return cases.filter((one) => {
    if (!one.byHand || dayOf(one.openedAt) > today) return false;
    const ended = one.events.findLast((event) => event.kind === 'resolved' || event.kind === 'dismissed');
    return one.state === 'open' || (ended !== undefined && dayOf(ended.at) > today);
  });
}

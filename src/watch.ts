import type { RunStore } from './store/runs.ts';

/** How the night stands that should have ended by an hour. */
export interface WatchedNight {
  /** calendar date of the night, YYYY-MM-DD */
  readonly date: string;
  /** the moment by which it should have ended */
  readonly by: Temporal.ZonedDateTime;
  readonly state: 'ended' | 'unfinished' | 'missing';
  /** ISO 8601, UTC */
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/**
 * The latest night that should have ended by now. Before the hour that is the one of the day before, so that a timer set
 * too early still watches something. A night that begins in the evening belongs to the date on which it begins.
 *
 * @param by `08:00`, in `zone`
 * @param begins `01:30`, in `zone`
 */
export function watchedNight(
  runs: Pick<RunStore, 'nightOf'>,
  now: Temporal.Instant,
  { by, begins, zone }: { readonly by: string; readonly begins: string; readonly zone: string },
): WatchedNight {
  const here = now.toZonedDateTimeISO(zone);
  const today = here.withPlainTime(by);
  const due = Temporal.ZonedDateTime.compare(here, today) >= 0 ? today : today.subtract({ days: 1 });
  const isEvening = Temporal.PlainTime.compare(begins, by) >= 0;
  const date = due
    .toPlainDate()
    .subtract({ days: isEvening ? 1 : 0 })
    .toString();
  const run = runs.nightOf(date);
  const state = run === null ? 'missing' : run.finishedAt === null ? 'unfinished' : 'ended';
  return { date, by: due, state, startedAt: run?.startedAt ?? null, finishedAt: run?.finishedAt ?? null };
}

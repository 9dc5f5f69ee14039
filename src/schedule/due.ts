/** `01:30` as the minute and hour fields of a cron line. */
export function cronPattern(at: string): string {
  const { hour, minute } = Temporal.PlainTime.from(at);
  return `${minute} ${hour} * * *`;
}

/**
 * Whether tonight's run is still to be made although its hour has passed: the program was not running then, or the run
 * did not come to its end. Nights of earlier dates cannot be made up for: nobody can look at yesterday.
 *
 * @param at `01:30`, in `zone`
 * @param isFinished whether the night of a calendar date (YYYY-MM-DD) has come to its end
 */
export function isMissed(
  now: Temporal.Instant,
  at: string,
  zone: string,
  isFinished: (date: string) => boolean,
): boolean {
  const here = now.toZonedDateTimeISO(zone);
  const due = here.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: at });
  return Temporal.ZonedDateTime.compare(here, due) >= 0 && !isFinished(here.toPlainDate().toString());
}

/** What a zone's offset is between two of its changes, epoch milliseconds; `until` is exclusive. */
interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly offsetMs: number;
  /** `+08:00` */
  readonly text: string;
}

const DAY_MS = 86_400_000;
/** `08:05:00` for each second of a day and `2026-09-25` for each date, once it was written */
const times: string[] = [];
const dates = new Map<number, string>();
/** eleven years; a list of accounts has hundreds of thousands of moments on a few hundred dates */
const DATES_KEPT = 4000;

/**
 * Calendar questions of one zone, asked a hundred thousand times a night. It answers as calendar.ts does, from the
 * zone's offset, which is looked up once for each stretch between two changes of the zone's clocks.
 */
export class ZoneClock {
  readonly zone: string;
  readonly #spans: Span[] = [];
  #recent: Span;

  /** @param zone IANA name, as the settings have checked it */
  constructor(zone: string) {
    this.zone = zone;
    this.#recent = this.#look(Date.UTC(2026, 0, 1));
  }

  /** days since 1970-01-01 of the calendar date in the zone */
  dayOf(epochMs: number): number {
    return Math.floor((epochMs + this.#span(epochMs).offsetMs) / DAY_MS);
  }

  /**
   * The first instant of a calendar date, epoch milliseconds. Where the clocks skip midnight it is the moment of the change,
   * and where they show it twice the first of the two.
   */
  startOfDay(day: number): number {
    const midnight = day * DAY_MS;
    // two days earlier lies before this midnight whatever the zone did meanwhile
    let span = this.#span(midnight - this.#recent.offsetMs - 2 * DAY_MS);
    for (;;) {
      const first = Math.max(midnight - span.offsetMs, span.fromMs);
      if (first < span.untilMs) return first;
      span = this.#span(span.untilMs);
    }
  }

  /** the first instant after a calendar date, epoch milliseconds */
  endOfDay(day: number): number {
    return this.startOfDay(day + 1);
  }

  /** ISO 8601 with the zone's offset, to the second: `2026-09-25T01:00:00+08:00` */
  iso(epochMs: number): string {
    const span = this.#span(epochMs);
    const localMs = epochMs + span.offsetMs;
    const day = Math.floor(localMs / DAY_MS);
    return `${dateOfDay(day)}T${timeOf(Math.floor((localMs - day * DAY_MS) / 1000))}${span.text}`;
  }

  /** the moment until which a post counts as made: one known by its day only counts to the end of that day */
  countsUntil(epochMs: number, precision: 'second' | 'minute' | 'day'): number {
    return precision === 'day' ? this.endOfDay(this.dayOf(epochMs)) : epochMs;
  }

  #span(epochMs: number): Span {
    const recent = this.#recent;
    if (epochMs >= recent.fromMs && epochMs < recent.untilMs) return recent;
    const known = this.#spans.find((span) => epochMs >= span.fromMs && epochMs < span.untilMs);
    if (known === undefined) return this.#look(epochMs);
    this.#recent = known;
    return known;
  }

  #look(epochMs: number): Span {
    const moment = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(this.zone);
    // The change at this very moment counts as the beginning of the stretch, so look back from one nanosecond later.
    const before = moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const after = moment.getTimeZoneTransition('next');
    const span = {
      fromMs: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      untilMs: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offsetMs: Math.round(moment.offsetNanoseconds / 1e6),
      text: moment.offset.slice(0, 6),
    };
    this.#spans.push(span);
    this.#recent = span;
    return span;
  }
}

/** YYYY-MM-DD of a number of days since 1970-01-01 */
export function dateOfDay(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    if (dates.size >= DATES_KEPT) dates.clear();
    dates.set(day, date);
  }
  return date;
}

/** @param second of the day, from 0 */
function timeOf(second: number): string {
  let time = times[second];
  if (time === undefined) {
    time = new Date(second * 1000).toISOString().slice(11, 19);
    times[second] = time;
  }
  return time;
}

/** days since 1970-01-01 of a calendar date YYYY-MM-DD */
export function dayOfDate(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

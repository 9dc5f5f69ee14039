import type { Dated } from './reading.ts';

/** All Chinese stores write local times of China. */
const CHINA = 'Asia/Shanghai';

/** Before this no app store existed; a smaller number is a count or a default, not a time. */
const EARLIEST_MS = Date.UTC(2008, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

function atMs(ms: number): Dated | null {
  if (!Number.isFinite(ms) || ms < EARLIEST_MS || ms >= LATEST_MS) return null;
  return { at: Temporal.Instant.fromEpochMilliseconds(Math.round(ms)), precision: 'second' };
}

/** Unix seconds as digits */
export function fromSeconds(value: string | number | null | undefined): Dated | null {
  return /^\d{9,11}$/.test(String(value ?? '')) ? atMs(Number(value) * 1000) : null;
}

/** Unix milliseconds */
export function fromMilliseconds(value: number | null | undefined): Dated | null {
  return typeof value === 'number' ? atMs(value) : null;
}

/** `2026-08-21T02:14:09Z` */
export function fromIso(value: string | null | undefined): Dated | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value ?? '')) return null;
  return atMs(Date.parse(String(value)));
}

/** `2026-08-20 15:30:00`, China time */
export function fromChinaTime(value: string | null | undefined): Dated | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value ?? '')) return null;
  return atMs(Date.parse(`${String(value).replace(' ', 'T')}+08:00`));
}

/**
 * A calendar day of China in the one form that the store is known for, `form` with the groups year, month, day.
 * Any other spelling is refused: 8/9/2026 would be read as the wrong month.
 */
export function fromChinaDay(value: string | null | undefined, form: RegExp): Dated | null {
  const [, year, month, day] = form.exec(value ?? '') ?? [];
  if (!year || !month || !day) return null;
  try {
    const date = Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
    const at = date.toZonedDateTime(CHINA).toInstant();
    return atMs(at.epochMilliseconds) && { at, precision: 'day' };
  } catch {
    return null;
  }
}

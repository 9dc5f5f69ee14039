import type { Precision } from '../../src/model/sighting.ts';

export interface StatedTime {
  readonly at: Temporal.Instant;
  readonly precision: Precision;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `2026-11-20T08:30:15.000Z`, `2026-11-20 08:30`, `2026-11-20` */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;
/** `Fri, 20 Nov 2026 08:30:15 +0800`; we-mp-rss writes the same without the zone */
const RFC_822 =
  /^(?:[A-Z]{3},?\s+)?(\d{1,2})\s+([A-Z]{3})\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s*(Z|UTC?|GMT|[+-]\d{4})?$/i;

/**
 * The moment that a bridge states for an article, in one of the two forms that feeds use; null for everything else
 * (`2026年11月20日`, `1天前`): what cannot be read exactly is not known.
 *
 * @param zone where the clock stood for a time that names no zone, an IANA name
 */
export function statedTime(text: string, zone: string): StatedTime | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, offset] = iso;
    return momentOf({ year, month, day, hour, minute, second, offset }, zone);
  }
  const rfc = RFC_822.exec(trimmed);
  if (!rfc) return null;
  const [, day, name, year, hour, minute, second, offset] = rfc;
  const month = MONTHS.indexOf(name?.toLowerCase() ?? '') + 1;
  return momentOf({ year, month: String(month), day, hour, minute, second, offset }, zone);
}

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'offset', string | undefined>>;

function momentOf(parts: Parts, zone: string): StatedTime | null {
  const { year, month, day, hour, minute, second, offset } = parts;
  const number = (text: string | undefined) => Number(text ?? 0);
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: number(year),
        month: number(month),
        day: number(day),
        hour: number(hour),
        minute: number(minute),
        second: number(second),
      },
      { overflow: 'reject' },
    );
    const at = local.toZonedDateTime(offset ? offsetName(offset) : zone).toInstant();
    return { at, precision: hour === undefined ? 'day' : second === undefined ? 'minute' : 'second' };
  } catch {
    return null;
  }
}

function offsetName(offset: string): string {
  if (/^[a-z]/i.test(offset)) return 'UTC';
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

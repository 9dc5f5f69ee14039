import type { Finding } from '../../model/finding.ts';
import { dateIn, instantOf } from '../../time/calendar.ts';

/** When a warning turns into a breach, in words: `9月20日 18:00 超期（还有 3 天）`. `since` of a warning lies ahead. */
export function breachWords(zone: string, warning: Finding, now: Temporal.Instant): string {
  if (warning.since === null) return warning.reason ?? '即将超期';
  const at = instantOf(warning.since);
  const { month, day, hour, minute } = at.toZonedDateTimeISO(zone);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return `${month}月${day}日 ${clock} 超期（${leftWords(daysLeft(zone, warning, now))}）`;
}

/** calendar days from the monitoring point to the breach; null where no moment is named */
export function daysLeft(zone: string, warning: Finding, now: Temporal.Instant): number | null {
  if (warning.since === null) return null;
  return dateIn(zone, now).until(dateIn(zone, instantOf(warning.since)), { largestUnit: 'day' }).days;
}

function leftWords(days: number | null): string {
  if (days === null) return '时间未定';
  return days <= 0 ? '就在今天' : `还有 ${days} 天`;
}

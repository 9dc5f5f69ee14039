import type { Finding } from '../../model/finding.ts';
import { dateIn, instantOf } from '../../time/calendar.ts';

/** What is said of a warning: when it turns into a breach, and why it is told now or what its rhythm lets expect. */
export function warningRemarks(zone: string, warning: Finding, now: Temporal.Instant): string[] {
  return [breachWords(zone, warning, now), ...(warning.reason === undefined ? [] : [warning.reason])];
}

/** `9月20日 18:00 超期（还有 3 天）` */
function breachWords(zone: string, warning: Finding, now: Temporal.Instant): string {
  const breach = breachOf(warning);
  if (breach === null) return '即将超期';
  const at = instantOf(breach);
  const { month, day, hour, minute } = at.toZonedDateTimeISO(zone);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return `${month}月${day}日 ${clock} 超期（${leftWords(daysLeft(zone, warning, now))}）`;
}

/** calendar days from the monitoring point to the breach; null where no moment is named */
export function daysLeft(zone: string, warning: Finding, now: Temporal.Instant): number | null {
  const breach = breachOf(warning);
  if (breach === null) return null;
  return dateIn(zone, now).until(dateIn(zone, instantOf(breach)), { largestUnit: 'day' }).days;
}

/** A warning has no `since` yet; the moment at which its limit passes stands among its facts. */
function breachOf({ since, facts }: Finding): string | null {
  return since ?? (typeof facts.limitAt === 'string' ? facts.limitAt : null);
}

function leftWords(days: number | null): string {
  if (days === null) return '时间未定';
  return days <= 0 ? '就在今天' : `还有 ${days} 天`;
}

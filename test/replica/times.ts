/** Moments in the spellings of the platforms. All zones but those of bridges are China's. */
const CHINA = 'Asia/Shanghai';
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (n: number) => String(n).padStart(2, '0');

function parts(instant: Temporal.Instant, zone = CHINA) {
  const t = instant.toZonedDateTimeISO(zone);
  return {
    weekday: DAYS[t.dayOfWeek - 1] ?? '',
    month: MONTHS[t.month - 1] ?? '',
    date: `${t.year}-${two(t.month)}-${two(t.day)}`,
    clock: `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`,
    day: two(t.day),
    year: t.year,
    slashed: `${t.year}/${t.month}/${t.day}`,
  };
}

/** unix seconds */
export const seconds = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / 1000);
export const milliseconds = (instant: Temporal.Instant) => instant.epochMilliseconds;

/** `Thu Sep 24 17:42:11 +0800 2026`, as Weibo writes it */
export function weiboTime(instant: Temporal.Instant): string {
  const p = parts(instant);
  return `${p.weekday} ${p.month} ${p.day} ${p.clock} +0800 ${p.year}`;
}
/** `2026-11-20 08:30` */
export function minuteText(instant: Temporal.Instant): string {
  const p = parts(instant);
  return `${p.date} ${p.clock.slice(0, 5)}`;
}
/** `2026-11-20 08:30:15` */
export function secondText(instant: Temporal.Instant, zone = CHINA): string {
  const p = parts(instant, zone);
  return `${p.date} ${p.clock}`;
}
/** `2026-11-20` */
export const dayText = (instant: Temporal.Instant) => parts(instant).date;
/** `2026/8/20`, as Huawei writes it for `locale=zh` */
export const slashedDay = (instant: Temporal.Instant) => parts(instant).slashed;
/** `2026-11-20T08:30:15+08:00` */
export const offsetTime = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO(CHINA).toString({ timeZoneName: 'never', smallestUnit: 'second' });
/** `2026-11-20T00:30:15Z` */
export const zuluTime = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'second' });
/** `Fri, 20 Nov 2026 00:30:15 GMT` */
export const gmtTime = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds).toUTCString();
/** `Fri, 20 Nov 2026 08:30:15 ` plus the given end; without an end it carries no zone, as we-mp-rss writes it */
export function mailTime(instant: Temporal.Instant, end = '+0800', zone = CHINA): string {
  const p = parts(instant, zone);
  return `${p.weekday}, ${p.day} ${p.month} ${p.year} ${p.clock} ${end}`;
}

import type { Chance } from './random.ts';

export const DAY_MS = 86_400_000;
/** midnight in Asia/Shanghai of the first simulated day, a Monday */
export const FIRST_DAY_MS = Date.parse('2026-06-01T00:00:00+08:00');
/** posts reach so many days back before the first night */
const DAYS_BEFORE = 60;

export const RHYTHMS = [
  'daily',
  'weekdays',
  'weekly',
  'bursts',
  'holidays',
  'dying',
  'slow',
  'newborn',
  'never',
] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** What an account truly published. Moments are epoch milliseconds. */
export interface TruePost {
  readonly atMs: number;
  /** it is gone from this moment on; infinite for those that stay */
  readonly deletedMs: number;
  /** WeChat: pushed to followers (群发); what is only published (发布) no bridge sees */
  readonly pushed: boolean;
  readonly url: string;
}

/** The life of one account from before the first night to the last, oldest post first. */
export function livePosts(
  rhythm: Rhythm,
  nights: number,
  chance: Chance,
  key: string,
  unpushedShare: number,
): TruePost[] {
  const posts: TruePost[] = [];
  for (const day of daysOf(rhythm, nights, chance)) {
    const times = rhythm === 'daily' && chance.happens(0.4) ? 2 : 1;
    for (let count = 0; count < times; count++) {
      const atMs = FIRST_DAY_MS + day * DAY_MS + hourOfDay(chance);
      const deletedMs = chance.happens(0.01) ? atMs + chance.whole(3, 30) * DAY_MS : Number.POSITIVE_INFINITY;
      posts.push({ atMs, deletedMs, pushed: !chance.happens(unpushedShare), url: '' });
    }
  }
  return posts
    .sort((a, b) => a.atMs - b.atMs)
    .map((post, index) => ({ ...post, url: `https://platform.example/${key}/${index}` }));
}

/** Offices publish between half past eight and half past six, and now and then late in the evening; whole seconds. */
function hourOfDay(chance: Chance): number {
  const [first, last] = chance.happens(0.15) ? [18.5, 24] : [8.5, 18.5];
  return chance.whole(first * 3600, last * 3600 - 1) * 1000;
}

/** Days on which something is published; day 0 is the first simulated day. */
function daysOf(rhythm: Rhythm, nights: number, chance: Chance): number[] {
  const days = Array.from({ length: nights + DAYS_BEFORE }, (_, index) => index - DAYS_BEFORE);
  const isWeekend = (day: number) => ((day % 7) + 7) % 7 >= 5;
  switch (rhythm) {
    case 'daily':
      return days.filter(() => chance.happens(0.95));
    case 'weekdays':
      return days.filter((day) => !isWeekend(day) && chance.happens(0.9));
    case 'weekly': {
      const weekday = chance.whole(0, 4);
      return days.filter((day) => (((day - weekday) % 7) + 7) % 7 === 0 && chance.happens(0.85));
    }
    case 'bursts':
      return stretches(days, () => [chance.whole(1, 3), chance.whole(8, 25)]);
    case 'holidays':
      return stretches(days, () => [chance.whole(20, 45), chance.whole(9, 19)]);
    case 'slow':
      return stretches(days, () => [1, chance.whole(8, 17)]);
    case 'dying': {
      const last = chance.whole(-30, nights);
      return days.filter((day) => day <= last && chance.happens(0.7));
    }
    case 'newborn': {
      const first = chance.whole(1, nights);
      return days.filter((day) => day >= first && chance.happens(0.3));
    }
    case 'never':
      return [];
  }
}

/** Days of work and days of rest in turn. */
function stretches(days: readonly number[], next: () => readonly [number, number]): number[] {
  const chosen: number[] = [];
  let [work, rest] = next();
  for (const day of days) {
    if (work > 0) {
      work -= 1;
      chosen.push(day);
    } else if (rest > 1) rest -= 1;
    else [work, rest] = next();
  }
  return chosen;
}

/**
 * Sixty nights of four thousand accounts at one visit in 45 seconds, eight hours a night: visits by due date against visits
 * in the order of the list. Nothing is asked of anybody; the plan is the program's own.
 */
import { type Plannable, planVisits } from '../../src/collect/plan.ts';
import { seededRandom } from './random.ts';

const DAY_MS = 86_400_000;
const LIMIT_DAYS = 14;
const VISIT_MS = 45_000;
const WINDOW_MS = 8 * 3600_000;
/** nights before the count begins, in which every account is seen for the first time */
const SETTLING_NIGHTS = 14;

/**
 * Shares of accounts by their mean days between posts, and the share that falls silent in the sixty nights. Made up after
 * what inspections print: most post every day or two, some weekly, a few fall silent for good.
 */
const RHYTHMS = [
  { upTo: 0.55, meanDays: 0.7 },
  { upTo: 0.8, meanDays: 2 },
  { upTo: 0.93, meanDays: 4 },
  { upTo: 1, meanDays: 7 },
] as const;
const SILENT_SHARE = 0.06;

export interface DueFigures {
  readonly breaches: number;
  readonly foundWithinOneNight: number;
  readonly share: number;
  /** nights between provable and found, the worst */
  readonly worst: number;
  readonly visitsANight: number;
}

interface Played {
  readonly id: string;
  /** moments of posts, ascending, days since the first night */
  readonly posts: readonly number[];
}

export function playNights(order: 'due' | 'list', accounts = 4000, nights = 60, seed = 1): DueFigures {
  const random = seededRandom(seed);
  const total = nights + SETTLING_NIGHTS;
  const world = Array.from({ length: accounts }, (_, n) => play(`a${n}`, total, random));
  const known = new Map<string, { visitedMs: number; postMs: number; isOpen: boolean }>();
  const foundOn = new Map<string, number>();
  let visits = 0;
  let next = 0;
  const fits = WINDOW_MS / VISIT_MS;
  for (let night = 0; night < total; night++) {
    const nowMs = night * DAY_MS;
    const tonight =
      order === 'due'
        ? planVisits(
            world.map((one) => plannable(one.id, known)),
            () => ({ ms: VISIT_MS, isMeasured: true }),
            WINDOW_MS,
            nowMs,
          ).tonight
        : Array.from({ length: fits }, () => `a${next++ % accounts}`);
    visits += tonight.length;
    for (const id of tonight) {
      const one = world[Number(id.slice(1))];
      const last = one?.posts.findLast((at) => at * DAY_MS <= nowMs) ?? -DAY_MS;
      const isOpen = night - last > LIMIT_DAYS;
      const breach = `${id} ${last}`;
      if (isOpen && !foundOn.has(breach)) foundOn.set(breach, night);
      known.set(id, { visitedMs: nowMs, postMs: last * DAY_MS, isOpen });
    }
  }
  return count(world, foundOn, total, visits / total);
}

function plannable(
  id: string,
  known: ReadonlyMap<string, { visitedMs: number; postMs: number; isOpen: boolean }>,
): Plannable {
  const one = known.get(id);
  return {
    id,
    platform: 'weibo',
    comesFirst: one === undefined || one.isOpen,
    visitedMs: one?.visitedMs ?? null,
    postUntilMs: one?.postMs ?? null,
    limitDays: LIMIT_DAYS,
    confirmNights: 1,
  };
}

function play(id: string, total: number, random: () => number): Played {
  const drawn = random();
  const rhythm = RHYTHMS.find(({ upTo }) => drawn < upTo) ?? RHYTHMS[0];
  const silentFrom = random() < SILENT_SHARE ? random() * total : Number.POSITIVE_INFINITY;
  const posts: number[] = [];
  for (let at = -random() * rhythm.meanDays; at < Math.min(total, silentFrom); ) {
    posts.push(at);
    at += -Math.log(1 - random()) * rhythm.meanDays;
  }
  return { id, posts };
}

/** A breach is provable in the first night after which nothing was posted for more than fourteen days. */
function count(
  world: readonly Played[],
  foundOn: ReadonlyMap<string, number>,
  total: number,
  visits: number,
): DueFigures {
  let breaches = 0;
  let inTime = 0;
  let worst = 0;
  for (const { id, posts } of world) {
    for (const [index, at] of posts.entries()) {
      const provable = Math.floor(at + LIMIT_DAYS) + 1;
      const nextPost = posts[index + 1] ?? Number.POSITIVE_INFINITY;
      // over before a night could see it, or too near to the end to tell
      if (nextPost <= provable || provable < SETTLING_NIGHTS || provable + 1 >= total) continue;
      breaches++;
      const late = (foundOn.get(`${id} ${at}`) ?? Number.POSITIVE_INFINITY) - provable;
      if (late <= 1) inTime++;
      if (Number.isFinite(late)) worst = Math.max(worst, late);
    }
  }
  return {
    breaches,
    foundWithinOneNight: inTime,
    share: breaches === 0 ? 1 : inTime / breaches,
    worst,
    visitsANight: Math.round(visits),
  };
}

import type { Observation } from '../model/observation.ts';
import type { Turnout } from '../model/turnout.ts';

const DAY_MS = 86_400_000;
/** Fewer accounts, or fewer nights, are no population. */
const ANSWERED_AT_LEAST = 20;
const NIGHTS_AT_LEAST = 7;
/** Fewer fresh accounts than this are too few to tell a silent channel from a quiet day. */
const EXPECTED_AT_LEAST = 10;
/** below this share of what is usual a channel is down */
const SHARE_OF_USUAL = 0.4;
/** A weekend is quieter than the median night; a channel is down only where it is quieter than any of the nights, too. */
const SHARE_OF_QUIETEST = 0.8;

/** How many accounts each source showed, and how many with a post of the last day. App stores show no posts. */
export function turnoutsOf(observations: Iterable<Observation>): Turnout[] {
  const bySource = new Map<string, { source: string; answered: number; shown: number; fresh: number }>();
  for (const { observedAt, sources, app } of observations) {
    if (app) continue;
    for (const { source, outcome, newestAt } of sources) {
      if (outcome !== 'ok') continue;
      const turnout = bySource.get(source) ?? { source, answered: 0, shown: 0, fresh: 0 };
      bySource.set(source, turnout);
      turnout.answered += 1;
      if (typeof newestAt !== 'string') continue;
      turnout.shown += 1;
      if (Date.parse(observedAt) - Date.parse(newestAt) <= DAY_MS) turnout.fresh += 1;
    }
  }
  return [...bySource.values()];
}

/**
 * Whether a channel closed in silence: it answers as ever, and hardly any account shows something new. Nights on which it
 * was down must not be among the earlier ones; so an outage, or a holiday that is taken for one, lasts until too few
 * nights of the last two weeks are left to tell (about a week).
 *
 * @param earlier nights of the last two weeks, any order
 * @returns for people, Chinese; null: nothing unusual, or too little is known
 */
export function whyDown(tonight: Turnout, earlier: readonly Turnout[]): string | null {
  const nights = earlier.filter((one) => one.answered >= ANSWERED_AT_LEAST);
  if (tonight.answered < ANSWERED_AT_LEAST || nights.length < NIGHTS_AT_LEAST) return null;
  if (tonight.shown === 0 && nights.every((one) => one.shown > 0)) {
    return `问到的 ${tonight.answered} 个账号都没有显示任何内容，往常不是这样：来源当夜不可信`;
  }
  const shares = nights.map((one) => one.fresh / one.answered).sort((a, b) => a - b);
  const usual = shares[Math.floor((shares.length - 1) / 2)] ?? 0;
  const quietest = shares[0] ?? 0;
  const share = tonight.fresh / tonight.answered;
  const isTold = usual * tonight.answered >= EXPECTED_AT_LEAST;
  if (!isTold || share >= usual * SHARE_OF_USUAL || share >= quietest * SHARE_OF_QUIETEST) return null;
  return `一天之内有更新的账号只占 ${percent(share)}，近两周通常占 ${percent(usual)}：来源当夜不可信`;
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

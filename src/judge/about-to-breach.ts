import { type Facts, type LastPost, PASS, type RuleContext, type Verdict } from '../model/rule.ts';
import { firstDayBack } from '../time/working-days.ts';
import { dateOfDay } from '../time/zone-clock.ts';
import { usualPauseMs } from './pace.ts';
import { type AgeFacts, DAY_MS, limitPassesAt, postFacts, staleLimit } from './staleness.ts';

/**
 * An account that can be seen and comes near its limit is warned: at the ages that the place has set, and on the last
 * working day before a public holiday during which it would breach. Of one that cannot be seen nothing is said.
 */
export function aboutToBreach(facts: AgeFacts & Pick<Facts, 'gaps'>, context: RuleContext, wording: string): Verdict {
  const { lastPost, look } = facts;
  if (!lastPost.known || !look.worked) return PASS;
  const post = lastPost.value;
  const limitMs = limitPassesAt(post.countsUntilMs, staleLimit(context.limits), context);
  const backOn = limitMs === null ? null : backAfterBreach(limitMs, context);
  if (backOn === null && context.atMs - post.countsUntilMs < firstWarningMs(post, limitMs, context)) return PASS;
  const forecast = limitMs === null ? null : forecastOf(post, facts.gaps, limitMs, context);
  const reasons = [
    ...(backOn === null ? [] : [`放假期间将超期（${monthDay(backOn)}上班），请在放假前更新`]),
    ...(forecast === null
      ? []
      : [`近来约每${forecast.pauseDays}天更新一次，照此节奏，将于${monthDay(forecast.lateOn)}超期`]),
  ];
  return {
    verdict: 'warning',
    sinceMs: null,
    facts: {
      ...postFacts(post, context),
      limitAt: limitMs === null ? null : context.iso(limitMs),
      ...(backOn === null ? {} : { backOn }),
      ...(forecast === null ? {} : { forecast }),
    },
    evidence: lastPost.evidence,
    wording,
    ...(reasons.length === 0 ? {} : { reason: reasons.join('；') }),
  };
}

/** The age at which warnings begin; where the place names none below the limit, a day before the limit. */
function firstWarningMs(post: LastPost, limitMs: number | null, { limits }: RuleContext): number {
  const wholeMs = (limitMs ?? Number.POSITIVE_INFINITY) - post.countsUntilMs;
  const ages = limits.warnAtDays.map((days) => days * DAY_MS).filter((age) => age < wholeMs);
  return ages.length === 0 ? wholeMs - DAY_MS : Math.min(...ages);
}

/**
 * On the eve of a holiday, the date of the first day back, where the limit passes before that day is over: nobody may be
 * there to update in time.
 */
function backAfterBreach(limitMs: number, context: RuleContext): string | null {
  const back = firstDayBack(context.day);
  return back !== null && limitMs < context.endOfDay(back) ? dateOfDay(back) : null;
}

/** Late at its own pace: the next publication is due, by the usual pause of late, only after the limit has passed. */
function forecastOf(
  post: LastPost,
  gaps: Facts['gaps'],
  limitMs: number,
  context: RuleContext,
): { readonly pauseDays: number; readonly lateOn: string } | null {
  const pauseMs = usualPauseMs(gaps, post.countsUntilMs);
  if (pauseMs === null || post.countsUntilMs + pauseMs <= limitMs) return null;
  return { pauseDays: Math.round(pauseMs / DAY_MS), lateOn: context.iso(limitMs).slice(0, 10) };
}

/** `12月3日`, from YYYY-MM-DD */
function monthDay(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${month}月${day}日`;
}

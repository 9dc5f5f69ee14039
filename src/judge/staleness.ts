import type { Facts, Found, LastPost, Limits, RuleContext, Verdict } from '../model/rule.ts';
import { NOT_APPLICABLE, PASS } from '../model/rule.ts';
import { addWorkingDays, CalendarTooShort } from '../time/working-days.ts';
import { isConfirmed } from './confirmation.ts';

export const DAY_MS = 86_400_000;

/** How long an account may go without an update. */
export type AgeLimit = { readonly days: number } | { readonly workingDays: number };

export function staleLimit(limits: Limits): AgeLimit {
  const workingDays = limits.staleAfterWorkingDays;
  return workingDays === null ? { days: limits.staleAfterDays } : { workingDays };
}

/**
 * The moment at which the limit passes for a post that counts as made at `countsUntilMs`. Working days are full days:
 * the limit passes at the end of the last of them. Null where it lies in a coming year whose holidays are not known yet.
 * @throws CalendarTooShort where a year up to the monitoring point is not known
 */
export function limitPassesAt(countsUntilMs: number, limit: AgeLimit, context: RuleContext): number | null {
  if ('days' in limit) return countsUntilMs + limit.days * DAY_MS;
  try {
    // A post known by its day counts until midnight, which belongs to the next day.
    return context.endOfDay(addWorkingDays(context.dayOf(countsUntilMs - 1), limit.workingDays));
  } catch (error) {
    const isAhead = error instanceof CalendarTooShort && error.year > Number(context.iso(context.atMs).slice(0, 4));
    if (isAhead) return null;
    throw error;
  }
}

export function hasPassed(atMs: number, limitMs: number, edge: Limits['edge']): boolean {
  return edge === 'over' ? atMs > limitMs : atMs >= limitMs;
}

/** Rules about updates are asked of accounts that are filed as running; the updates of an app are its versions. */
export function publishes(facts: Pick<Facts, 'account' | 'status'>): boolean {
  const { account, status } = facts;
  if (account.state !== 'running' || account.platform === 'app') return false;
  // What the platform says is cancelled has its own rule; there is nothing left that could be updated.
  return !(status.known && status.value.value === 'cancelled' && isConfirmed(status.value, 2));
}

export type AgeFacts = Pick<Facts, 'account' | 'look' | 'lastPost' | 'silence' | 'status'>;

/**
 * One verdict for every rule that asks whether anything was ever published; null where the platform does not say so.
 * A page can stand still for one account, so the words alone, without a look that proves them, are a suspicion.
 */
export function judgeNever(facts: Pick<Facts, 'look' | 'neverPosted'>, none: Found['facts']): Verdict | null {
  const { neverPosted } = facts;
  if (!neverPosted.known) return null;
  const { look } = facts;
  const found: Found = { sinceMs: null, facts: none, evidence: neverPosted.evidence };
  if (neverPosted.value.proven) return { verdict: 'violation', ...found };
  if (look.ours || !look.worked) return { verdict: 'undetermined', reason: look.trouble };
  return { verdict: 'suspected', ...found, reason: '平台显示从未发布，但当夜没有完整的来源证明' };
}

export const STATUS_WORDS: Readonly<Partial<Record<string, string>>> = {
  frozen: '已冻结',
  banned: '已封禁',
  cancelled: '已注销',
  migrated: '已迁移',
  migrating: '正在迁移',
  'not-found': '不存在',
  private: '不公开',
  restricted: '受限',
};

/** One verdict for every rule that asks how long ago the last update was. */
export function judgeAge(facts: AgeFacts, context: RuleContext, limit: AgeLimit): Verdict {
  if (!publishes(facts)) return NOT_APPLICABLE;
  const { lastPost } = facts;
  if (!lastPost.known) return { verdict: 'undetermined', reason: facts.look.trouble || '没有看到任何带日期的发布' };
  const post = lastPost.value;
  let limitMs: number | null;
  let isSure: boolean;
  try {
    limitMs = limitPassesAt(post.countsUntilMs, limit, context);
    isSure = isSurelyWithin(post, limit, context);
  } catch (error) {
    if (error instanceof CalendarTooShort) return { verdict: 'undetermined', reason: error.message };
    throw error;
  }
  const { edge } = context.limits;
  if (limitMs === null || !hasPassed(context.atMs, limitMs, edge)) {
    return isSure ? PASS : { verdict: 'undetermined', reason: BY_COUNT_ALONE };
  }
  const { silence, look, status } = facts;
  const found: Found = {
    sinceMs: limitMs,
    facts: postFacts(post, context),
    evidence: [...new Set([...lastPost.evidence, ...(silence.known ? silence.evidence : look.evidence)])],
  };
  if (silence.known) return { verdict: 'violation', ...found };
  const shown = status.known && status.value.seenNow ? STATUS_WORDS[status.value.value] : undefined;
  if (shown !== undefined) return { verdict: 'undetermined', reason: `平台显示账号${shown}，看不到内容是否更新` };
  if (look.ours || !look.worked) return { verdict: 'undetermined', reason: look.trouble };
  return { verdict: 'suspected', ...found, reason: silence.detail };
}

const BY_COUNT_ALONE = '作品总数增加过，但没有看到作品本身，不能确定是在期限之内发布的';

/** An update that only the count tells of may be as old as the moment of which that is certain. */
function isSurelyWithin(post: LastPost, limit: AgeLimit, context: RuleContext): boolean {
  if (post.surelyAfterMs === undefined) return true;
  const limitMs = limitPassesAt(post.surelyAfterMs, limit, context);
  return limitMs === null || !hasPassed(context.atMs, limitMs, context.limits.edge);
}

export function postFacts(post: LastPost, context: RuleContext): Readonly<Record<string, unknown>> {
  return {
    lastPostAt: context.iso(post.atMs),
    days: context.day - post.day,
    precision: post.precision,
    bound: post.bound,
    ...(post.byCount ? { byCount: true } : {}),
  };
}

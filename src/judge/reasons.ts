import type { Reason } from '../model/fact.ts';
import type { LatestNight } from '../model/fact-state.ts';
import type { LookNow } from '../model/rule.ts';

/** For people: why something is not known. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'never-observed': '还没有查看过',
  'kept-out': '采集受阻',
  failed: '采集失败',
  'too-old': '最近没有查看',
  'lower-bound': '只看到一部分内容，可能还有更新的没有显示',
  'no-canary': '没有哨兵账号，不能证明此后没有更新',
  'canary-failed': '哨兵账号未通过，来源当夜不可信',
  'source-down': '来源当夜整体异常，显示有新内容的账号远少于往常，不能据以认定',
  unpushed: '桥接只见群发，此后是否有发布未得到另一种来源印证',
  alone: '只有一个渠道显示此后没有更新，当夜没有第二个渠道印证',
  'not-examined': '没有可用的来源',
  unconfirmed: '来源不能证明此后没有更新',
  contradiction: '看到的内容前后矛盾，不能据以认定此后没有更新',
};

/** Reasons that lie with us or with the channel, never with the account. */
const OURS: ReadonlySet<Reason> = new Set([
  'never-observed',
  'kept-out',
  'failed',
  'too-old',
  'canary-failed',
  'source-down',
  'not-examined',
]);

/** A fact that is known, with what proves it. */
export function known<T>(
  value: T,
  evidence: readonly string[],
): { known: true; value: T; evidence: readonly string[] } {
  return { known: true, value, evidence };
}

/** A fact that is not known, with the reason. */
export function unknown(
  reason: Reason,
  detail = REASON_WORDS[reason],
): { known: false; reason: Reason; detail: string } {
  return { known: false, reason, detail };
}

/**
 * How the latest looks went, for rules.
 * @param why what keeps the latest night from proving an absence; null where it proves one
 */
export function lookNow(latest: LatestNight | null, why: Reason | null, atMs: number): LookNow {
  const words = why === null ? '' : REASON_WORDS[why];
  const ours = why !== null && OURS.has(why);
  const told = ours && why !== 'too-old' ? (latest?.trouble ?? null) : null;
  return {
    worked: latest?.worked === true && why !== 'too-old',
    atMs: latest?.atMs ?? atMs,
    trouble: told === null ? words : `${words}：${told}`,
    ours,
    evidence: latest?.evidence ?? [],
  };
}

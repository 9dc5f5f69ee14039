import { REASONS, type Reason } from '../../model/fact.ts';
import type { LatestNight } from '../../model/fact-state.ts';
import type { Observation } from '../../model/observation.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ZoneClock } from '../../time/zone-clock.ts';

/** One observation with what every part of the fold asks of it. */
export interface Look {
  readonly observation: Observation;
  readonly atMs: number;
  readonly night: number;
  /** at least one view worked */
  readonly worked: boolean;
  readonly evidence: readonly string[];
}

/** For people: how asking a source can end. */
export const OUTCOME_WORDS: Readonly<Record<Exclude<Outcome, 'ok'>, string>> = {
  'auth-expired': '登录已失效',
  throttled: '被限制访问频率',
  captcha: '要求验证码或登录',
  closed: '渠道已被平台关闭',
  'layout-changed': '页面结构有变，无法识别',
  network: '网络不通',
  'upstream-error': '返回错误',
  'wrong-account': '返回了别的账号',
  'not-configured': '没有配置',
  skipped: '没有问到',
};

export function lookOf(observation: Observation, clock: ZoneClock): Look {
  const atMs = Date.parse(observation.observedAt);
  return {
    observation,
    atMs,
    night: clock.dayOf(atMs),
    worked: observation.coverage === 'complete' || observation.coverage === 'partial',
    evidence: evidenceOf(observation),
  };
}

function evidenceOf(observation: Observation): string[] {
  const hashes: string[] = [];
  for (const source of observation.sources) {
    const hash = source.evidence;
    if (source.outcome === 'ok' && typeof hash === 'string' && !hashes.includes(hash)) hashes.push(hash);
  }
  return hashes;
}

/**
 * The night after one more look: a look that worked or proved something is not undone by a later one of the same night.
 * @param why what keeps this look from proving an absence; null where it proves one
 */
export function foldNight(before: LatestNight | null, look: Look, why: Reason | null): LatestNight {
  const trouble = troubleOf(look.observation);
  if (before === null || look.night > before.night) {
    return { atMs: look.atMs, night: look.night, worked: look.worked, why, trouble, evidence: look.evidence };
  }
  const keepsEarlier = before.why === null || (before.worked && !look.worked);
  return {
    atMs: look.atMs,
    night: before.night,
    worked: before.worked || look.worked,
    why: keepsEarlier ? before.why : why,
    trouble: keepsEarlier ? before.trouble : trouble,
    evidence: look.worked ? look.evidence : before.evidence,
  };
}

/** The observation's own word for why nobody could prove an absence, where it is one of the known reasons. */
export function statedReason(observation: Observation): Reason | null {
  const why = observation.absence?.why;
  return REASONS.find((reason) => reason === why) ?? null;
}

function troubleOf(observation: Observation): string | null {
  const words = observation.sources.flatMap((source) =>
    source.outcome === 'ok' ? [] : [`${source.source}：${OUTCOME_WORDS[source.outcome]}`],
  );
  return words.length === 0 ? null : words.join('；');
}

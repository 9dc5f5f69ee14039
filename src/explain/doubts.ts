import { OUTCOME_WORDS } from '../judge/fold/look.ts';
import { REASON_WORDS } from '../judge/reasons.ts';
import { REASONS } from '../model/fact.ts';
import type { FactState } from '../model/fact-state.ts';
import type { Observation } from '../model/observation.ts';
import type { Facts } from '../model/rule.ts';
import { isBelievable } from '../time/calendar.ts';
import { dayOfDate, type ZoneClock } from '../time/zone-clock.ts';

/** What was seen or could be thought of the account and is not believed, one sentence each. */
export function doubts(
  observations: readonly Observation[],
  facts: Facts,
  state: FactState | null,
  clock: ZoneClock,
  at: Temporal.Instant,
): string[] {
  const latest = observations.at(-1);
  return [
    ...(latest === undefined ? ['还没有查看过这个账号；不知道的一概不作结论。'] : ofLatestLook(latest, facts)),
    ...(facts.lastPost.known && !facts.silence.known ? [`不能认定“此后没有更新”：${facts.silence.detail}。`] : []),
    ...(!facts.lastPost.known && !facts.neverPosted.known
      ? [`没有看到带日期的内容，也不能认定从未发布：${facts.neverPosted.detail}。`]
      : []),
    ...(state?.publishesUnpushed === true
      ? ['账号有只发布、不群发的内容，桥接看不到这些，所以桥接的“没有更新”不采信。']
      : []),
    ...facts.backdated.map(
      (mark) =>
        `标注为 ${clock.iso(mark.statedMs)} 的内容，${clock.iso(mark.firstSeenMs)} 才第一次出现，而 ${clock.iso(mark.absentAtMs)} 已证实那时没有。`,
    ),
    ...lapsed(facts, clock.dayOf(at.epochMilliseconds)),
  ];
}

function ofLatestLook(look: Observation, facts: Facts): string[] {
  const now = Temporal.Instant.from(look.observedAt);
  const stated = [...(look.lastPost ? [look.lastPost] : []), ...(look.posts ?? [])];
  const future = stated.filter((post) => !isBelievable(Temporal.Instant.from(post.at), now)).map((post) => post.at);
  const failed = look.sources.filter((one) => one.outcome !== 'ok');
  const why = REASONS.find((reason) => reason === look.absence?.why);
  const isOlder =
    look.lastPost !== null &&
    facts.lastPost.known &&
    Date.parse(look.lastPost.at) < facts.lastPost.value.atMs &&
    future.length === 0;
  return [
    ...new Set(future.map((moment) => `标注的时间 ${moment} 在将来，不采信。`)),
    ...(look.lastPost?.bound === 'lower' ? ['最近一次看到的最后更新只是下限：它可以证明有更新，不能证明没有。'] : []),
    ...(isOlder ? [`最近一次只看到 ${look.lastPost?.at} 的内容，早于已知的最后更新；看到过的更新仍然算数。`] : []),
    ...(why === undefined ? [] : [`最近一次查看不能证明没有更新：${REASON_WORDS[why]}。`]),
    ...failed.map(
      ({ source, outcome, detail }) =>
        `${source} ${outcome === 'ok' ? '' : OUTCOME_WORDS[outcome]}${detail ? `（${detail}）` : ''}：不据此说账号任何不是。`,
    ),
  ];
}

function lapsed({ account }: Facts, today: number): string[] {
  return account.confirmed
    .filter((one) => dayOfDate(one.until) < today || dayOfDate(one.on) > today)
    .map((one) => `${one.by} ${one.on} 的人工核查有效期至 ${one.until}，不在有效期内，不计。`);
}

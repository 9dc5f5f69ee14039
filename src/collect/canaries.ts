import type { Adapter, CanaryProbe } from '../model/adapter.ts';
import { type CanaryLook, type CanaryMemory, NIGHTS_REMEMBERED } from '../model/canary-memory.ts';
import type { Sighting } from '../model/sighting.ts';
import { isBelievable } from '../time/calendar.ts';
import { noMemory, oldestByHabit } from './canary-rhythm.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';

/** How the canaries of one source did in this run. */
export interface CanaryResult {
  readonly state: 'alive' | 'failed' | 'none';
  /** for people, Chinese: what was wrong; empty where nothing was */
  readonly troubles: readonly string[];
  /** a canary's package file could be read tonight; missing where no probe looks at files */
  readonly filesRead?: boolean;
  /** a canary was shown with a date in the future: the dates of this source are wrong tonight */
  readonly datesWrong?: true;
}

interface PostingCanary {
  readonly name: string;
  readonly handle: unknown;
  readonly postsWithinHours: number;
}

/** The probes that the settings of a platform name. */
export function probesOf(platform: PlatformInUse): CanaryProbe[] {
  const { adapter, settings } = platform;
  return settings.canaries.flatMap((canary) =>
    adapter.canaries ? adapter.canaries.probes(canary) : postingProbes(adapter, canary as PostingCanary),
  );
}

/** An account known to post every day: each source that shows posts is alive when it shows one of the last hours. */
function postingProbes(adapter: Adapter, canary: PostingCanary): CanaryProbe[] {
  const kinds = adapter.sources.filter((source) => source.showsPosts !== false).map((source) => source.kind);
  return kinds.map((kind) => ({ ...postingProbe(adapter, canary), source: kind }));
}

function postingProbe(adapter: Adapter, canary: PostingCanary): CanaryProbe {
  return {
    name: canary.name,
    handle: canary.handle,
    posts: true,
    judge(sighting, now) {
      const title = titleOf(adapter, canary);
      if (sighting.outcome !== 'ok') return `${title}读不到：${sighting.detail}`;
      const oldest = now.subtract({ minutes: Math.round(canary.postsWithinHours * 60) });
      const fresh = sighting.posts.some(
        (post) => Temporal.Instant.compare(post.at, oldest) >= 0 && isBelievable(post.at, now),
      );
      return fresh ? null : `${title}在 ${canary.postsWithinHours} 小时内没有新内容`;
    },
  };
}

function titleOf(adapter: Adapter, canary: { readonly name: string }): string {
  return `${adapter.title}哨兵“${canary.name}”`;
}

function newestOf(sighting: Sighting): number {
  return Math.max(...sighting.posts.map((post) => post.at.epochMilliseconds));
}

/** Why a canary that posted within its hours has failed all the same; null where it lives. */
function againstHabit(
  title: string,
  { lookedMs, newestMs }: CanaryLook,
  earlier: readonly CanaryLook[],
): string | null {
  const ageMs = lookedMs - newestMs;
  const oldestMs = oldestByHabit(lookedMs, earlier);
  if (oldestMs === null || ageMs <= oldestMs) return null;
  const hours = Math.round(ageMs / 3_600_000);
  return `${title}最新的内容是 ${hours} 小时前的，近 ${NIGHTS_REMEMBERED} 夜查看时从未这样旧，来源可能停住了`;
}

/**
 * Reads all canaries of a platform, each through every source that it is for. A source is alive when most of its canaries
 * are, and none is shown with a date in the future.
 *
 * @param look asks one source for one handle, as an account is asked
 * @param memory of earlier nights; without one only the settings say how fresh a canary must be
 */
export async function readCanaries(
  platform: PlatformInUse,
  now: Temporal.Instant,
  look: (source: SourceInUse, handle: unknown) => Promise<Sighting>,
  memory: CanaryMemory = noMemory,
): Promise<Map<string, CanaryResult>> {
  const probes = probesOf(platform);
  const results = new Map<string, CanaryResult>();
  for (const source of platform.sources) {
    const troubles: string[] = [];
    const files: boolean[] = [];
    const living = new Map<string, CanaryLook>();
    let asked = 0;
    let ahead = false;
    for (const probe of probes) {
      if (probe.source !== undefined && probe.source !== source.source.kind) continue;
      // the silence of a hint proves nothing anyway, so nobody needs to know whether it would be true
      if (source.source.view === 'hint') continue;
      if (!source.source.applies(probe.handle, source.options)) continue;
      asked++;
      const sighting = await look(source, probe.handle);
      const title = titleOf(platform.adapter, probe);
      const isAhead = probe.posts === true && sighting.posts.some((post) => !isBelievable(post.at, now));
      if (isAhead) troubles.unshift(`${title}的发布时间在未来：来源的时间有误，当夜不采信它的日期`);
      ahead ||= isAhead;
      let trouble = isAhead ? null : probe.judge(sighting, now);
      if (probe.posts && !isAhead && trouble === null) {
        const seen = { lookedMs: now.epochMilliseconds, newestMs: newestOf(sighting) };
        trouble = againstHabit(title, seen, memory.earlier(source.id, probe.name));
        if (trouble === null) living.set(probe.name, seen);
      }
      if (trouble !== null) troubles.push(trouble);
      if (probe.readsFile) files.push(probe.readsFile(sighting));
    }
    const lives = troubles.length * 2 < asked && !ahead;
    if (lives) for (const [name, seen] of living) memory.keep(source.id, name, seen);
    results.set(source.id, {
      state: asked === 0 ? 'none' : lives ? 'alive' : 'failed',
      troubles,
      ...(files.length > 0 ? { filesRead: files.includes(true) } : {}),
      ...(ahead ? { datesWrong: true } : {}),
    });
  }
  return results;
}

import type { Adapter, CanaryProbe } from '../model/adapter.ts';
import type { Sighting } from '../model/sighting.ts';
import { isBelievable } from '../time/calendar.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';

/** How the canaries of one source did in this run. */
export interface CanaryResult {
  readonly state: 'alive' | 'failed' | 'none';
  /** for people, Chinese: what was wrong; empty where nothing was */
  readonly troubles: readonly string[];
  /** a canary's package file could be read tonight; missing where no probe looks at files */
  readonly filesRead?: boolean;
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
    judge(sighting, now) {
      const title = `${adapter.title}哨兵“${canary.name}”`;
      if (sighting.outcome !== 'ok') return `${title}读不到：${sighting.detail}`;
      const oldest = now.subtract({ minutes: Math.round(canary.postsWithinHours * 60) });
      const fresh = sighting.posts.some(
        (post) => Temporal.Instant.compare(post.at, oldest) >= 0 && isBelievable(post.at, now),
      );
      return fresh ? null : `${title}在 ${canary.postsWithinHours} 小时内没有新内容`;
    },
  };
}

/**
 * Reads all canaries of a platform, each through every source that it is for.
 * A source is alive when most of its canaries are.
 *
 * @param look asks one source for one handle, as an account is asked
 */
export async function readCanaries(
  platform: PlatformInUse,
  now: Temporal.Instant,
  look: (source: SourceInUse, handle: unknown) => Promise<Sighting>,
): Promise<Map<string, CanaryResult>> {
  const probes = probesOf(platform);
  const results = new Map<string, CanaryResult>();
  for (const source of platform.sources) {
    const troubles: string[] = [];
    const files: boolean[] = [];
    let asked = 0;
    for (const probe of probes) {
      if (probe.source !== undefined && probe.source !== source.source.kind) continue;
      // the silence of a hint proves nothing anyway, so nobody needs to know whether it would be true
      if (source.source.view === 'hint') continue;
      if (!source.source.applies(probe.handle, source.options)) continue;
      asked++;
      const sighting = await look(source, probe.handle);
      const trouble = probe.judge(sighting, now);
      if (trouble !== null) troubles.push(trouble);
      if (probe.readsFile) files.push(probe.readsFile(sighting));
    }
    const state = asked === 0 ? 'none' : troubles.length * 2 < asked ? 'alive' : 'failed';
    results.set(source.id, { state, troubles, ...(files.length > 0 ? { filesRead: files.includes(true) } : {}) });
  }
  return results;
}

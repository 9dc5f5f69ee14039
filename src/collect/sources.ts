import type { Adapter, HostPace, Source } from '../model/adapter.ts';
import type { PlatformSettings, Settings } from '../settings/schema.ts';

/** A source as these settings use it. */
export interface SourceInUse {
  /** `weibo.mobile`; with a name, `wechat.wechat2rss:main` */
  readonly id: string;
  readonly source: Source;
  readonly options: unknown;
}

export interface PlatformInUse {
  readonly adapter: Adapter;
  readonly settings: PlatformSettings;
  readonly sources: readonly SourceInUse[];
  /** the settings' paces before the adapter's own */
  readonly paces: readonly HostPace[];
}

/** Which sources of a platform are asked: those that the settings name, in their order; else those that need no secret. */
export function platformInUse(adapter: Adapter, settings: Settings): PlatformInUse {
  const own = settings.platforms[adapter.id] ?? { canaries: [], pace: [] };
  const named = own.sources?.flatMap(({ kind, name, options }) => {
    const source = adapter.sources.find((one) => one.kind === kind);
    return source ? [{ id: idOf(adapter, kind, name), source, options: { name, ...(options as object) } }] : [];
  });
  const standard = adapter.sources
    .filter((source) => source.standard)
    .map((source) => ({ id: idOf(adapter, source.kind, null), source, options: source.options?.parse({}) ?? {} }));
  const sources = named ?? standard;
  const bridges = sources.flatMap(({ source, options }) => source.hosts?.(options) ?? []);
  return { adapter, settings: own, sources, paces: [...own.pace, ...bridges, ...adapter.hosts] };
}

/** A source as the settings use it; one that they do not use for looking may still search. */
export function sourceAsUsed(platform: PlatformInUse, source: Source): SourceInUse {
  const known = platform.sources.find((one) => one.source.kind === source.kind);
  return known ?? { id: idOf(platform.adapter, source.kind, null), source, options: {} };
}

function idOf(adapter: Adapter, kind: string, name: string | null): string {
  return name === null ? `${adapter.id}.${kind}` : `${adapter.id}.${kind}:${name}`;
}

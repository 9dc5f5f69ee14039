/** Small worlds in which every place lies about every account, and what the program makes of them. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadAdapters } from '../../../src/adapters.ts';
import type { CanaryResult } from '../../../src/collect/canaries.ts';
import { type PlatformInUse, platformInUse, type SourceInUse } from '../../../src/collect/sources.ts';
import { visit } from '../../../src/collect/visit.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { BrowserPort, World } from '../../../src/model/world.ts';
import { type Settings, settingsSchema } from '../../../src/settings/schema.ts';
import { forgetful } from '../../../src/world/evidence.ts';
import { openGate } from '../../../src/world/gate.ts';
import { HtmlWorker } from '../../../src/world/html.ts';
import { HttpClient } from '../../../src/world/http.ts';
import { account } from '../../judge/accounts.ts';
import { type Replica, startReplica } from '../../replica/server.ts';
import { keyOf } from '../../replica/world.ts';
import { AT, type Liar, ZONE } from './liars.ts';
import { pageExchange } from './page-exchange.ts';
import type { Played } from './played.ts';

const FOLDER = join(import.meta.dirname, 'platforms');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
/** by the id of the adapter, which is the file's name */
export const PLAYED: ReadonlyMap<string, Played> = new Map(
  await Promise.all(
    files.map(async (file): Promise<[string, Played]> => {
      const { default: played } = (await import(join(FOLDER, file))) as { default: Played };
      return [basename(file, '.ts'), played];
    }),
  ),
);

export const ADAPTERS = await loadAdapters();
const SETTINGS = settingsSchema(ADAPTERS).parse({
  platforms: Object.fromEntries([...PLAYED].map(([id, { settings }]) => [id, settings])),
}) as Settings;
export const PLATFORMS: ReadonlyMap<string, PlatformInUse> = new Map(
  ADAPTERS.map((adapter) => [adapter.id, platformInUse(adapter, SETTINGS)]),
);

export interface Told {
  readonly liar: Liar;
  readonly seen: Observation;
}

export interface LyingWorld {
  readonly replica: Replica;
  readonly browser: BrowserPort;
  /** with the state that the first of them has in this world */
  readonly liars: readonly Liar[];
}

/** A world of its own for some accounts of one platform, which answers about one of them with another. */
export async function lyingWorld(some: readonly Liar[], id: string, seed: number): Promise<LyingWorld> {
  const played = playedAs(id);
  const state = played.strangerIs;
  const liars = some.map((one, index) =>
    index > 0 || state === undefined ? one : { ...one, plays: { ...one.plays, state } },
  );
  const accounts = liars.map((one) => one.plays);
  const logins = played.logins?.(accounts) ?? {};
  const troubles = some.flatMap((one) => one.lies);
  const replica = await startReplica({ accounts, bridges: played.bridges ?? [], logins, troubles }, { at: AT, seed });
  const asks = (text: string) => played.pageAsks?.(text) ?? [];
  const browser = pageExchange({ replica: replica.url, session: logins.douyin ?? logins.toutiao, asks });
  return { replica, browser, liars };
}

export async function lyingTo(some: readonly Liar[], id: string, seed: number): Promise<Told[]> {
  const platform = PLATFORMS.get(id);
  if (!platform) throw new Error(`no platform ${id}`);
  const { replica, browser, liars } = await lyingWorld(some, id, seed);
  const http = new HttpClient({ replica: replica.url, allowPrivate: [] });
  const html = new HtmlWorker();
  const tonight = liars.map((liar) => liar.plays.handle);
  const alone = outsideOf(platform, playedAs(id), http, html, browser);
  const together = { ...alone, tonight };
  try {
    return await Promise.all(
      liars.map(async (liar) => ({ liar, seen: await look(liar, platform, liar.only === null ? together : alone) })),
    );
  } finally {
    await http.close();
    await html.close();
    await replica.close();
  }
}

function playedAs(id: string): Played {
  const played = PLAYED.get(id);
  if (!played) throw new Error(`nothing is played for ${id}`);
  return played;
}

function look({ plays, only }: Liar, platform: PlatformInUse, outside: World): Promise<Observation> {
  // the canaries are well: nothing but the answers themselves can tell that they are lies
  const alive: CanaryResult = { state: 'alive', troubles: [] };
  const canaries = new Map(platform.sources.map((source) => [source.id, alive]));
  const one = account({ id: keyOf(plays), platform: plays.platform, handle: plays.handle });
  return visit(one, asked(platform, only), canaries, outside, ({ source, options }, handle) =>
    source.look(handle, outside, options),
  );
}

function asked(platform: PlatformInUse, only: string | null): PlatformInUse {
  if (only === null) return platform;
  const sources = platform.sources.flatMap((used): SourceInUse[] => {
    const { worthAsking: _, ...source } = used.source;
    return source.kind === only ? [{ ...used, source }] : [];
  });
  return { ...platform, sources };
}

function outsideOf(
  platform: PlatformInUse,
  played: Played,
  http: HttpClient,
  html: HtmlWorker,
  browser: BrowserPort,
): World {
  const hosts = platform.paces.map((pace) => pace.host);
  const signal = new AbortController().signal;
  const shared = new Map<string, Promise<unknown>>();
  const now = () => AT;
  return {
    http: http.forLook({ hosts, gate: openGate, evidence: forgetful, signal, now }),
    browser,
    html,
    now,
    zone: ZONE,
    secret: (name) => played.secret?.(name),
    once: <T>(key: string, make: () => Promise<T>) => {
      const known = shared.get(key) ?? make();
      shared.set(key, known);
      return known as Promise<T>;
    },
    signal,
  };
}

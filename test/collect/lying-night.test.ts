import { expect, test } from 'vitest';
import toutiao from '../../adapters/toutiao/index.ts';
import wechat from '../../adapters/wechat/index.ts';
import weibo from '../../adapters/weibo/index.ts';
import type { CanaryResult } from '../../src/collect/canaries.ts';
import { type PlatformInUse, platformInUse } from '../../src/collect/sources.ts';
import { visit } from '../../src/collect/visit.ts';
import type { Adapter } from '../../src/model/adapter.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { World } from '../../src/model/world.ts';
import { type Settings, settingsSchema } from '../../src/settings/schema.ts';
import { forgetful } from '../../src/world/evidence.ts';
import { openGate } from '../../src/world/gate.ts';
import { HtmlWorker } from '../../src/world/html.ts';
import { HttpClient } from '../../src/world/http.ts';
import { account } from '../judge/accounts.ts';
import { BRIDGE, BRIDGE_HOST, BRIDGE_TOKEN, inventedHandle } from '../replica/demo/account.ts';
import { articleLink } from '../replica/ids.ts';
import { startReplica } from '../replica/server.ts';
import type { Trouble, TroubleKind } from '../replica/troubles.ts';
import { keyOf, type ReplicaAccount } from '../replica/world.ts';
import { Chance } from '../simulation/random.ts';

const SEED = 31;
const AT = Temporal.Instant.from('2020-09-15T18:00:00+08:00');
const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
/** accounts of one played world; looking one up takes longer the more there are */
const AT_ONCE = 50;
const ACCOUNTS = { weibo: 800, wechat: 800, toutiao: 400 } as const;
const LIES: readonly [TroubleKind, ...TroubleKind[]] = ['empty', 'empty-list', 'truncated', 'other-account', 'half'];

const ADAPTERS = [weibo, wechat, toutiao] as unknown as readonly Adapter[];
const SETTINGS = settingsSchema(ADAPTERS).parse({
  platforms: {
    wechat: {
      sources: [
        { kind: 'wechat2rss', name: BRIDGE, url: `http://${BRIDGE_HOST}`, token: BRIDGE_TOKEN },
        { kind: 'article' },
      ],
    },
    // what needs a browser is lied to in the tests of those sources
    toutiao: { sources: [{ kind: 'profile' }] },
  },
}) as Settings;

interface Liar {
  readonly plays: ReplicaAccount;
  readonly newestMs: number;
  readonly lie: Trouble;
}

/** Accounts that all published within the last ten days, each with its own posts, name and subject. */
function liars(chance: Chance): Liar[] {
  const platforms = Object.entries(ACCOUNTS) as [keyof typeof ACCOUNTS, number][];
  return platforms.flatMap(([platform, count]) =>
    Array.from({ length: count }, (_, index) => {
      const number = index + 1;
      const newestMs = AT.epochMilliseconds - chance.whole(2, 240) * HOUR_MS - chance.whole(0, 3599) * 1000;
      const moments = [0, 1, 2, 3, 4, 5].map((step) => newestMs - step * chance.whole(40, 400) * HOUR_MS);
      const posts = [...new Set(moments)].map((ms) => ({
        at: Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: ZONE }),
      }));
      const label = `示例${platform}${number}县人民政府办公室官方账号`;
      const subject = { kind: 'government', label } as const;
      const common = { name: `示例${platform}${number}号`, subject, posts: posts.reverse() };
      const plays = played(platform, number, common);
      const lie: Trouble = { kind: chance.of(LIES), account: keyOf(plays), days: chance.whole(11, 40) };
      return { plays, newestMs, lie };
    }),
  );
}

type Common = Pick<ReplicaAccount, 'name' | 'subject' | 'posts'>;

function played(platform: keyof typeof ACCOUNTS, number: number, common: Common): ReplicaAccount {
  switch (platform) {
    case 'weibo':
      return { ...common, platform, handle: inventedHandle(platform, number) };
    case 'toutiao':
      return { ...common, platform, handle: inventedHandle(platform, number) };
    case 'wechat': {
      const bare = { ...common, platform, handle: inventedHandle(platform, number) };
      const newest = common.posts.at(-1);
      const articles = newest === undefined ? [] : [articleLink(bare, newest)];
      return { ...bare, handle: { ...bare.handle, articles } };
    }
  }
}

/** What an observation claims that is not true, in words; the sources may be silent about anything. */
function falseClaims(seen: Observation, { plays, newestMs }: Liar): string[] {
  const claims: string[] = [];
  const truth = new Set(plays.posts.map((post) => Math.floor(Date.parse(post.at) / 60_000)));
  const dates = [...(seen.lastPost ? [seen.lastPost] : []), ...(seen.posts ?? [])];
  for (const { at, precision } of dates) {
    const atMs = Date.parse(at);
    if (atMs > newestMs) claims.push(`a date newer than the truth: ${at}`);
    if (precision !== 'day' && !truth.has(Math.floor(atMs / 60_000))) claims.push(`a date that is no post's: ${at}`);
  }
  if (seen.status !== 'normal' && seen.status !== 'unknown') claims.push(`status ${seen.status}`);
  if (seen.displayName !== null && seen.displayName !== plays.name) claims.push(`name ${seen.displayName}`);
  const { kind, label } = seen.subject;
  if (label !== null && label !== plays.subject?.label) claims.push(`subject ${label}`);
  if (kind !== 'government' && kind !== 'unknown' && kind !== 'unverified') claims.push(`subject of kind ${kind}`);
  if (seen.neverPosted) claims.push('never posted');
  const isNewest = seen.lastPost !== null && Math.abs(Date.parse(seen.lastPost.at) - newestMs) < 60_000;
  if (seen.canAssertNoUpdate && !isNewest) claims.push('asserts that there is nothing newer');
  return claims;
}

test(`a night in which every source lies claims nothing false about two thousand accounts (seed ${SEED})`, async () => {
  const all = liars(new Chance(SEED, 'lying night'));
  const claims: string[] = [];
  let answered = 0;
  for (let from = 0; from < all.length; from += AT_ONCE) {
    for (const { liar, seen } of await lyingTo(all.slice(from, from + AT_ONCE))) {
      if (seen.sources.some((source) => source.outcome === 'ok')) answered += 1;
      const told = falseClaims(seen, liar);
      if (told.length > 0) claims.push(`${keyOf(liar.plays)} (${liar.lie.kind}): ${told.join('; ')}`);
    }
  }
  expect(claims, `seed ${SEED}:\n${claims.slice(0, 20).join('\n')}`).toEqual([]);
  // the lies were believable: many of them came with an answer that could be read
  expect(answered).toBeGreaterThan(all.length / 4);
});

/** A small world of its own for some of the accounts, which answers about one of them with another. */
async function lyingTo(some: readonly Liar[]): Promise<{ readonly liar: Liar; readonly seen: Observation }[]> {
  const world = {
    accounts: some.map((one) => one.plays),
    bridges: [{ kind: 'wechat2rss' as const, name: BRIDGE, host: BRIDGE_HOST, token: BRIDGE_TOKEN }],
    troubles: some.map((one) => one.lie),
  };
  const replica = await startReplica(world, { at: AT, seed: SEED });
  const http = new HttpClient({ replica: replica.url, allowPrivate: [] });
  const html = new HtmlWorker();
  try {
    const platforms = ADAPTERS.map((adapter) => platformInUse(adapter, SETTINGS));
    return await Promise.all(
      platforms.flatMap((platform) => {
        const outside = worldOf(platform, http, html);
        const members = some.filter((one) => one.plays.platform === platform.adapter.id);
        return members.map(async (liar) => ({ liar, seen: await look(liar, platform, outside) }));
      }),
    );
  } finally {
    await http.close();
    await html.close();
    await replica.close();
  }
}

function look({ plays }: Liar, platform: PlatformInUse, outside: World): Promise<Observation> {
  // the canaries are well: nothing but the answers themselves can tell that they are lies
  const alive: CanaryResult = { state: 'alive', troubles: [] };
  const canaries = new Map(platform.sources.map((source) => [source.id, alive]));
  const one = account({ id: keyOf(plays), platform: plays.platform, handle: plays.handle });
  return visit(one, platform, canaries, outside, ({ source, options }, handle) =>
    source.look(handle, outside, options),
  );
}

function worldOf(platform: PlatformInUse, http: HttpClient, html: HtmlWorker): World {
  const hosts = platform.paces.map((pace) => pace.host);
  const signal = new AbortController().signal;
  const shared = new Map<string, Promise<unknown>>();
  const now = () => AT;
  return {
    http: http.forLook({ hosts, gate: openGate, evidence: forgetful, signal, now }),
    browser: { visit: async () => ({ opened: false, outcome: 'not-configured', detail: 'no browser here' }) },
    html,
    now,
    zone: ZONE,
    secret: () => undefined,
    once: <T>(key: string, make: () => Promise<T>) => {
      const known = shared.get(key) ?? make();
      shared.set(key, known);
      return known as Promise<T>;
    },
    signal,
  };
}

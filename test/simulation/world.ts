import douyin from '../../adapters/douyin/index.ts';
import toutiao from '../../adapters/toutiao/index.ts';
import wechat from '../../adapters/wechat/index.ts';
import weibo from '../../adapters/weibo/index.ts';
import type { PlatformInUse } from '../../src/collect/sources.ts';
import type { Account } from '../../src/model/account.ts';
import type { Adapter, Source } from '../../src/model/adapter.ts';
import { type Settings, settingsSchema } from '../../src/settings/schema.ts';
import type { Shown } from './channels.ts';
import { Channel } from './channels.ts';
import { FaultCourse, type Frequency, LieCourse } from './faults.ts';
import { Chance } from './random.ts';
import { FIRST_DAY_MS, livePosts, RHYTHMS, type Rhythm, type TruePost } from './rhythm.ts';

/** Platforms as they are: views, `unpushed` and the like are those of the real adapters; only `look` is simulated. */
const ADAPTERS = [wechat, weibo, douyin, toutiao] as unknown as readonly Adapter[];

/** Which sources an account has, which of them can lie about it, and how many of a hundred accounts are like that. */
const SETUPS = [
  {
    name: 'a bridge and a known article',
    platform: 'wechat',
    sources: ['wechat2rss', 'article'],
    canLie: ['wechat2rss'],
    share: 20,
  },
  {
    name: 'authorised, and a bridge',
    platform: 'wechat',
    sources: ['official', 'wechat2rss'],
    canLie: ['wechat2rss'],
    share: 25,
  },
  { name: 'visitors alone', platform: 'weibo', sources: ['mobile'], canLie: ['mobile'], share: 10 },
  {
    name: 'a lent login and the visitors',
    platform: 'douyin',
    sources: ['lent', 'browser'],
    canLie: ['lent', 'browser'],
    share: 30,
  },
  { name: 'a lent login alone', platform: 'toutiao', sources: ['lent'], canLie: ['lent'], share: 15 },
] as const;

/** of the settings */
const DEFAULT_CANARY_HOURS = 30;
const CANARIES = ['甲', '乙', '丙'];

const BLOCKED: Frequency = { kind: 'blocked', perNight: 1 / 60, nights: [1, 4] };
const FLAPPING: Frequency = { kind: 'flapping', perNight: 1 / 80, nights: [2, 6] };
const FROZEN_FOR_ALL: Frequency = { kind: 'frozen', perNight: 1 / 100, nights: [2, 9] };
const SHIFTED: Frequency = { kind: 'shifted', perNight: 1 / 120, nights: [2, 8] };
const EMPTY: Frequency = { kind: 'empty', perNight: 1 / 60, nights: [1, 3] };
const OTHER: Frequency = { kind: 'other-account', perNight: 1 / 100, nights: [1, 1] };
const DROPPING: Frequency = { kind: 'dropping', perNight: 1 / 60, nights: [1, 20] };
const CACHED: Frequency = { kind: 'cached', perNight: 1 / 80, nights: [1, 6] };
const FROZEN_FOR_ONE: Frequency = { kind: 'frozen', perNight: 1 / 150, nights: [3, 40] };

const ALOUD = [EMPTY, OTHER, { ...BLOCKED, perNight: 1 / 50 }];
const SILENT = [DROPPING, CACHED, FROZEN_FOR_ONE];
/** of the only channel of an account, which nobody contradicts */
const AT_WILL = SILENT.map((one) => ({ ...one, perNight: one.perNight * 4 }));

export interface SimulatedAccount {
  readonly account: Account;
  readonly rhythm: Rhythm;
  readonly setup: string;
  readonly shown: Shown;
  readonly lies: LieCourse;
}

export interface SimulatedPlatform {
  readonly inUse: PlatformInUse;
  readonly channels: ReadonlyMap<string, Channel>;
}

export interface World {
  readonly settings: Settings;
  readonly accounts: readonly SimulatedAccount[];
  readonly platforms: ReadonlyMap<string, SimulatedPlatform>;
  /** by name */
  readonly canaries: ReadonlyMap<string, Shown>;
}

export interface SimulatedHandle {
  readonly sources: readonly string[];
  /** of a canary */
  readonly canary?: string;
}

/** @param together one account's channels may lie at the same time, each by itself */
export function makeWorld(accounts: number, nights: number, seed: number, together: boolean): World {
  const settings = settingsSchema(ADAPTERS).parse({}) as Settings;
  const canary = (name: string): Shown => {
    const posts = canaryPosts(nights, new Chance(seed, `canary ${name}`), name);
    return { key: name, posts, isCanary: true, hiddenFromGuests: 0 };
  };
  return {
    settings,
    accounts: Array.from({ length: accounts }, (_, index) => makeAccount(index, nights, seed, together)),
    platforms: new Map(ADAPTERS.map((adapter) => [adapter.id, makePlatform(adapter, settings, seed)])),
    canaries: new Map(CANARIES.map((name) => [name, canary(name)])),
  };
}

function makePlatform(adapter: Adapter, settings: Settings, seed: number): SimulatedPlatform {
  const kinds: string[] = SETUPS.filter((setup) => setup.platform === adapter.id).flatMap((setup) => setup.sources);
  const sources = adapter.sources.filter((source) => kinds.includes(source.kind)).map(simulated);
  const shared = [
    { ...FROZEN_FOR_ALL, perNight: 1 / 120 },
    { ...BLOCKED, perNight: 1 / 120 },
  ];
  const platformWide = new FaultCourse(new Chance(seed, `${adapter.id} platform`), shared);
  const channels = new Map(
    sources.map(({ kind, view }) => {
      const isOwners = view === 'authorised';
      const wide = isOwners
        ? [BLOCKED, FLAPPING]
        : [BLOCKED, FLAPPING, FROZEN_FOR_ALL, ...(view === 'mirror' ? [SHIFTED] : [])];
      const single = view === 'hint' ? [] : ALOUD;
      const spec = { kind, view, platform: adapter.id, wide, single };
      return [kind, new Channel(spec, seed, isOwners ? null : platformWide)];
    }),
  );
  const probed = sources.filter((source) => source.view !== 'authorised').map((source) => source.kind);
  const own = settings.platforms[adapter.id] ?? { canaries: [], pace: [] };
  const canaries = CANARIES.map((name) => {
    const handle: SimulatedHandle = { sources: probed, canary: name };
    return { name: `示例哨兵${name}`, handle, postsWithinHours: DEFAULT_CANARY_HOURS };
  });
  const inUse: PlatformInUse = {
    adapter: { ...adapter, sources, page: () => null },
    settings: { ...own, canaries },
    sources: sources.map((source) => ({ id: `${adapter.id}.${source.kind}`, source, options: {} })),
    paces: [],
  };
  return { inUse, channels };
}

/** The real source, its looking left out: the simulation answers in its place. */
function simulated(source: Source): Source {
  const { worthAsking: _, ...rest } = source;
  return {
    ...rest,
    applies: (handle) => (handle as SimulatedHandle).sources.includes(source.kind),
    look: () => Promise.reject(new Error('answered by the simulation')),
  };
}

function makeAccount(index: number, nights: number, seed: number, together: boolean): SimulatedAccount {
  const chance = new Chance(seed, `account ${index}`);
  const setup = setupOf(chance.next() * 100);
  const rhythm = chance.of(RHYTHMS as unknown as [Rhythm, ...Rhythm[]]);
  const id = `a${index}`;
  const name = `示例账号${index}`;
  const unpushed = setup.platform === 'wechat' && chance.happens(0.3) ? 0.3 : 0;
  const posts = livePosts(rhythm, nights, chance, id, unpushed);
  const isVisited = setup.sources.some((kind) => kind === 'browser' || kind === 'mobile');
  const hiddenFromGuests = isVisited && chance.happens(0.3) ? chance.whole(1, 2) : 0;
  // visitors from whom posts are hidden are the one lying channel of this account
  const canLie = hiddenFromGuests > 0 && !together ? setup.canLie.filter((kind) => kind !== 'lent') : setup.canLie;
  const handle: SimulatedHandle = { sources: setup.sources };
  return {
    account: {
      id,
      name,
      platform: setup.platform,
      unit: '示例市',
      owner: `示例单位${index}`,
      state: 'running',
      closedOn: null,
      kind: 'publishing',
      handle,
      confirmed: [],
      ownerAliases: [],
    },
    rhythm,
    setup: setup.name,
    shown: { key: id, posts, isCanary: false, hiddenFromGuests },
    lies: new LieCourse(new Chance(seed, `lies ${id}`), canLie, setup.sources.length > 1 ? SILENT : AT_WILL, together),
  };
}

function setupOf(percentile: number): (typeof SETUPS)[number] {
  let left = percentile;
  for (const setup of SETUPS) {
    left -= setup.share;
    if (left < 0) return setup;
  }
  return SETUPS[0];
}

/** About hourly, each canary within hours of its own, with gaps; half as often at weekends. */
function canaryPosts(nights: number, chance: Chance, name: string): TruePost[] {
  const first = chance.whole(6, 8);
  const last = chance.whole(21, 23);
  const posts: TruePost[] = [];
  for (let day = -2; day <= nights; day++) {
    const isWeekend = ((day % 7) + 7) % 7 >= 5;
    for (let hour = first; hour <= last; hour++) {
      if (!chance.happens(isWeekend ? 0.45 : 0.9)) continue;
      const atMs = FIRST_DAY_MS + (day * 24 + hour) * 3_600_000 + chance.whole(0, 59) * 60_000;
      const url = `https://platform.example/canary-${name}/${atMs}`;
      posts.push({ atMs, deletedMs: Number.POSITIVE_INFINITY, pushed: true, url });
    }
  }
  return posts;
}

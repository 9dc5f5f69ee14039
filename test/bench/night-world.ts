/** A small world for tests of the night itself: every platform, accounts that keep their rhythm, and some that fall silent. */

import {
  BRIDGE,
  BRIDGE_HOST,
  BRIDGE_TOKEN,
  type DemoEntry,
  datesUntil,
  inventedHandle,
  postsOn,
} from '../replica/demo/account.ts';
import { wechatSettings } from '../replica/demo/special.ts';
import { articleLink } from '../replica/ids.ts';
import { keyOf, type ReplicaAccount, type ReplicaPost, type ReplicaWorld } from '../replica/world.ts';

const CANARY_NUMBER = 9001;
const CLOCK = '09:30:00';
const FIRST_NUMBER = 2001;
/** so long before the first night every account has posted */
const HISTORY_DAYS = 12;

export interface NightWorld {
  readonly world: ReplicaWorld;
  /** the platform's permanent key → id in the registry; canaries are not among them */
  readonly idByKey: ReadonlyMap<string, string>;
  /** content of `config/registry/all.yaml`; YAML reads JSON */
  readonly registry: string;
  /** goes under `platforms` in `config/xuncha.yaml` */
  readonly platforms: Readonly<Record<string, object>>;
}

export interface NightWorldOptions {
  /** calendar date of the first night */
  readonly firstNight: string;
  readonly nights: number;
  /** accounts of each platform */
  readonly wechat: number;
  readonly weibo: number;
  readonly douyin: number;
  readonly toutiao: number;
}

/** Accounts post daily; every fifth of a platform stops on the first night and lapses two weeks later. */
export function nightWorld(options: NightWorldOptions): NightWorld {
  const { firstNight, nights } = options;
  const last = Temporal.PlainDate.from(firstNight).add({ days: nights }).toString();
  const lively = postsOn(datesUntil(last, nights + HISTORY_DAYS, 1), CLOCK);
  const silent = postsOn(datesUntil(firstNight, HISTORY_DAYS, 1), CLOCK);
  const entries: DemoEntry[] = [];
  const plays: ReplicaAccount[] = [];
  const idByKey = new Map<string, string>();
  for (const platform of ['wechat', 'weibo', 'douyin', 'toutiao'] as const) {
    plays.push(played(platform, CANARY_NUMBER, `示例哨兵${platform}`, lively));
    for (let index = 0; index < options[platform]; index++) {
      const name = `示例${platform}${String(index + 1).padStart(4, '0')}号`;
      const account = played(platform, FIRST_NUMBER + index, name, index % 5 === 4 ? silent : lively);
      plays.push(account);
      const id = `${platform}-${String(index + 1).padStart(4, '0')}`;
      idByKey.set(keyOf(account), id);
      entries.push({ id, name, platform, owner: `${name}主办单位`, handle: account.handle });
    }
  }
  const canary = (platform: 'weibo' | 'douyin' | 'toutiao' | 'wechat') => [
    { name: `示例哨兵${platform}`, handle: inventedHandle(platform as 'weibo', CANARY_NUMBER), postsWithinHours: 30 },
  ];
  return {
    world: {
      accounts: plays,
      bridges: [{ kind: 'wechat2rss', name: BRIDGE, host: BRIDGE_HOST, token: BRIDGE_TOKEN }],
    },
    idByKey,
    registry: JSON.stringify({ units: [{ name: '示例市', accounts: entries }] }),
    platforms: {
      wechat: { ...wechatSettings(BRIDGE_HOST, BRIDGE_TOKEN), canaries: canary('wechat') },
      weibo: { canaries: canary('weibo') },
      douyin: { canaries: canary('douyin') },
      toutiao: { canaries: canary('toutiao') },
    },
  };
}

function played(
  platform: 'wechat' | 'weibo' | 'douyin' | 'toutiao',
  number: number,
  name: string,
  posts: readonly ReplicaPost[],
): ReplicaAccount {
  const common = { name, posts, subject: { kind: 'government', label: `${name}主办单位` } } as const;
  switch (platform) {
    case 'wechat': {
      const bare = { platform, handle: inventedHandle(platform, number), ...common } as const;
      const known = posts[0];
      return { ...bare, handle: { ...bare.handle, articles: known ? [articleLink(bare, known)] : [] } };
    }
    case 'weibo':
      return { platform, handle: inventedHandle(platform, number), ...common };
    case 'douyin':
      return { platform, handle: inventedHandle(platform, number), ...common };
    case 'toutiao':
      return { platform, handle: inventedHandle(platform, number), ...common };
  }
}

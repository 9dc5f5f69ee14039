/** One account of the demo: as it stands in the registry, and as the replica plays it. */
import type { Confirmation } from '../../../src/model/account.ts';
import type { ReplicaAccount, ReplicaPost, ReplicaWorld } from '../world.ts';

export interface DemoEntry {
  readonly id: string;
  readonly name: string;
  readonly platform: ReplicaAccount['platform'];
  readonly owner: string;
  readonly state?: 'closed';
  readonly closedOn?: string;
  readonly handle: ReplicaAccount['handle'];
  readonly confirmed?: readonly Confirmation[];
}
export interface DemoAccount {
  readonly unit: string;
  readonly entry: DemoEntry;
  readonly plays: ReplicaAccount;
}

/** The monitoring points. The notice's own is 2020-09-17; it tells the day alone. */
export const NIGHTS = ['2020-09-15T18:00:00+08:00', '2020-09-16T18:00:00+08:00', '2020-09-17T18:00:00+08:00'] as const;

/** name of the feed bridge in settings and handles */
export const BRIDGE = 'main';
export const BRIDGE_HOST = 'wechat2rss.example';
export const BRIDGE_TOKEN = 'demo-bridge-token';

/** What the offices of the demo lend, all invented. */
export const LOGINS = {
  douyin: 'demo-douyin-session',
  toutiao: 'demo-toutiao-session',
} satisfies ReplicaWorld['logins'];

/** Every permanent key of the demo is made here and belongs to nobody: numbers from a block that counts up from zeros. */
export function inventedHandle(platform: 'wechat', n: number): { biz: string; ghId: string; feeds: { main: string } };
export function inventedHandle(platform: 'weibo', n: number): { uid: string };
export function inventedHandle(platform: 'douyin', n: number): { secUid: string };
export function inventedHandle(platform: 'toutiao', n: number): { token: string };
export function inventedHandle(platform: 'wechat' | 'weibo' | 'douyin' | 'toutiao', n: number): object {
  const digits = (length: number) => String(n).padStart(length, '0');
  switch (platform) {
    case 'wechat': {
      const number = `39${digits(8)}`;
      const ghId = `gh_${n.toString(16).padStart(12, '0')}`;
      return { biz: Buffer.from(number).toString('base64'), ghId, feeds: { [BRIDGE]: number } };
    }
    case 'weibo':
      return { uid: `59${digits(8)}` };
    case 'douyin':
      return { secUid: `MS4wLjABAAAAexampledouyin${digits(20)}` };
    case 'toutiao':
      return { token: `MS4wLjABAAAAexampletoutiao${digits(20)}` };
  }
}

/** Posts at one time of day on the given dates of China, newest last. */
export function postsOn(dates: readonly string[], clock: string, more: Partial<ReplicaPost> = {}): ReplicaPost[] {
  return dates.map((date) => ({ ...more, at: `${date}T${clock}+08:00`, title: `示例工作动态（${date}）` }));
}

/** `count` dates, `stepDays` apart, the last of them `last`. */
export function datesUntil(last: string, count: number, stepDays: number): string[] {
  const end = Temporal.PlainDate.from(last);
  return Array.from({ length: count }, (_, back) => end.subtract({ days: back * stepDays }).toString()).reverse();
}

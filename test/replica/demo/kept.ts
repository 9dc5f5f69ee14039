/** Well-kept accounts, all synthetic and named 示例… so that nobody takes them for real ones. */
import { articleLink } from '../ids.ts';
import type { ReplicaPost } from '../world.ts';
import { type DemoAccount, datesUntil, inventedHandle, postsOn } from './account.ts';

/** handles of the notice's accounts end below this */
const FIRST_NUMBER = 1001;
/** two accounts whose page or list each night needs a browser are enough to show it */
const PLATFORMS = ['douyin', 'toutiao', 'weibo', 'weibo'] as const;

/** `count` accounts, dealt out to the units in turn; every one posted within two days of every night. */
export function keptAccounts(units: readonly string[], count: number): DemoAccount[] {
  return Array.from({ length: count }, (_, index) => {
    const unit = units[index % units.length] ?? '';
    return kept(unit, index, PLATFORMS[index] ?? 'wechat');
  });
}

function kept(unit: string, index: number, platform: (typeof PLATFORMS)[number] | 'wechat'): DemoAccount {
  const number = FIRST_NUMBER + index;
  const serial = String(index + 1).padStart(3, '0');
  const name = `示例${unit}政务${serial}号`;
  const owner = `示例${unit}单位${serial}`;
  const every = 1 + (index % 2);
  const last = index % 2 === 0 ? '2020-09-17' : '2020-09-16';
  const clock = `${String(8 + (index % 9)).padStart(2, '0')}:${String((index * 7) % 60).padStart(2, '0')}:00`;
  const posts: ReplicaPost[] = postsOn(datesUntil(last, 12, every), clock, index % 3 === 0 ? { comments: 2 } : {});
  const id = `kept-${serial}`;
  const label = platform === 'weibo' ? `${owner}官方微博` : platform === 'wechat' ? owner : `${owner}官方账号`;
  const common = { name, posts, subject: { kind: 'government', label } } as const;
  const entry = { id, name, platform, owner };
  switch (platform) {
    case 'wechat': {
      const bare = { platform, handle: inventedHandle(platform, number), ...common } as const;
      // an article that is there on the first night already
      const known = posts[0];
      const handle = { ...bare.handle, articles: known === undefined ? [] : [articleLink(bare, known)] };
      return { unit, entry: { ...entry, handle }, plays: { ...bare, handle } };
    }
    case 'weibo': {
      const handle = inventedHandle(platform, number);
      return { unit, entry: { ...entry, handle }, plays: { platform, handle, ...common } };
    }
    case 'douyin': {
      const handle = inventedHandle(platform, number);
      return { unit, entry: { ...entry, handle }, plays: { platform, handle, ...common, hides: { newestDays: 5 } } };
    }
    case 'toutiao': {
      const handle = inventedHandle(platform, number);
      return { unit, entry: { ...entry, handle }, plays: { platform, handle, ...common, hides: { newestPosts: 2 } } };
    }
  }
}

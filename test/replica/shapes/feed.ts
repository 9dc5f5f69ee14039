/** What feed bridges hold: the newest pushed posts of the accounts that were subscribed there. */
import { escapeHtml, type Scene } from '../platform.ts';
import type { Shown, ShownPost } from '../shown.ts';
import type { Bridge, WechatAccount } from '../world.ts';

const KEPT = 20;

export interface Feed {
  readonly id: string;
  readonly shown: Shown<WechatAccount>;
  readonly items: readonly ShownPost[];
}

export function feedOf(bridge: Bridge, shown: Shown<WechatAccount>): Feed | null {
  const id = shown.account.handle.feeds?.[bridge.name];
  const since = shown.account.subscribedSince;
  if (id === undefined) return null;
  if (since !== undefined && Temporal.Instant.compare(Temporal.Instant.from(since), shown.now) > 0) return null;
  return { id, shown, items: shown.posts.filter((post) => post.pushed !== false && !post.deleted).slice(0, KEPT) };
}

export function feedsOf(bridge: Bridge, scene: Scene): Feed[] {
  return scene.accounts('wechat').flatMap((account) => feedOf(bridge, scene.show(account)) ?? []);
}

/** an RSS 2.0 document from channel and item elements that are already escaped */
export function rss(channel: readonly string[], items: readonly string[]): string {
  const body = [...channel, ...items.map((item) => `<item>${item}</item>`)].join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n${body}\n</channel></rss>\n`;
}
export const element = (name: string, text: string) => `<${name}>${escapeHtml(text)}</${name}>`;

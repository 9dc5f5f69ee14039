/** The world that every contestant asks: accounts on five hosts, each with one page of posts. All follows from the seed. */
import { seededRandom } from './random.ts';

/** a registrable domain each: Crawlee paces domains, and names below one domain would share one pace */
export const HOSTS = ['one-bench.test', 'two-bench.test', 'three-bench.test', 'four-bench.test', 'five-bench.test'];
const POSTS_A_PAGE = 20;
const FIRST_POST_MS = Date.UTC(2026, 0, 1);
/** share of the accounts whose first request fails: with 503, or with silence */
const FAILING = 0.015;
const SILENT = 0.005;

export interface Scenario {
  readonly name: string;
  readonly accounts: number;
  /** requests a second that each host allows; null: any number */
  readonly rate: number | null;
  /** median and shape of the log-normal time that an answer takes; 0: none */
  readonly medianMs: number;
  readonly sigma: number;
  readonly failures: boolean;
  readonly seed: number;
}

export const hostOf = (account: number) => HOSTS[account % HOSTS.length] ?? '';
export const lastPostMs = (account: number) => FIRST_POST_MS + account * 60_000;

export type Fate = 'answers' | 'fails' | 'silent';

/** What becomes of the first request about each account. */
export function fates({ accounts, failures, seed }: Scenario): Fate[] {
  const random = seededRandom(seed);
  return Array.from({ length: accounts }, () => {
    const drawn = random();
    if (!failures) return 'answers';
    return drawn < SILENT ? 'silent' : drawn < SILENT + FAILING ? 'fails' : 'answers';
  });
}

/** The time below which no collector can be, seconds: of the host that needs most requests, at the rate that it allows. */
export function boundS(scenario: Scenario): number {
  if (scenario.rate === null) return 0;
  const needed = new Map<string, number>();
  for (const [account, fate] of fates(scenario).entries()) {
    const host = hostOf(account);
    needed.set(host, (needed.get(host) ?? 0) + (fate === 'answers' ? 1 : 2));
  }
  return Math.max(...needed.values()) / scenario.rate;
}

/** A page as platforms have them: some kilobytes, the newest post first but for a pinned one. */
export function page(account: number): string {
  const posts = Array.from({ length: POSTS_A_PAGE }, (_, n) => {
    // the first in the list is pinned and old
    const at = new Date(
      n === 0 ? FIRST_POST_MS - 86_400_000 : lastPostMs(account) - (n - 1) * 86_400_000,
    ).toISOString();
    return `<li class="post"><a href="/p/${account}/${n}">示例工作动态（${n}）</a><p>示例单位发布的一条示例动态，用于测量，没有别的意思。</p><time datetime="${at}">${at.slice(0, 10)}</time></li>`;
  });
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>示例账号${account}号</title></head><body><header><h1>示例账号${account}号</h1></header><ul class="posts">${posts.join('')}</ul></body></html>`;
}

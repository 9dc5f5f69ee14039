import type { Account } from '../model/account.ts';
import type { Adapter, Candidate, Search, Source } from '../model/adapter.ts';
import { KEPT_OUT } from '../model/outcome.ts';
import type { ImportPlan } from './import.ts';

/** What was found for one account that lacks keys. */
export interface Resolution {
  readonly account: Account;
  /** the handle with what was found; null where nothing was found that a person could accept */
  readonly handle: Readonly<Record<string, unknown>> | null;
  /** found once, under the very name that is filed: may be written */
  readonly isSure: boolean;
  /** for people, Chinese: each source, and what it gave */
  readonly says: readonly string[];
}

/** Asks one source for the keys of one account. */
export type AskFinder = (source: Source, account: Account) => Promise<Search>;

/**
 * Looks up the keys that accounts lack, source by source until one has an answer. A source that keeps us out is not asked
 * again.
 */
export async function* resolveKeys(
  accounts: readonly Account[],
  adapters: readonly Adapter[],
  ask: AskFinder,
): AsyncGenerator<Resolution> {
  const closed = new Map<Source, string>();
  for (const account of accounts) {
    const adapter = adapters.find((one) => one.id === account.platform);
    if (adapter === undefined) continue;
    const finders = adapter.sources.filter((source) => source.finder?.lacks(account.handle));
    if (finders.length > 0) yield await resolveOne(account, adapter, finders, closed, ask);
    else if (Object.keys(account.handle as object).length === 0) yield unfindable(account, adapter);
  }
}

async function resolveOne(
  account: Account,
  adapter: Adapter,
  finders: readonly Source[],
  closed: Map<Source, string>,
  ask: AskFinder,
): Promise<Resolution> {
  const says: string[] = [];
  for (const source of finders) {
    const because = closed.get(source);
    if (because !== undefined) {
      says.push(`${source.title}：不再询问（${because}）`);
      continue;
    }
    const answer = await ask(source, account);
    if (!answer.searched) {
      says.push(`${source.title}：${answer.detail}`);
      if (KEPT_OUT.has(answer.outcome) || answer.outcome === 'not-configured') closed.set(source, answer.detail);
      continue;
    }
    const [candidate, ...others] = answer.candidates;
    if (candidate === undefined) {
      says.push(`${source.title}：没有找到`);
    } else if (others.length > 0) {
      says.push(
        `${source.title}：有 ${answer.candidates.length} 个同名账号，请人工核对：${answer.candidates.map(keysOf).join('；')}`,
      );
    } else {
      const handle = accepted(account, adapter, candidate);
      if (handle !== null) return { account, handle, ...judged(account, source, candidate, says) };
      says.push(`${source.title}：与台账里的标识不符，没有采用：${keysOf(candidate)}`);
    }
  }
  return { account, handle: null, isSure: false, says };
}

function judged(account: Account, source: Source, candidate: Candidate, says: readonly string[]) {
  const isSure = candidate.name === account.name;
  const doubt = isSure ? '名称一致' : `平台上的名称是“${candidate.name}”，请人工核对`;
  return { isSure, says: [...says, `${source.title}：${keysOf(candidate)}（${doubt}）`] };
}

/** the handle with the new keys; null where they contradict it or have not the form of keys */
function accepted(account: Account, adapter: Adapter, { keys }: Candidate): Readonly<Record<string, unknown>> | null {
  const known = account.handle as Readonly<Record<string, unknown>>;
  const found = keys as Readonly<Record<string, unknown>>;
  const contradicts = Object.entries(found).some(([key, value]) => known[key] !== undefined && known[key] !== value);
  const merged = { ...found, ...known };
  const isMore = Object.keys(merged).length > Object.keys(known).length;
  return isMore && !contradicts && adapter.handle.safeParse(merged).success ? merged : null;
}

function unfindable(account: Account, adapter: Adapter): Resolution {
  const says = [`${adapter.title}没有能查找标识的来源，请补上主页链接或账号 ID。`];
  return { account, handle: null, isSure: false, says };
}

function keysOf({ keys }: Candidate): string {
  return Object.entries(keys as object)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join('，');
}

/** What is sure, as changes that `applyImport` writes. */
export function resolvedPlan(resolutions: readonly Resolution[]): ImportPlan {
  const rows = resolutions.flatMap(({ account, handle, isSure, says }) =>
    handle === null || !isSure
      ? []
      : [
          {
            sheet: '',
            line: 0,
            title: account.name,
            verdict: 'understood' as const,
            reasons: says,
            change: {
              kind: 'update' as const,
              account: { ...account, handle },
              before: account,
              fields: ['handle' as const],
            },
          },
        ],
  );
  return { rows, contacts: [], headers: [], unusedColumns: [], headlessSheets: [], notInList: [] };
}

import { namesOwner, sameName } from '../judge/body-name.ts';
import type { Account, Registry } from '../model/account.ts';
import type { Adapter, Candidate, Search, Source } from '../model/adapter.ts';

/** An account that is seen on a platform and filed nowhere; a person decides whose it is. */
export interface Proposal {
  readonly platform: string;
  readonly name: string;
  /** the permanent keys that the search gives */
  readonly keys: Readonly<Record<string, unknown>>;
  /** the certified body, where the search shows it */
  readonly subject: string | null;
  /** the body that was searched for, and the unit under which it is filed */
  readonly owner: string;
  readonly unit: string;
  /** for people, Chinese: why it may belong to them */
  readonly why: string;
  /** the source that found it */
  readonly source: string;
}

export interface Discovery {
  readonly searches: number;
  readonly proposals: readonly Proposal[];
  /** for people, Chinese: what could not be searched, and why */
  readonly troubles: readonly string[];
}

export type AskSimilar = (adapter: Adapter, source: Source, words: string) => Promise<Search>;

/** Whom to search for: a unit itself, or a body that owns accounts of the unit. */
interface Body {
  readonly name: string;
  readonly unit: string;
}

/**
 * Searches every source that can search for the names of units and of their bodies, and proposes what is filed nowhere and
 * bears their name or their certification. Nothing is adopted. A source that refuses once is not asked again.
 * @param units only these; empty: all
 * @param most searches that one source is asked for at most
 */
export async function discover(
  registry: Registry,
  adapters: readonly Adapter[],
  units: readonly string[],
  most: number,
  ask: AskSimilar,
): Promise<Discovery> {
  const bodies = bodiesOf(registry, units);
  const proposals = new Map<string, Proposal>();
  const troubles: string[] = [];
  let searches = 0;
  for (const adapter of adapters) {
    const filed = registry.accounts.filter((account) => account.platform === adapter.id);
    for (const source of adapter.sources.filter((one) => one.search !== undefined)) {
      for (const [index, body] of bodies.entries()) {
        if (index === most) {
          troubles.push(`${source.title}：每次最多搜索 ${most} 个名称，其余 ${bodies.length - most} 个没有搜索`);
          break;
        }
        const answer = await ask(adapter, source, body.name);
        searches += 1;
        if (!answer.searched) {
          troubles.push(`${source.title}：${answer.detail}，没有继续搜索`);
          break;
        }
        for (const candidate of answer.candidates) {
          const proposal = proposalOf(candidate, body, filed, adapter, source);
          if (proposal === null) continue;
          const key = `${adapter.id} ${JSON.stringify(proposal.keys)}`;
          if (!proposals.has(key)) proposals.set(key, proposal);
        }
      }
    }
  }
  return { searches, proposals: [...proposals.values()], troubles };
}

function bodiesOf(registry: Registry, units: readonly string[]): Body[] {
  const wanted = registry.units.filter((unit) => units.length === 0 || units.includes(unit.name));
  const bodies = wanted.flatMap(({ name: unit }) => {
    const owners = registry.accounts.filter((account) => account.unit === unit).map((account) => account.owner);
    return [unit, ...owners].map((name) => ({ name, unit }));
  });
  return [...new Map(bodies.map((body) => [body.name, body])).values()];
}

function proposalOf(
  candidate: Candidate,
  body: Body,
  filed: readonly Account[],
  adapter: Adapter,
  source: Source,
): Proposal | null {
  const { name, subject } = candidate;
  const keys = candidate.keys as Readonly<Record<string, unknown>>;
  if (filed.some((account) => isSameAccount(account, name, keys))) return null;
  const certified = subject !== undefined && namesOwner(subject, body.name);
  if (!certified && !name.includes(body.name)) return null;
  const why = certified
    ? `认证主体“${subject}”与“${body.name}”相符`
    : `名称含有“${body.name}”，是否属于该单位须人工核实`;
  const place = { owner: body.name, unit: body.unit, why, source: `${adapter.id}.${source.kind}` };
  return { platform: adapter.id, name, keys, subject: subject ?? null, ...place };
}

/** One key in common is enough; an account that lacks the key is known by the name under which it is filed. */
function isSameAccount(account: Account, name: string, keys: Readonly<Record<string, unknown>>): boolean {
  const handle = account.handle as Readonly<Record<string, unknown>>;
  const shared = Object.entries(keys).filter(([key]) => handle[key] !== undefined);
  if (shared.some(([key, value]) => handle[key] === value)) return true;
  return shared.length === 0 && sameName(name, account.name);
}

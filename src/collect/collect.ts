import type { Account } from '../model/account.ts';
import type { SourceHealth } from '../model/night.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Sighting } from '../model/sighting.ts';
import { type CanaryResult, readCanaries } from './canaries.ts';
import { Looker, type Outside } from './look.ts';
import { withOwnHealth } from './own-health.ts';
import { Places } from './places.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';
import { visit } from './visit.ts';

/** Accounts of one platform that are under way at once; their requests still queue in the lane of each host. */
const ACCOUNTS_AT_ONCE = 8;
/** further accounts that wait for a busy host or a repetition, so that those with other hosts can go on */
const ACCOUNTS_WAITING = 64;

export interface Collecting {
  /** told of each observation as soon as it is made; the account keeps its place until it is stored */
  observed(observation: Observation): void | Promise<void>;
  /** told when a platform's canaries were read, and again when the platform is done */
  health(health: readonly SourceHealth[]): void;
}

/**
 * Visits accounts, the platforms side by side, canaries first. One account's trouble stops nobody.
 *
 * @param accounts in the order in which they are to be visited within their platform
 */
export async function collect(
  accounts: readonly Account[],
  platforms: ReadonlyMap<string, PlatformInUse>,
  outside: Outside,
  told: Collecting,
): Promise<void> {
  const byPlatform = Map.groupBy(accounts, (account) => account.platform);
  await Promise.all(
    [...byPlatform].map(async ([id, members]) => {
      const platform = platforms.get(id);
      if (platform) await collectPlatform(members, platform, outside, told);
    }),
  );
}

async function collectPlatform(
  accounts: readonly Account[],
  platform: PlatformInUse,
  outside: Outside,
  told: Collecting,
): Promise<void> {
  const tonight = accounts.map((account) => account.handle);
  const looker = new Looker(platform, outside, tonight);
  const tally = new Tally(platform);
  const look = (source: SourceInUse, handle: unknown) => looker.look(source, handle);
  const read = await readCanaries(platform, outside.now(), look, outside.canaryMemory);
  const canaries = await withOwnHealth(read, platform, (source) => looker.health(source));
  told.health(tally.health(canaries));
  const places = new Places(ACCOUNTS_AT_ONCE, ACCOUNTS_WAITING);
  const visiting = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const account of accounts) {
    const place = await places.take();
    if (outside.signal.aborted || failures.length > 0) break;
    const counted = async (source: SourceInUse, handle: unknown) =>
      tally.count(source, await looker.look(source, handle, place));
    const visited = visit(account, platform, canaries, outside, counted)
      .then(async (observation) => {
        // what was cut short by ourselves says nothing; the account is visited when the run goes on
        if (!outside.signal.aborted) await told.observed(observation);
      })
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        place.leave();
        visiting.delete(visited);
      });
    visiting.add(visited);
  }
  await Promise.all(visiting);
  if (failures.length > 0) throw failures[0];
  told.health(tally.health(canaries));
}

/** Counts how each source's looks ended. */
class Tally {
  readonly #platform: PlatformInUse;
  readonly #outcomes = new Map<string, Partial<Record<Outcome, number>>>();
  readonly #troubles = new Map<string, string>();

  constructor(platform: PlatformInUse) {
    this.#platform = platform;
  }

  count(source: SourceInUse, sighting: Sighting): Sighting {
    const outcomes = this.#outcomes.get(source.id) ?? {};
    outcomes[sighting.outcome] = (outcomes[sighting.outcome] ?? 0) + 1;
    this.#outcomes.set(source.id, outcomes);
    if (sighting.outcome !== 'ok' && !this.#troubles.has(source.id)) this.#troubles.set(source.id, sighting.detail);
    return sighting;
  }

  health(canaries: ReadonlyMap<string, CanaryResult>): SourceHealth[] {
    return this.#platform.sources.map((source) => {
      const outcomes = this.#outcomes.get(source.id) ?? {};
      const canary = canaries.get(source.id);
      const trouble = canary?.troubles[0] ?? this.#troubles.get(source.id) ?? null;
      return {
        source: source.id,
        platform: this.#platform.adapter.id,
        asked: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
        outcomes,
        canary: canary?.state ?? 'none',
        trouble,
      };
    });
  }
}

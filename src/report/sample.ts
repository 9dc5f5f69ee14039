import { createHash } from 'node:crypto';
import type { Account, Registry } from '../model/account.ts';

/** A drawn sample, with what a reader needs to draw it again. */
export interface Sample {
  /** of each unit's running accounts, in percent: 30 */
  readonly sharePercent: number;
  readonly seed: string;
  readonly accountIds: ReadonlySet<string>;
  /** method and seed, for the notice */
  readonly note: string;
}

/**
 * Draws a share of the running accounts of each unit (stratified; at least one of each unit that has any). The same
 * registry, share and seed give the same sample on every machine, whatever the order of the registry: accounts are
 * taken in the order of SHA-256(seed, id).
 * @throws RangeError unless 0 < sharePercent ≤ 100
 */
export function drawSample(registry: Registry, sharePercent: number, seed: string): Sample {
  if (!(sharePercent > 0 && sharePercent <= 100))
    throw new RangeError(`抽查比例应大于 0 且不超过 100：${sharePercent}`);
  const byUnit = Map.groupBy(
    registry.accounts.filter((account) => account.state === 'running'),
    (account) => account.unit,
  );
  const accountIds = new Set<string>();
  for (const accounts of byUnit.values()) {
    const size = Math.max(1, Math.ceil((accounts.length * sharePercent) / 100));
    for (const account of byLot(accounts, seed).slice(0, size)) accountIds.add(account.id);
  }
  const note = `抽样方法：按单位分层随机抽取，每个单位抽取实际运行账号的${sharePercent}%（不足1家的按1家计，尾数进位），随机种子“${seed}”，共抽取${accountIds.size}家。`;
  return { sharePercent, seed, accountIds, note };
}

/** The registry that is judged when only a sample is checked; accounts filed as closed stay, they are never sampled. */
export function sampledRegistry(registry: Registry, sample: Sample): Registry {
  return {
    units: registry.units,
    accounts: registry.accounts.filter((account) => account.state !== 'running' || sample.accountIds.has(account.id)),
  };
}

function byLot(accounts: readonly Account[], seed: string): Account[] {
  return accounts
    .map((account) => ({
      account,
      lot: createHash('sha256')
        .update(JSON.stringify([seed, account.id]))
        .digest('hex'),
    }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ account }) => account);
}

import type { Registry } from '../model/account.ts';
import type { Summary } from '../model/finding.ts';
import { percent } from '../model/percent.ts';

/** What one account filed as running came to, as far as passing and failing go. */
export type Standing = 'passed' | 'failed' | 'undetermined';

/** Counts of the whole registry and of each unit, in the registry's order. */
export function summarize(registry: Registry, standings: ReadonlyMap<string, Standing>): Summary {
  const units = new Map(registry.units.map((unit) => [unit.name, { running: 0, failed: 0, undetermined: 0 }]));
  const all = { running: 0, failed: 0, undetermined: 0 };
  for (const account of registry.accounts) {
    const standing = standings.get(account.id);
    if (standing === undefined) continue;
    let unit = units.get(account.unit);
    if (unit === undefined) {
      unit = { running: 0, failed: 0, undetermined: 0 };
      units.set(account.unit, unit);
    }
    for (const count of [all, unit]) {
      count.running += 1;
      if (standing !== 'passed') count[standing] += 1;
    }
  }
  const checked = all.running - all.undetermined;
  return {
    running: all.running,
    checked,
    failed: all.failed,
    undetermined: all.undetermined,
    passRate: percent(checked - all.failed, checked),
    units: [...units].map(([name, count]) => {
      const seen = count.running - count.undetermined;
      return { name, running: count.running, checked: seen, failed: count.failed, share: percent(count.failed, seen) };
    }),
  };
}

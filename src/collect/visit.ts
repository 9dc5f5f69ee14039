import type { Account } from '../model/account.ts';
import type { Observation } from '../model/observation.ts';
import { nothingSeen, type Sighting } from '../model/sighting.ts';
import type { CanaryResult } from './canaries.ts';
import { merge } from './merge.ts';
import type { Seen } from './seen.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';

/**
 * Visits one account: asks its platform's sources in their order, each as long as it is worth asking, and merges what
 * they saw. An observation that cannot be made is still an observation, with the reason.
 */
export async function visit(
  account: Account,
  platform: PlatformInUse,
  canaries: ReadonlyMap<string, CanaryResult>,
  context: { readonly zone: string; now(): Temporal.Instant },
  look: (source: SourceInUse, handle: unknown) => Promise<Sighting>,
): Promise<Observation> {
  const seen: Seen[] = [];
  const sightings: Sighting[] = [];
  for (const used of platform.sources) {
    if (!used.source.applies(account.handle, used.options)) continue;
    if (used.source.worthAsking && !used.source.worthAsking(sightings, context.now())) continue;
    const sighting = await look(used, account.handle);
    sightings.push(sighting);
    const { state: canary = 'none', filesRead = true, datesWrong = false } = canaries.get(used.id) ?? {};
    seen.push({ sourceId: used.id, view: used.source.view, sighting, canary, filesRead, datesWrong });
  }
  if (seen.length === 0) {
    const sighting = nothingSeen('not-configured', '没有一个已配置的来源能用这个账号的标识查询');
    seen.push({ sourceId: platform.adapter.id, view: 'hint', sighting, canary: 'none' });
  }
  return merge({
    account,
    seen,
    at: context.now(),
    zone: context.zone,
    mirrorIsWhole: platform.adapter.mirrorIsWhole?.(platform.settings) ?? false,
    page: platform.adapter.page(account.handle),
  });
}

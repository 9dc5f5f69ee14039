import type { CanaryResult } from './canaries.ts';
import type { PlatformInUse, SourceInUse } from './sources.ts';

/** How one source did: its canaries, and its own word on its login. */
export interface SourceState extends CanaryResult {
  /** for people, Chinese: why the source itself says that it cannot see; missing where it says nothing of the kind */
  readonly own?: string;
}

/**
 * Asks the sources that can tell whether their login lives. A canary may still show a post of this morning when the login
 * behind it died at noon, so a source whose login is dead proves no absence whatever its canaries show.
 *
 * @param ask asks one source; null: its login lives, or it cannot tell
 */
export async function withOwnHealth(
  canaries: ReadonlyMap<string, CanaryResult>,
  platform: PlatformInUse,
  ask: (source: SourceInUse) => Promise<string | null>,
): Promise<Map<string, SourceState>> {
  const states = new Map<string, SourceState>();
  for (const source of platform.sources) {
    const canary = canaries.get(source.id) ?? { state: 'none' as const, troubles: [] };
    const own = await ask(source);
    const state: SourceState =
      own === null ? canary : { ...canary, state: 'failed', troubles: [own, ...canary.troubles], own };
    states.set(source.id, state);
  }
  return states;
}

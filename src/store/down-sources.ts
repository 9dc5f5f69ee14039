import type { Observation } from '../model/observation.ts';
import type { Db } from './database.ts';

/** by run */
export type DownSources = ReadonlyMap<number, ReadonlySet<string>>;

/** The sources that were down, by run; few runs have any. */
export function downSources(db: Db): () => DownSources {
  const rows = db.prepare<[], { run_id: number; source: string }>(
    'SELECT run_id, source FROM source_turnout WHERE why IS NOT NULL',
  );
  return () => {
    const down = new Map<number, Set<string>>();
    for (const { run_id, source } of rows.all()) down.set(run_id, (down.get(run_id) ?? new Set()).add(source));
    return down;
  };
}

/**
 * An observation as the whole night shows it: that a source was down is known only when all accounts were read, and the
 * stored line is never changed. What rests on such a source is not proven, unless the owner's own interface proves it too.
 */
export function withoutProofOf(observation: Observation, down: ReadonlySet<string> | undefined): Observation {
  if (down === undefined || !observation.canAssertNoUpdate) return observation;
  const { by = [], with: others = [] } = observation.absence ?? {};
  if (![...by, ...others].some((source) => down.has(source))) return observation;
  const owners = observation.sources.filter(({ source, view }) => view === 'authorised' && !down.has(source));
  if (owners.some(({ source }) => by.includes(source))) return observation;
  const { lastPost } = observation;
  return {
    ...observation,
    canAssertNoUpdate: false,
    lastPost: lastPost && { ...lastPost, bound: 'lower' },
    absence: { by: [], why: 'source-down' },
  };
}

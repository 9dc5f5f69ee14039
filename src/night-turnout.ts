import { turnoutsOf, whyDown } from './collect/turnout.ts';
import type { Db } from './store/database.ts';
import { ObservationStore } from './store/observations.ts';
import { type Run, RunStore } from './store/runs.ts';
import { Turnouts } from './store/turnouts.ts';

/**
 * Holds what each source showed tonight against the nights before, once all accounts were read and before anything is
 * judged: a channel can close in silence, and answer about everybody as it did yesterday.
 */
export function holdTurnouts(db: Db, run: Run): void {
  const turnouts = new Turnouts(db);
  const runs = new RunStore(db);
  const held = turnoutsOf(new ObservationStore(db).ofRun(run.id)).map((tonight) => ({
    ...tonight,
    why: whyDown(tonight, turnouts.earlier(tonight.source, run.businessDate)),
  }));
  turnouts.keep(run.id, held);
  const whys = new Map(held.map(({ source, why }) => [source, why]));
  runs.saveHealth(
    run.id,
    runs.healthOf(run.id).flatMap((health) => {
      const why = whys.get(health.source) ?? null;
      return why === null ? [] : [{ ...health, trouble: why }];
    }),
  );
}

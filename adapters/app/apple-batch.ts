import type { HttpAnswer, World } from '../../src/model/world.ts';
import { AppHandle, isAskedIn } from './handle.ts';

/** One question may name many apps; fifty keep its address short. */
const MOST_IDS = 50;

export interface Batch {
  /** every id that the question named */
  readonly ids: readonly string[];
  readonly answer: HttpAnswer;
}

/**
 * The answer to one question about this app and others of tonight, asked when the first of them is looked at; null where
 * there is no other. An answer that is none is not kept, so that the next look asks again.
 *
 * @param urlOf the address of a question about these ids, joined by commas
 */
export async function askTogether(id: string, world: World, urlOf: (ids: string) => string): Promise<Batch | null> {
  const all = idsOf(world);
  const first = Math.floor(all.indexOf(id) / MOST_IDS) * MOST_IDS;
  const ids = first < 0 ? [] : all.slice(first, first + MOST_IDS);
  if (ids.length < 2) return null;
  const answer = await world.once(
    `apple lookup from ${first}`,
    () => world.http.ask({ url: urlOf(ids.join(',')) }),
    (got) => got.answered,
  );
  return { ids, answer };
}

function idsOf({ tonight = [] }: World): string[] {
  const ids = tonight.flatMap((handle) => {
    const app = AppHandle.safeParse(handle).data;
    return app?.appleId !== undefined && isAskedIn('apple', app) ? [app.appleId] : [];
  });
  return [...new Set(ids)];
}

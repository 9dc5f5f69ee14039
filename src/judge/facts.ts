import { FACT_STATE_VERSION, type FactState } from '../model/fact-state.ts';
import type { Observation } from '../model/observation.ts';
import type { ZoneClock } from '../time/zone-clock.ts';
import { withEvidence, withoutRepetition } from './fold/evidence.ts';
import { foldBackdated, foldGaps, foldRhythm } from './fold/history.ts';
import { foldInteraction } from './fold/interaction.ts';
import { foldNight, lookOf } from './fold/look.ts';
import { foldName, foldPast, foldStatus, foldSubject } from './fold/marks.ts';
import {
  foldCount,
  foldNever,
  foldPost,
  foldSilence,
  hasUnseenRise,
  mostByTwo,
  seenPosts,
  whyUnproven,
} from './fold/posts.ts';
import { foldStores } from './fold/stores.ts';

/**
 * The history of an account after one more observation. Pure; the observations of one account come in time order.
 * A night in which nothing could be seen changes nothing but the record of that night.
 */
export function foldObservation(known: FactState | null, observation: Observation, clock: ZoneClock): FactState {
  const before = known === null ? null : withEvidence(known);
  const look = lookOf(observation, clock);
  const seen = seenPosts(look, clock);
  const publishesUnpushed =
    (before?.publishesUnpushed ?? false) || (observation.posts ?? []).some((post) => post.pushed === false);
  // what the count tells of and the list does not show is not in the list: it proves nothing
  const why = hasUnseenRise(before, look, seen) ? 'contradiction' : whyUnproven(look, seen, publishesUnpushed);
  const proven = why === null && seen.all.length > 0;
  const post = foldPost(before, look, seen, proven, clock);
  const status = foldStatus(before, look);
  const subject = foldSubject(before, look);
  const interaction = foldInteraction(before, look, clock);
  const stores = foldStores(before, look);
  return withoutRepetition({
    version: FACT_STATE_VERSION,
    latest: foldNight(before?.latest ?? null, look, why),
    post,
    silence: foldSilence(before?.silence ?? null, look, seen, why),
    history: {
      gaps: foldGaps(before?.history.gaps ?? [], look, post, proven, clock),
      rhythm: foldRhythm(before?.history.rhythm ?? null, look, seen, proven),
      borneOut: foldCount(before?.history.borneOut ?? null, look, mostByTwo(observation)),
    },
    never: foldNever(before, look, post),
    count: foldCount(before?.count ?? null, look, observation.postCount ?? null),
    backdated: foldBackdated(before, look, seen),
    publishesUnpushed,
    status,
    name: foldName(before, look),
    subject,
    interaction,
    stores,
    past: foldPast(before, { status, subject, interaction, stores }),
    page: observation.page ?? before?.page ?? null,
  });
}

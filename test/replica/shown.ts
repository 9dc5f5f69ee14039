/** What troubles make of an account before a platform shows it. */
import type { Trouble } from './troubles.ts';
import { hoursBefore, keepPosts, type ReplicaAccount, type Shown } from './world.ts';

const DAYS_MISSING = 14;

export function falsified<A extends ReplicaAccount>(shown: Shown<A>, troubles: readonly Trouble[]): Shown<A> {
  return troubles.reduce((before, trouble) => {
    if (trouble.kind === 'empty-list') return keepPosts(before, () => false);
    if (trouble.kind === 'truncated') {
      const edge = hoursBefore(before.now, 24 * (trouble.days ?? DAYS_MISSING));
      return keepPosts(before, (post) => Temporal.Instant.compare(post.instant, edge) <= 0);
    }
    // a bridge whose login is gone collects nothing either, from the moment that is named
    if (trouble.frozenAt !== undefined) {
      const edge = Temporal.Instant.from(trouble.frozenAt);
      return keepPosts(before, (post) => Temporal.Instant.compare(post.instant, edge) <= 0);
    }
    return before;
  }, shown);
}

/** What of the world is there at one moment, and what guests and troubles leave of it. */
import type { Trouble } from './troubles.ts';
import type { Hiding, ReplicaAccount, ReplicaPost, ReplicaState, Timeline } from './world.ts';

/** An account as it stands at one moment: posts newest first, later ones do not exist, deleted ones are marked. */
export interface Shown<A extends ReplicaAccount = ReplicaAccount> {
  readonly account: A;
  readonly now: Temporal.Instant;
  readonly name: string;
  readonly state: ReplicaState;
  readonly posts: readonly ShownPost[];
  /** the platform's own count of published works */
  readonly count: number;
}
export interface ShownPost extends ReplicaPost {
  readonly instant: Temporal.Instant;
  readonly deleted: boolean;
}

/** The value that holds at this moment; before the first step and without a timeline, the fallback. */
export function valueAt<T>(timeline: Timeline<T> | undefined, now: Temporal.Instant, fallback: T): T {
  if (timeline === undefined) return fallback;
  if (!Array.isArray(timeline)) return timeline as T;
  const steps = timeline as readonly { readonly from: string; readonly value: T }[];
  const past = steps.filter((step) => Temporal.Instant.compare(Temporal.Instant.from(step.from), now) <= 0);
  return past.at(-1)?.value ?? fallback;
}

export function show<A extends ReplicaAccount>(account: A, now: Temporal.Instant): Shown<A> {
  const reached = (moment: string) => Temporal.Instant.compare(Temporal.Instant.from(moment), now) <= 0;
  const posts = account.posts
    .filter((post) => reached(post.at))
    .map((post) => ({
      ...post,
      instant: Temporal.Instant.from(post.at),
      deleted: post.deletedAt !== undefined && reached(post.deletedAt),
    }))
    .sort((a, b) => Temporal.Instant.compare(b.instant, a.instant));
  const firstName = Array.isArray(account.name) ? (account.name[0]?.value ?? '') : (account.name as string);
  const own = posts.filter((post) => !post.deleted && !post.ad && post.by === undefined).length;
  return {
    account,
    now,
    name: valueAt(account.name, now, firstName),
    state: valueAt(account.state, now, 'normal'),
    posts,
    count: own + (account.earlierPosts ?? (account.posts.length === 0 ? 0 : 300)),
  };
}

/** The same account with fewer posts in its list; the count stays, as it does on the platforms. */
export function keepPosts<A extends ReplicaAccount>(shown: Shown<A>, keep: (post: ShownPost) => boolean): Shown<A> {
  return { ...shown, posts: shown.posts.filter(keep) };
}

export function hoursBefore(now: Temporal.Instant, hours: number): Temporal.Instant {
  return now.subtract({ hours });
}

export const hidingOf = (shown: Shown): Hiding => valueAt<Hiding>(shown.account.hides, shown.now, {});

/** What is left of the list for a visitor without login. */
export function asGuest<A extends ReplicaAccount>(shown: Shown<A>): Shown<A> {
  const hiding = hidingOf(shown);
  let guest = shown;
  if (hiding.newestDays !== undefined) {
    const edge = hoursBefore(shown.now, hiding.newestDays * 24);
    guest = keepPosts(guest, (post) => post.pinned === true || Temporal.Instant.compare(post.instant, edge) <= 0);
  }
  if (hiding.newestPosts !== undefined) {
    const hidden = new Set(guest.posts.filter((post) => !post.pinned).slice(0, hiding.newestPosts));
    guest = keepPosts(guest, (post) => !hidden.has(post));
  }
  if (hiding.list === 'pinned-only') guest = keepPosts(guest, (post) => post.pinned === true);
  return guest;
}

/** when posts are missing without a word on how many days */
const DAYS_MISSING = 14;

/** What troubles make of an account before a platform shows it. */
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

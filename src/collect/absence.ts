import type { Post } from '../model/sighting.ts';
import { countsUntil, isBelievable } from '../time/calendar.ts';
import { currentCounts, type MergeInput, maximum, type Seen } from './seen.ts';

/** What the silence after the newest post is worth. */
export interface Absence {
  readonly by: string[];
  /** further sources that end with the same post */
  readonly with: string[];
  /** null: proven */
  readonly why: string | null;
  /** some list was whole as far as its view goes, so the date itself is no lower bound */
  readonly listWasWhole: boolean;
}

/** Whether "nothing newer than `newest`" is proven, by whom, or why not. */
export function judgeAbsence(input: MergeInput, newest: Post | null): Absence {
  const by: string[] = [];
  const doubts: string[] = [];
  let listWasWhole = false;
  for (const one of input.seen) {
    const doubt = doubtOf(one, newest, input);
    if (doubt === null) by.push(one.sourceId);
    else doubts.push(doubt);
    const wholeView = one.view === 'authorised' || one.view === 'complete';
    listWasWhole ||= doubt === 'no-canary' || doubt === 'alone' || (doubt === 'canary-failed' && wholeView);
  }
  if (by.length > 0) {
    const others = input.seen.filter((one) => !by.includes(one.sourceId) && endsWith(one, newest, input));
    return { by, with: others.map((one) => one.sourceId), why: null, listWasWhole: true };
  }
  const order = [
    'contradiction',
    'canary-failed',
    'no-canary',
    'alone',
    'unpushed',
    'not-whole',
    'guest',
    'nothing-seen',
  ];
  const why = order.find((doubt) => doubts.includes(doubt)) ?? 'nothing-seen';
  return { by, with: [], why, listWasWhole: listWasWhole && why !== 'contradiction' };
}

/** Why this source proves no absence; null where it does. */
function doubtOf(one: Seen, newest: Post | null, input: MergeInput): string | null {
  const { view, sighting } = one;
  if (sighting.outcome !== 'ok') return 'nothing-seen';
  if (view === 'guest' || view === 'hint') return 'guest';
  if (!sighting.listIsWhole) return 'not-whole';
  if (one.datesWrong === true) return 'canary-failed';
  // something newer is there, only its date is not believed
  if (input.seen.some((each) => showsTheFuture(each, input.at) || showsMore(each, newest, input)))
    return 'contradiction';
  if (newest === null) return sighting.neverPosted === true ? ownDoubt(one, newest, input) : 'not-whole';
  // a post that this list does not show was seen elsewhere: the list is not whole after all
  if (!shows(one, newest, input)) {
    return sighting.posts.some((post) => isBelievable(post.at, input.at)) ? 'contradiction' : 'not-whole';
  }
  return countsMore(one, input) ? 'contradiction' : ownDoubt(one, newest, input);
}

/** Whether another channel counts more works tonight than this one: then this answer is the older of the two. */
function countsMore({ sighting }: Seen, { seen }: MergeInput): boolean {
  const elsewhere = maximum(currentCounts(seen));
  return sighting.postCount !== undefined && elsewhere !== null && elsewhere > sighting.postCount;
}

/** Whether the list goes up to this post; of two views of one post the dates may differ by their precision. */
function shows({ sighting }: Seen, newest: Post, { at, zone }: MergeInput): boolean {
  const isSame = (post: Post) => post.url !== null && post.url === newest.url;
  const until = (post: Post) => countsUntil(zone, post.at, post.precision).epochMilliseconds;
  return sighting.posts.some(
    (post) => isBelievable(post.at, at) && (isSame(post) || until(post) >= newest.at.epochMilliseconds),
  );
}

function showsTheFuture({ sighting }: Seen, now: Temporal.Instant): boolean {
  return sighting.outcome === 'ok' && sighting.posts.some((post) => !isBelievable(post.at, now));
}

/** Whether a source whose dates are wrong shows a post that no other source shows and that may be newer than all of theirs. */
function showsMore({ sighting, datesWrong }: Seen, newest: Post | null, { seen }: MergeInput): boolean {
  if (datesWrong !== true || sighting.outcome !== 'ok') return false;
  const isElsewhere = ({ url }: Post) =>
    url !== null &&
    seen.some((other) => other.datesWrong !== true && other.sighting.posts.some((post) => post.url === url));
  const isNewer = (post: Post) => newest === null || post.at.epochMilliseconds > newest.at.epochMilliseconds;
  return sighting.posts.some((post) => isNewer(post) && !isElsewhere(post));
}

function ownDoubt(one: Seen, newest: Post | null, input: MergeInput): string | null {
  const { view, canary } = one;
  if (view === 'authorised') return null;
  if (view === 'mirror' && !input.mirrorIsWhole) return 'unpushed';
  if (canary === 'none') return 'no-canary';
  if (canary === 'failed') return 'canary-failed';
  return view === 'complete' && !isBorneOut(one, newest, input) ? 'alone' : null;
}

/**
 * A list can stand still for one account while the canaries behind it live, and nothing in its own answer tells. So what
 * it proves must be shown by a second channel of the same night, itself alive, that ends with the very same post. The
 * owner's own interface needs no second; of a copy that an office declares to be whole the contract asks for none.
 */
function isBorneOut(one: Seen, newest: Post | null, input: MergeInput): boolean {
  return input.seen.some((other) => other !== one && endsWith(other, newest, input));
}

/** Whether a channel, itself alive, ends with this post; with none, whether it says that there never was one. */
function endsWith(one: Seen, newest: Post | null, input: MergeInput): boolean {
  if (one.sighting.outcome !== 'ok' || one.view === 'hint' || one.canary !== 'alive') return false;
  return newest === null ? one.sighting.neverPosted === true : shows(one, newest, input);
}

import type { View } from '../model/adapter.ts';
import type { Observation } from '../model/observation.ts';
import { KEPT_OUT } from '../model/outcome.ts';
import type { AccountStatus, InteractionKind, Post, Sighting, Subject } from '../model/sighting.ts';
import { believableUntilMs, isoIn } from '../time/calendar.ts';
import { judgeAbsence } from './absence.ts';
import { currentCounts, type MergeInput, maximum, type Seen } from './seen.ts';

const MOST_POSTS_KEPT = 50;

/**
 * What all sources of one visit say together; the same function for all platforms. The latest post is the maximum over
 * everything that was seen; a status needs a positive mark; an absence needs a source that is whole and was healthy.
 */
export function merge(input: MergeInput): Observation {
  const { account, seen, at, zone } = input;
  const answered = seen.filter(({ sighting }) => sighting.outcome === 'ok');
  const posts = believablePosts(answered, at);
  const newest = posts[0] ?? null;
  const absence = judgeAbsence(input, newest);
  const status = mergeStatus(answered);
  return {
    accountId: account.id,
    platform: account.platform,
    observedAt: isoIn(zone, at),
    coverage: coverageOf(seen),
    status: status.status,
    displayName: firstKnown(answered, (sighting) => sighting.displayName) ?? null,
    subject: mergeSubject(answered),
    lastPost: newest && {
      at: isoIn(zone, newest.at),
      precision: newest.precision,
      bound: absence.why === null || absence.listWasWhole ? 'exact' : 'lower',
      url: newest.url,
    },
    postCount: maximum(currentCounts(answered)),
    countByTwo: secondHighest(currentCounts(answered)),
    neverPosted: isNeverPosted(answered),
    canAssertNoUpdate: absence.why === null,
    interaction: mergeInteraction(answered),
    app: account.platform === 'app' ? { stores: mergeStores(seen, zone) } : null,
    sources: seen.map((one) => sourceLine(one, input)),
    posts: posts.slice(0, MOST_POSTS_KEPT).map((post) => ({
      at: isoIn(zone, post.at),
      precision: post.precision,
      url: post.url,
      title: post.title,
      ...(post.pushed === undefined ? {} : { pushed: post.pushed }),
    })),
    absence: { by: absence.by, why: absence.why, ...(absence.with.length > 0 ? { with: absence.with } : {}) },
    statusText: status.text,
    statusBy: status.by,
    movedTo: status.movedTo,
    page: input.page,
  };
}

/**
 * Newest first, without what is dated in the future and without one post seen twice. Of two dates of one post the later
 * counts, in the account's favour; only a copy's date yields to that of the platform itself: copies get zones wrong.
 */
function believablePosts(answered: readonly Seen[], now: Temporal.Instant): Post[] {
  const untilMs = believableUntilMs(now);
  const byIdentity = new Map<string, Dated>();
  const dated = answered.filter((one) => one.datesWrong !== true);
  for (const isCopy of [false, true]) {
    const group = dated.filter(({ view }) => (view === 'mirror') === isCopy);
    for (const post of group.flatMap(({ sighting }) => sighting.posts)) {
      const atMs = post.at.epochMilliseconds;
      if (atMs > untilMs) continue;
      const identity = post.url ?? `${atMs} ${post.title ?? ''}`;
      const known = byIdentity.get(identity);
      if (known !== undefined && (known.isCopy !== isCopy || known.atMs >= atMs)) continue;
      byIdentity.set(identity, { post, atMs, isCopy });
    }
  }
  return [...byIdentity.values()].sort((a, b) => b.atMs - a.atMs).map(({ post }) => post);
}

/** a post with its moment as a number, which is quicker to compare */
interface Dated {
  readonly post: Post;
  readonly atMs: number;
  readonly isCopy: boolean;
}

/**
 * One source's word that nothing was ever published yields to whatever any source shows or counts, however it is dated:
 * also a count out of a channel that stands still says that there was something once.
 */
function isNeverPosted(answered: readonly Seen[]): boolean {
  const shows = answered.some(({ sighting }) => sighting.posts.length > 0 || (sighting.postCount ?? 0) > 0);
  return !shows && answered.some(({ sighting }) => sighting.neverPosted === true);
}

function coverageOf(seen: readonly Seen[]): Observation['coverage'] {
  const outcomes = seen.map(({ sighting }) => sighting.outcome);
  if (!outcomes.includes('ok')) {
    return outcomes.some((outcome) => KEPT_OUT.has(outcome) || outcome === 'skipped') ? 'blocked' : 'failed';
  }
  const whole = seen.every(({ sighting }) => sighting.outcome === 'ok' && sighting.coverage === 'complete');
  return whole ? 'complete' : 'partial';
}

/**
 * Two sources that contradict each other about a state leave it unknown. A copy that still shows an account says little
 * about its state today, so its `normal` yields to what the platform itself says. That an account is shown and that it is
 * restricted (muted, a warning on its page) is no contradiction.
 */
function mergeStatus(answered: readonly Seen[]): {
  status: AccountStatus;
  text: string | null;
  movedTo: string | null;
  by: string[];
} {
  const all = answered.flatMap(({ sighting, view, sourceId }) =>
    sighting.status ? [{ ...sighting.status, view, sourceId }] : [],
  );
  const trouble = all.some((mark) => mark.status !== 'normal');
  const isRestricted = all.some((mark) => mark.status === 'restricted');
  const yields = (view: View) => isRestricted || view === 'mirror' || view === 'hint';
  const marks = all.filter((mark) => !(trouble && mark.status === 'normal' && yields(mark.view)));
  const kinds = new Set(marks.map((mark) => mark.status));
  const [mark] = marks;
  if (!mark) return { status: 'unknown', text: null, movedTo: null, by: [] };
  if (kinds.size > 1) {
    return {
      status: 'unknown',
      text: `来源相互矛盾：${marks.map((one) => one.text).join('；')}`,
      movedTo: null,
      by: [],
    };
  }
  const movedTo = marks.find((one) => one.movedTo)?.movedTo ?? null;
  return { status: mark.status, text: mark.text, movedTo, by: independent(marks) };
}

/** A visitor and a logged-in reader of the same page are one witness; an owner's interface or a copy is another. */
function independent(marks: readonly { readonly view: View; readonly sourceId: string }[]): string[] {
  const witness = (view: View) => (view === 'guest' || view === 'complete' ? 'page' : view);
  return [...Map.groupBy(marks, (mark) => witness(mark.view)).values()].flatMap(([first]) => first?.sourceId ?? []);
}

function mergeSubject(answered: readonly Seen[]): Subject {
  const subjects = answered.flatMap(({ sighting }) => sighting.subject ?? []);
  const known = subjects.filter((subject) => subject.kind !== 'unknown');
  const strong = known.find((subject) => subject.strength !== 'weak');
  return strong ?? known[0] ?? { kind: 'unknown', label: subjects[0]?.label ?? null };
}

/** A kind that any source saw to be there is there. */
function mergeInteraction(answered: readonly Seen[]): Observation['interaction'] {
  const of = (kind: InteractionKind) => {
    const said = answered.map(({ sighting }) => sighting.interaction?.[kind]);
    if (said.includes('yes')) return 'yes' as const;
    return said.includes('no') ? ('no' as const) : ('unknown' as const);
  };
  return { comments: of('comments'), directMessage: of('directMessage'), menu: of('menu'), autoReply: of('autoReply') };
}

/** A store whose canaries did not answer as they must proves no absence; where their file cannot be read, no broken file. */
function mergeStores(seen: readonly Seen[], zone: string): NonNullable<Observation['app']>['stores'] {
  return seen.flatMap(({ sighting, canary, filesRead = true }) =>
    (sighting.stores ?? []).map((store) => {
      const reason = canary === 'none' ? 'no_canary' : 'canary_failed';
      const isAbsenceProven = canary === 'alive';
      const isFileProven = canary === 'alive' && filesRead;
      const { updatedAt, ...rest } = store;
      return {
        ...rest,
        ...(store.listing === 'not-listed' && !isAbsenceProven ? { listing: 'indeterminate' as const, reason } : {}),
        ...(store.artifact === 'suspect' && !isFileProven ? { artifact: 'indeterminate' as const, reason } : {}),
        updatedAt: updatedAt && isoIn(zone, updatedAt.at),
      };
    }),
  );
}

function sourceLine({ sourceId, view, sighting }: Seen, { at, zone }: MergeInput): Observation['sources'][number] {
  const untilMs = believableUntilMs(at);
  const newestMs = maximum(sighting.posts.map((post) => post.at.epochMilliseconds).filter((ms) => ms <= untilMs));
  const newestAt = newestMs === null ? null : isoIn(zone, Temporal.Instant.fromEpochMilliseconds(newestMs));
  return {
    source: sourceId,
    outcome: sighting.outcome,
    httpStatus: sighting.httpStatus,
    evidence: sighting.evidence[0]?.hash ?? null,
    view,
    ...(sighting.outcome === 'ok' ? { newestAt } : {}),
    ...(sighting.detail === '' ? {} : { detail: sighting.detail }),
    proofs: sighting.evidence.map((one) => ({ ...one })),
  };
}

function firstKnown<T>(answered: readonly Seen[], read: (sighting: Sighting) => T | undefined): T | undefined {
  for (const { sighting } of answered) {
    const value = read(sighting);
    if (value !== undefined) return value;
  }
  return undefined;
}

function secondHighest(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.sort((a, b) => b - a)[1] ?? null;
}

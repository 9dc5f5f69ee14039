import type { Account, Confirmation } from '../model/account.ts';
import type { Fact, Reason } from '../model/fact.ts';
import type { FactState, Streak } from '../model/fact-state.ts';
import type { Facts, LastPost, LookNow, Mark } from '../model/rule.ts';
import {
  ACCOUNT_STATUSES,
  INTERACTION_KINDS,
  type InteractionKind,
  SUBJECT_KINDS,
  type YesNo,
} from '../model/sighting.ts';
import { dayOfDate, type ZoneClock } from '../time/zone-clock.ts';
import { lastPostByHand, markByHand, neverCheckedAt, silenceCheckedAt } from './by-hand.ts';
import { known, lookNow, unknown } from './reasons.ts';
import { confirmationsOn, declaredStores, interactionOf, ownerNamesOn } from './registry-facts.ts';

/** The same post may be stated a little differently by two views of it (draft and publication, minutes without seconds). */
const SAME_POST_MS = 15 * 60_000;

/** Every account is looked at once a week or more often; a mark that two such looks did not find again has lapsed. */
const MARK_HOLDS_MS = 14 * 86_400_000;

/** Most accounts violate nothing. */
const NONE: ReadonlySet<string> = new Set();

/** The monitoring point, the same for all accounts. */
export interface Moment {
  readonly atMs: number;
  /** calendar date in the zone, days since 1970-01-01 */
  readonly day: number;
  readonly clock: ZoneClock;
  /** how long a look speaks for the present, milliseconds */
  readonly validMs: number;
}

/** What is known beside the account's own history. */
export interface Surroundings {
  readonly interactionKinds: readonly InteractionKind[];
  readonly siblings: readonly Account[];
  readonly overdue: readonly string[];
}

/** What rules may ask about one account at one monitoring point, worked out only where a rule asks. */
export class AccountFacts implements Facts {
  readonly account: Account;
  readonly #state: FactState | null;
  readonly #now: Moment;
  readonly #around: Surroundings;
  readonly #why: Reason | null;
  #look: LookNow | undefined;
  #lastPost: Fact<LastPost> | undefined;
  #status: Facts['status'] | undefined;
  #violated: Set<string> | undefined;
  #confirmations: readonly Confirmation[] | undefined;

  constructor(account: Account, state: FactState | null, now: Moment, around: Surroundings) {
    this.account = account;
    this.#state = state;
    this.#now = now;
    this.#around = around;
    if (state === null) this.#why = 'never-observed';
    else if (!this.#isRecent(state.latest.atMs)) this.#why = 'too-old';
    else this.#why = state.latest.why;
  }

  get look(): LookNow {
    const { atMs } = this.#now;
    this.#look ??= lookNow(this.#state?.latest ?? null, this.#why, atMs);
    return this.#look;
  }

  get lastPost(): Fact<LastPost> {
    this.#lastPost ??= this.#newestPost();
    return this.#lastPost;
  }

  get silence(): Facts['silence'] {
    const { lastPost } = this;
    if (!lastPost.known) return lastPost;
    const checked = silenceCheckedAt(this.#confirmed, lastPost.value.day, this.#now);
    if (checked !== null && this.#isRecent(checked.atMs)) return known({ atMs: checked.atMs }, checked.evidence);
    const silence = this.#state?.silence ?? null;
    if (this.#why !== null || silence === null || silence.night !== this.#state?.latest.night) {
      return unknown(this.#why ?? 'unconfirmed', this.look.trouble);
    }
    // A list that ends before a post seen earlier lost it, or the post was deleted: two sources must agree on that. One
    // that ends before a post which nobody saw, but the count proved, does not show what is there.
    const goesBack = silence.newestMs + SAME_POST_MS < lastPost.value.atMs;
    if (goesBack && (silence.by.length < 2 || lastPost.value.byCount)) return unknown('contradiction');
    return { known: true, value: { atMs: silence.atMs }, evidence: this.#proofOf(silence) };
  }

  get neverPosted(): Facts['neverPosted'] {
    const checked = this.lastPost.known ? null : neverCheckedAt(this.#confirmed, this.#now);
    if (checked !== null && this.#isRecent(checked.atMs))
      return known({ atMs: checked.atMs, proven: true }, checked.evidence);
    const state = this.#state;
    const never = state?.never ?? null;
    if (this.lastPost.known || state === null || never === null || !this.#isRecent(never.atMs)) {
      return unknown(this.#why ?? 'lower-bound', this.look.trouble);
    }
    if (this.#now.clock.dayOf(never.atMs) !== state.latest.night) return unknown('too-old', this.look.trouble);
    return { known: true, value: { atMs: never.atMs, proven: never.proven }, evidence: this.#proofOf(never) };
  }

  get status(): Facts['status'] {
    this.#status ??= this.#statusNow();
    return this.#status;
  }

  get displayName(): Facts['displayName'] {
    const streak = this.#held(this.#state?.name ?? null);
    if (streak === null) return unknown(this.#why ?? 'unconfirmed', this.look.trouble);
    return { known: true, value: this.#mark(streak, false), evidence: this.#proofOf(streak) };
  }

  get subject(): Facts['subject'] {
    const streak = this.#held(this.#state?.subject ?? null);
    const check = this.#confirmed.findLast((one) => one.subject !== undefined);
    if (check?.subject !== undefined) {
      const said = SUBJECT_KINDS.find((kind) => kind === check.subject);
      const byHand = markByHand(said ?? 'government', check, this.#now.clock);
      const label = said === undefined ? check.subject : null;
      return { known: true, value: { ...byHand, label, weak: false }, evidence: [] };
    }
    if (streak === null) return unknown(this.#why ?? 'unconfirmed', this.look.trouble);
    const { label, weak } = streak;
    return { known: true, value: { ...this.#mark(streak, false), label, weak }, evidence: this.#proofOf(streak) };
  }

  get interaction(): Facts['interaction'] {
    const freshSinceMs = this.#now.atMs - this.#now.validMs;
    const answers = interactionOf(this.#state?.interaction ?? {}, this.#confirmed, freshSinceMs, this.#now.clock);
    const value: Partial<Record<InteractionKind, YesNo>> = {};
    const evidence = new Set<string>();
    for (const kind of INTERACTION_KINDS) {
      const answer = answers[kind];
      if (answer === undefined) continue;
      value[kind] = answer.value;
      for (const hash of this.#proofOf(answer)) evidence.add(hash);
    }
    if (Object.keys(value).length === 0) {
      return unknown('not-examined', '互动功能：没有来源可以查看');
    }
    return { known: true, value, evidence: [...evidence] };
  }

  get interactionKinds(): readonly InteractionKind[] {
    return this.#around.interactionKinds;
  }

  get stores(): Facts['stores'] {
    const state = this.#state;
    const declared = declaredStores(this.account.handle);
    const counted = (state?.stores ?? []).filter(
      (store) => declared === null || declared.includes(store.store) || store.offeredAtMs !== null,
    );
    if (state === null || counted.length === 0) return unknown(this.#why ?? 'unconfirmed', this.look.trouble);
    const recent = this.#isRecent(state.latest.atMs);
    const value = counted.map((store) => {
      const seenNow = recent && store.night === state.latest.night;
      return { ...store, seenNow, evidence: this.#proofOf(store) };
    });
    return { known: true, value, evidence: [...new Set(value.flatMap((store) => store.evidence))] };
  }

  get rhythm(): Facts['rhythm'] {
    return this.#state?.history.rhythm ?? { momentsS: [], wholeFromMs: null, wholeUntilMs: null };
  }
  get backdated(): Facts['backdated'] {
    return this.#state?.backdated ?? [];
  }
  get gaps(): Facts['gaps'] {
    return this.#state?.history.gaps ?? [];
  }
  get past(): Facts['past'] {
    return this.#state?.past ?? [];
  }
  get siblings(): readonly Account[] {
    return this.#around.siblings;
  }
  get overdue(): readonly string[] {
    return this.#around.overdue;
  }
  get violated(): ReadonlySet<string> {
    return this.#violated ?? NONE;
  }
  get ownerNames(): readonly string[] {
    return ownerNamesOn(this.account, this.#now.day);
  }

  /** A rule has found a violation, or a person has: rules of a later order may ask. */
  noteViolation(rule: string): void {
    this.#violated ??= new Set();
    this.#violated.add(rule);
  }

  get #confirmed(): readonly Confirmation[] {
    this.#confirmations ??= confirmationsOn(this.account, this.#now.day);
    return this.#confirmations;
  }

  /** A name or a certification of long ago says nothing of today: it may have been mended where nobody could look. */
  #held<S extends Streak<unknown>>(streak: S | null): S | null {
    return streak !== null && this.#now.atMs - streak.lastMs <= MARK_HOLDS_MS ? streak : null;
  }

  #isRecent(atMs: number): boolean {
    return this.#now.atMs - atMs <= this.#now.validMs;
  }

  #newestPost(): Fact<LastPost> {
    const { clock } = this.#now;
    const post = this.#state?.post ?? null;
    const seenUntilMs = post === null ? Number.NEGATIVE_INFINITY : clock.countsUntil(post.atMs, post.precision);
    const seen = lastPostByHand(this.#confirmed);
    if (seen !== null && clock.endOfDay(seen.day) > seenUntilMs) {
      const { day, evidence } = seen;
      const byHand = { precision: 'day', bound: 'exact', url: null, byCount: false, evidence } as const;
      return known({ ...byHand, atMs: clock.startOfDay(day), countsUntilMs: clock.endOfDay(day), day }, evidence);
    }
    if (post === null) return unknown(this.#why ?? 'lower-bound', this.look.trouble);
    const value = { ...post, countsUntilMs: seenUntilMs, day: clock.dayOf(post.atMs) };
    return { known: true, value, evidence: this.#proofOf(post) };
  }

  #statusNow(): Facts['status'] {
    const streak = this.#state?.status ?? null;
    const check = this.#confirmed.findLast((one) => one.status !== undefined);
    const said = ACCOUNT_STATUSES.find((status) => status === check?.status);
    if (check !== undefined && said !== undefined && said !== 'unknown' && said !== streak?.value) {
      if (streak === null || dayOfDate(check.on) >= streak.countedNight) {
        const mark = markByHand(said, check, this.#now.clock);
        return known(mark, mark.evidence ?? []);
      }
    }
    if (streak === null) return unknown(this.#why ?? 'unconfirmed', this.look.trouble);
    return { known: true, value: this.#mark(streak, said === streak.value), evidence: this.#proofOf(streak) };
  }

  #mark<T>(streak: Streak<T>, byPerson: boolean): Mark<T> {
    const latest = this.#state?.latest;
    const seenNow = latest !== undefined && this.#isRecent(streak.lastMs) && this.#nightOf(streak) === latest.night;
    return { ...streak, seenNow, byPerson };
  }

  /** Evidence that is missing is that of the latest look. */
  #proofOf(fact: { readonly evidence?: readonly string[] }): readonly string[] {
    return fact.evidence ?? this.#state?.latest.evidence ?? [];
  }

  #nightOf(streak: Streak<unknown>): number {
    return this.#now.clock.dayOf(streak.lastMs);
  }
}

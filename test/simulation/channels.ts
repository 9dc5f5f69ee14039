import type { View } from '../../src/model/adapter.ts';
import { nothingSeen, type Post, type Sighting } from '../../src/model/sighting.ts';
import { type Fault, FaultCourse, type Frequency } from './faults.ts';
import { Chance } from './random.ts';
import { DAY_MS, type TruePost } from './rhythm.ts';

/** Posts of one page of a list. */
const PAGE = 8;

/** What one account is, for the channels: its true posts, and what visitors are kept from seeing. */
export interface Shown {
  /** of an account its id; canaries have theirs */
  readonly key: string;
  readonly posts: readonly TruePost[];
  /** a known account that only shows whether a channel lives: nothing happens to it alone */
  readonly isCanary: boolean;
  /** so many of the newest posts are hidden from visitors for ever */
  readonly hiddenFromGuests: number;
}

/** What a channel truly did when it was asked; the measure of what the program could have known. */
export interface Answered {
  readonly kind: string;
  readonly view: View;
  /** nothing was wrong with it: what it showed is all that its view may show, as it was at the asking */
  readonly isSound: boolean;
  readonly fault: Fault['kind'] | null;
  /** newest publication shown; null where none was */
  readonly newestMs: number | null;
  readonly saidNever: boolean;
}

export interface ChannelSpec {
  readonly kind: string;
  readonly view: View;
  readonly platform: string;
  /** faults of the channel as a whole, its canaries included */
  readonly wide: readonly Frequency[];
  /** faults that meet one account while all others are well, and that the answer itself shows */
  readonly single: readonly Frequency[];
}

/** One channel over all nights: what it answers about an account, and what it should have answered. */
export class Channel {
  readonly spec: ChannelSpec;
  readonly #seed: number;
  readonly #wide: FaultCourse;
  readonly #platformWide: FaultCourse | null;
  readonly #singles = new Map<string, FaultCourse>();
  readonly #chance: Chance;

  /**
   * @param platformWide faults that all channels of the platform share; null where this one is apart from them
   */
  constructor(spec: ChannelSpec, seed: number, platformWide: FaultCourse | null) {
    const name = `${spec.platform}.${spec.kind}`;
    this.spec = spec;
    this.#seed = seed;
    this.#platformWide = platformWide;
    this.#wide = new FaultCourse(new Chance(seed, `${name} wide`), spec.wide);
    this.#chance = new Chance(seed, `${name} answers`);
  }

  /** @param lie what is wrong with this account's answers alone, without a sign of it; null where nothing is */
  ask(
    shown: Shown,
    night: number,
    atMs: number,
    lie: Fault | null,
  ): { readonly sighting: Sighting; readonly answered: Answered } {
    const fault = this.#loudFault(shown, night, atMs) ?? lie;
    const sighting = this.#answer(shown, fault, atMs);
    const moments = sighting.posts.map((post) => post.at.epochMilliseconds);
    const { kind, view } = this.spec;
    return {
      sighting,
      answered: {
        kind,
        view,
        isSound: (fault === null || fault.kind === 'flapping') && sighting.outcome === 'ok',
        fault: fault?.kind ?? null,
        newestMs: moments.length === 0 ? null : Math.max(...moments),
        saidNever: sighting.neverPosted === true,
      },
    };
  }

  #loudFault(shown: Shown, night: number, atMs: number): Fault | null {
    const platform = this.#platformWide?.tonight(night, atMs) ?? null;
    const wide = this.#wide.tonight(night, atMs);
    const single = shown.isCanary ? null : this.#single(shown.key).tonight(night, atMs);
    return platform ?? wide ?? single;
  }

  #single(key: string): FaultCourse {
    let course = this.#singles.get(key);
    if (course === undefined) {
      course = new FaultCourse(new Chance(this.#seed, `${this.spec.kind} ${key}`), this.spec.single);
      this.#singles.set(key, course);
    }
    return course;
  }

  #answer(shown: Shown, fault: Fault | null, atMs: number): Sighting {
    switch (fault?.kind) {
      case 'blocked':
        return nothingSeen(fault.outcome, '模拟的故障');
      case 'flapping':
        return this.#chance.happens(0.5) ? nothingSeen('network', '模拟的故障') : this.#seen(shown, atMs, atMs);
      case 'other-account':
        return nothingSeen('wrong-account', '模拟的故障');
      case 'empty':
        return {
          ...this.#seen(shown, atMs, atMs),
          posts: [],
          coverage: 'partial',
          listIsWhole: false,
          neverPosted: false,
        };
      case 'frozen':
        return this.#seen(shown, Math.min(fault.sinceMs, atMs), atMs);
      case 'cached':
        return this.#seen(shown, atMs - Math.floor(this.#chance.next() * 25 * DAY_MS), atMs);
      case 'dropping': {
        const whole = this.#seen(shown, atMs, atMs, fault.posts);
        return whole.posts.length === 0 ? { ...whole, coverage: 'partial', listIsWhole: false } : whole;
      }
      case 'shifted': {
        const shift = ({ at, ...post }: Post) => ({ ...post, at: at.add({ milliseconds: fault.byMs }) });
        const straight = this.#seen(shown, atMs, atMs);
        return { ...straight, posts: straight.posts.map(shift) };
      }
      default:
        return this.#seen(shown, atMs, atMs);
    }
  }

  /** The sound answer of this view, as of a moment; `dropped` newest posts are left out. */
  #seen(shown: Shown, asOfMs: number, fetchedMs: number, dropped = 0): Sighting {
    const { view, kind } = this.spec;
    const standing = standingAt(shown.posts, asOfMs);
    const isPublic = view !== 'mirror';
    const visible = isPublic ? standing : standing.filter((post) => post.pushed);
    const hidden = dropped + (view === 'guest' ? shown.hiddenFromGuests : 0);
    const list = view === 'hint' ? visible.slice(0, 1) : visible.slice(0, visible.length - hidden).slice(-PAGE);
    const isList = view === 'complete' || view === 'authorised' || view === 'mirror';
    // neither a bridge nor the official list of WeChat has a word for "never published"
    const saysNever = (view === 'complete' || view === 'guest') && standing.length === 0;
    const hash = `sha256:${kind}-${shown.key}-${fetchedMs}`;
    return {
      outcome: 'ok',
      detail: '',
      httpStatus: 200,
      coverage: list.length > 0 || saysNever ? 'complete' : 'partial',
      listIsWhole: isList && (list.length > 0 || saysNever),
      posts: list.map((post) => ({
        at: Temporal.Instant.fromEpochMilliseconds(post.atMs),
        precision: 'second' as const,
        url: post.url,
        title: null,
        ...(view === 'authorised' ? { pushed: post.pushed } : {}),
      })),
      status: { status: 'normal', text: '资料可见' },
      ...(view === 'complete' || view === 'guest' ? { postCount: standing.length } : {}),
      ...(saysNever ? { neverPosted: true } : {}),
      interaction: { comments: 'yes' },
      evidence: [{ hash, url: '', fetchedAt: '', httpStatus: 200, excerpt: null }],
    };
  }
}

/** Posts that stand at a moment, oldest first. */
function standingAt(posts: readonly TruePost[], atMs: number): TruePost[] {
  const standing: TruePost[] = [];
  // a page and a few more are enough, but the count is of all
  for (const post of posts) if (post.atMs <= atMs && post.deletedMs > atMs) standing.push(post);
  return standing;
}

import type { Finding } from '../../src/model/finding.ts';
import type { NightSeen } from './simulate.ts';
import { isProvable, type Truth, truthAt } from './truth.ts';
import type { SimulatedAccount } from './world.ts';

/** The figures that `npm run simulate -- --json` prints. */
export interface Figures {
  readonly accountNights: number;
  /** account-nights on which the program said a violation that is not true */
  readonly falseViolations: number;
  /** breaches that could be proven at some night: the account's silence from the limit to its next publication */
  readonly breaches: number;
  /** of these, found on the first night on which they could be proven, or on the night after */
  readonly foundWithinOneNight: number;
  /** foundWithinOneNight ÷ breaches */
  readonly share: number;
  /** breaches that no channel could prove on any night */
  readonly unprovable: number;
  /** how all account-nights in breach ended */
  readonly old: Readonly<Record<Ending, number>>;
  /** cases of true breaches that were closed as mended before anything was published */
  readonly closedTooEarly: number;
  /** the worst cases in words, false violations first */
  readonly worst: readonly string[];
}
export type Ending = 'violation' | 'suspected' | 'undetermined' | 'passed';

const SILENCE_RULES: ReadonlySet<string> = new Set(['stale', 'stale-long', 'never-published', 'not-rectified']);
const WORST_SHOWN = 12;

interface Breach {
  provableSince: number | null;
  foundOn: number | null;
}

/** Holds each night's verdicts against the truth. */
export class Tally {
  readonly #open = new Map<string, Breach>();
  readonly #wasOpen = new Set<string>();
  readonly #old: Record<Ending, number> = { violation: 0, suspected: 0, undetermined: 0, passed: 0 };
  readonly #lies: string[] = [];
  readonly #passes: string[] = [];
  readonly #misses: string[] = [];
  #accountNights = 0;
  #falseViolations = 0;
  #breaches = 0;
  #found = 0;
  #unprovable = 0;
  #closedTooEarly = 0;
  #night = 0;

  night(night: number, atMs: number, accounts: readonly SimulatedAccount[], seen: NightSeen): void {
    this.#night = night;
    const findings = Map.groupBy(seen.judged.judgement.findings, (finding) => finding.accountId);
    const undetermined = new Set(
      seen.judged.judgement.undetermined.filter((one) => one.rule === 'stale').map((one) => one.accountId),
    );
    const openCases = new Set(
      seen.cases.filter((one) => one.state === 'open' && one.rule === 'stale').map((one) => one.accountId),
    );
    for (const one of accounts) {
      const { id } = one.account;
      const own = findings.get(id) ?? [];
      const truth = truthAt(one.shown.posts, atMs);
      this.#accountNights += 1;
      this.#countLies(one, own, truth, seen, atMs);
      const ending = endingOf(own, undetermined.has(id));
      if (truth.isBreach) this.#countOld(one, ending, truth, seen, atMs);
      else this.#close(one);
      if (truth.isBreach && this.#wasOpen.has(id) && !openCases.has(id)) this.#closedTooEarly += 1;
      if (openCases.has(id)) this.#wasOpen.add(id);
      else this.#wasOpen.delete(id);
    }
  }

  figures(): Figures {
    for (const breach of this.#open.values()) this.#count(breach, null);
    this.#open.clear();
    return {
      accountNights: this.#accountNights,
      falseViolations: this.#falseViolations,
      breaches: this.#breaches,
      foundWithinOneNight: this.#found,
      share: this.#breaches === 0 ? 1 : this.#found / this.#breaches,
      unprovable: this.#unprovable,
      old: this.#old,
      closedTooEarly: this.#closedTooEarly,
      worst: [...this.#lies, ...this.#passes, ...this.#misses].slice(0, WORST_SHOWN),
    };
  }

  #countLies(one: SimulatedAccount, own: readonly Finding[], truth: Truth, seen: NightSeen, atMs: number): void {
    const lies = own.filter((finding) => finding.verdict === 'violation' && isFalse(finding, truth));
    if (lies.length === 0) return;
    this.#falseViolations += 1;
    const rules = lies.map((finding) => finding.rule).join(', ');
    this.#lies.push(`false ${rules}: ${this.#words(one, truth, seen, atMs)}`);
  }

  #countOld(one: SimulatedAccount, ending: Ending, truth: Truth, seen: NightSeen, atMs: number): void {
    const { id } = one.account;
    this.#old[ending] += 1;
    if (ending === 'passed') this.#passes.push(`passed although old: ${this.#words(one, truth, seen, atMs)}`);
    const breach = this.#open.get(id) ?? { provableSince: null, foundOn: null };
    this.#open.set(id, breach);
    const living = seen.living.get(one.account.platform) ?? new Set();
    if (breach.provableSince === null && isProvable(truth, seen.answers.get(id) ?? [], living)) {
      breach.provableSince = this.#night;
    }
    if (breach.foundOn === null && ending === 'violation') breach.foundOn = this.#night;
    const { provableSince, foundOn } = breach;
    if (provableSince !== null && provableSince + 1 === this.#night && foundOn === null) {
      this.#misses.push(`not found in time: ${this.#words(one, truth, seen, atMs)}`);
    }
  }

  #close(one: SimulatedAccount): void {
    const breach = this.#open.get(one.account.id);
    if (breach === undefined) return;
    this.#open.delete(one.account.id);
    this.#count(breach, this.#night);
  }

  /** @param endedOn the first night after it; null where the simulation ends before */
  #count({ provableSince, foundOn }: Breach, endedOn: number | null): void {
    if (provableSince === null) {
      this.#unprovable += 1;
      return;
    }
    // nobody saw the night after: whether it would have been found in time cannot be told
    if (foundOn === null && endedOn === null && provableSince === this.#night) return;
    this.#breaches += 1;
    if (foundOn !== null && foundOn <= provableSince + 1) this.#found += 1;
  }

  #words(one: SimulatedAccount, truth: Truth, seen: NightSeen, atMs: number): string {
    const { id } = one.account;
    const days = (ms: number | null) => (ms === null ? 'none' : `${((atMs - ms) / 86_400_000).toFixed(2)} days ago`);
    const channels = (seen.answers.get(id) ?? [])
      .map((answer) => `${answer.kind} ${answer.fault ?? 'sound'}, shows ${days(answer.newestMs)}`)
      .join('; ');
    const believed = seen.judged.accounts.get(id)?.lastUpdate ?? null;
    const belief = believed === null ? 'none' : `${days(Date.parse(believed.at))} (${believed.bound})`;
    const who = `night ${this.#night}, ${id} (${one.rhythm}, ${one.setup})`;
    return `${who}, last update ${days(truth.newestMs)}, believed ${belief}; ${channels}`;
  }
}

/** No account of the simulation does anything wrong but being silent. */
function isFalse(finding: Finding, truth: Truth): boolean {
  if (!SILENCE_RULES.has(finding.rule)) return true;
  if (finding.rule === 'never-published') return truth.newestMs !== null;
  return truth.isInnocent;
}

function endingOf(own: readonly Finding[], isUndetermined: boolean): Ending {
  const verdicts = own.filter((finding) => finding.rule === 'stale').map((finding) => finding.verdict);
  if (verdicts.includes('violation')) return 'violation';
  if (verdicts.includes('suspected')) return 'suspected';
  return isUndetermined ? 'undetermined' : 'passed';
}

import { EXIT, Stop } from '../exit.ts';
import type { Home } from '../home.ts';
import { RULES } from '../judge/catalogue.ts';
import { judge } from '../judge/engine.ts';
import { siblingKey } from '../judge/registry-facts.ts';
import { enteredByPeople, factStore } from '../judge/run.ts';
import { KeptEvidence } from '../kept-evidence.ts';
import type { Account, Registry } from '../model/account.ts';
import type { Case } from '../model/case.ts';
import type { Observation } from '../model/observation.ts';
import type { Facts, Verdict } from '../model/rule.ts';
import { CaseStore } from '../store/cases.ts';
import type { Db } from '../store/database.ts';
import { ObservationStore } from '../store/observations.ts';
import { ScreenshotStore } from '../store/screenshots.ts';
import { ZoneClock } from '../time/zone-clock.ts';
import { type AskedNight, askedOn } from './asked.ts';
import { type Belief, beliefs } from './beliefs.ts';
import { doubts } from './doubts.ts';
import { type Proof, proofsOf } from './proofs.ts';
import { type RuleVerdict, ruleVerdict } from './verdicts.ts';

/** The story of the verdicts of one account at one monitoring point; the document of `xuncha explain --json`. */
export interface Story {
  /** the monitoring point, ISO 8601 with offset */
  readonly at: string;
  readonly account: Account;
  /** what was asked in the latest night, and what answered */
  readonly asked: readonly AskedNight[];
  /** nights with at least one look up to the monitoring point */
  readonly nights: number;
  readonly believed: readonly Belief[];
  /** what was seen or could be thought, and is not believed, with the reason; sentences */
  readonly notBelieved: readonly string[];
  readonly rules: readonly RuleVerdict[];
  readonly cases: readonly Case[];
  /** everything that a belief or a verdict names, by its hash */
  readonly evidence: readonly Proof[];
}

/**
 * Tells the story from the stored observations up to the program's clock.
 * @throws Stop with status 2 where the registry has no such account
 */
export function explain(db: Db, home: Home, accountId: string): Story {
  const at = home.now();
  const cases = new CaseStore(db).all();
  const people = enteredByPeople(db, home.registry, home.zone, at, cases);
  const account = people.registry.accounts.find((one) => one.id === accountId);
  if (account === undefined) throw new Stop(EXIT.usage, `台账中没有账号 ${accountId}。`);
  const clock = new ZoneClock(home.zone);
  const facts = factStore(db, home.zone);
  facts.catchUp();
  const states = facts.asOf(at);
  const verdicts: RuleVerdict[] = [];
  let known: Facts | undefined;
  judge({
    ...people,
    registry: withSiblings(people.registry, account),
    settings: home.settings.judge,
    zone: home.zone,
    at,
    states,
    platforms: new Map(home.adapters.map((adapter) => [adapter.id, adapter])),
    rules: RULES,
    hear(of, rule, verdict: Verdict | null, asked) {
      if (of.id !== accountId) return;
      known = asked;
      verdicts.push(ruleVerdict(rule, verdict));
    },
  });
  const observations = upTo(new ObservationStore(db).ofAccount(accountId), at);
  const believed = known === undefined ? [] : beliefs(known, home.zone);
  const own = cases.filter((one) => one.accountId === accountId);
  const hashes = [...believed, ...verdicts, ...own].flatMap((one) => one.evidence);
  const kept = new KeptEvidence(db, home.data);
  const pictures = new ScreenshotStore(db).ofAccount(accountId);
  return {
    at: clock.iso(at.epochMilliseconds),
    account,
    asked: askedOn(observations, clock),
    nights: new Set(observations.map((one) => clock.dayOf(Date.parse(one.observedAt)))).size,
    believed,
    notBelieved: known === undefined ? [] : doubts(observations, known, states(accountId) ?? null, clock, at),
    rules: verdicts,
    cases: own,
    evidence: proofsOf(new Set(hashes), observations, pictures, (hash) => kept.has(hash)),
  };
}

/** The accounts that rules compare with this one. */
function withSiblings(registry: Registry, account: Account): Registry {
  const key = siblingKey(account);
  return { ...registry, accounts: registry.accounts.filter((one) => siblingKey(one) === key) };
}

function upTo(observations: readonly Observation[], at: Temporal.Instant): Observation[] {
  return observations.filter((one) => Date.parse(one.observedAt) <= at.epochMilliseconds);
}

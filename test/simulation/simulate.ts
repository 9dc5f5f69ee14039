import { readCanaries } from '../../src/collect/canaries.ts';
import { noMemory } from '../../src/collect/canary-rhythm.ts';
import type { Seen } from '../../src/collect/seen.ts';
import type { SourceInUse } from '../../src/collect/sources.ts';
import { turnoutsOf, whyDown } from '../../src/collect/turnout.ts';
import { visit } from '../../src/collect/visit.ts';
import { advanceCases, dismissedBy, openCaseKeys, overdueRules } from '../../src/judge/cases.ts';
import { RULES } from '../../src/judge/catalogue.ts';
import { type Judged, judge } from '../../src/judge/engine.ts';
import { foldObservation } from '../../src/judge/facts.ts';
import type { Registry } from '../../src/model/account.ts';
import type { Case } from '../../src/model/case.ts';
import type { FactState } from '../../src/model/fact-state.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { JudgeSettings } from '../../src/settings/schema.ts';
import { CanaryLooks } from '../../src/store/canary-looks.ts';
import { openDatabase } from '../../src/store/database.ts';
import { withoutProofOf } from '../../src/store/down-sources.ts';
import { RunStore } from '../../src/store/runs.ts';
import { Turnouts } from '../../src/store/turnouts.ts';
import { dateIn } from '../../src/time/calendar.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import type { Answered, Shown } from './channels.ts';
import type { Fault } from './faults.ts';
import { DAY_MS, FIRST_DAY_MS } from './rhythm.ts';
import { type Figures, Tally } from './tally.ts';
import { makeWorld, type SimulatedAccount, type SimulatedHandle, type SimulatedPlatform, type World } from './world.ts';

const ZONE = 'Asia/Shanghai';
/** long enough for breaches to come, be mended and come again */
const NIGHTS = 120;
/** the nightly job runs at one in the morning */
const HOUR_MS = 3_600_000;

/** A program that is wrong in one way, which the simulation must notice; or a world that is worse. */
export interface Variant {
  /** the channels of one account may lie at the same time, each by itself */
  readonly together?: boolean;
  readonly judge?: (settings: JudgeSettings) => JudgeSettings;
  readonly canary?: Seen['canary'];
  /** it knows of canaries only what the settings say */
  readonly forgetsCanaries?: boolean;
  readonly observation?: (observation: Observation) => Observation;
}

/** Judges so many nights of simulated accounts, and holds the verdicts against what is true. */
export async function simulate(accountNights: number, seed: number, variant: Variant = {}): Promise<Figures> {
  const accounts = Math.ceil(accountNights / NIGHTS);
  const world = makeWorld(accounts, NIGHTS, seed, variant.together ?? false);
  using program = new Program(world, variant);
  const tally = new Tally();
  for (let night = 0; night < NIGHTS; night++) {
    const atMs = FIRST_DAY_MS + night * DAY_MS + HOUR_MS;
    const seen = await program.night(night, atMs);
    tally.night(night, atMs, world.accounts, seen);
  }
  return tally.figures();
}

export interface NightSeen {
  readonly judged: Judged;
  readonly cases: readonly Case[];
  readonly answers: ReadonlyMap<string, readonly Answered[]>;
  readonly living: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The real program between the sightings and the cases, kept in memory over the nights. */
class Program {
  readonly #world: World;
  readonly #variant: Variant;
  readonly #registry: Registry;
  readonly #settings: JudgeSettings;
  readonly #states = new Map<string, FactState>();
  readonly #clock = new ZoneClock(ZONE);
  readonly #db = openDatabase(':memory:');
  #cases: readonly Case[] = [];

  constructor(world: World, variant: Variant) {
    this.#world = world;
    this.#variant = variant;
    const accounts = world.accounts.map((one) => one.account);
    this.#registry = { units: [{ name: '示例市', contacts: [] }], accounts };
    this.#settings = variant.judge?.(world.settings.judge) ?? world.settings.judge;
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  async night(night: number, atMs: number): Promise<NightSeen> {
    const at = Temporal.Instant.fromEpochMilliseconds(atMs);
    const answers = new Map<string, Answered[]>();
    const living = new Map<string, ReadonlySet<string>>();
    const members = Map.groupBy(this.#world.accounts, (one) => one.account.platform);
    const observations: Observation[] = [];
    for (const [id, platform] of this.#world.platforms) {
      const told = (observation: Observation) => observations.push(observation);
      living.set(id, await this.#platform(platform, members.get(id) ?? [], night, at, answers, told));
    }
    const down = this.#downTonight(observations, at);
    for (const told of observations) {
      const observation = withoutProofOf(this.#variant.observation?.(told) ?? told, down);
      const before = this.#states.get(told.accountId) ?? null;
      this.#states.set(told.accountId, foldObservation(before, observation, this.#clock));
    }
    const judged = judge({
      registry: this.#registry,
      settings: this.#settings,
      zone: ZONE,
      at,
      states: (id) => this.#states.get(id),
      platforms: new Map([...this.#world.platforms].map(([id, { inUse }]) => [id, inUse.adapter])),
      rules: RULES,
      openCases: openCaseKeys(this.#cases),
      isDismissed: dismissedBy(this.#cases),
      overdue: overdueRules(this.#cases, at, ZONE),
    });
    this.#cases = advanceCases({ cases: this.#cases, judged, zone: ZONE }).cases;
    return { judged, cases: this.#cases, answers, living };
  }

  /** As the night does it with what it stored. */
  #downTonight(observations: readonly Observation[], at: Temporal.Instant): ReadonlySet<string> {
    const turnouts = new Turnouts(this.#db);
    const run = new RunStore(this.#db).night(dateIn(ZONE, at).toString(), at);
    const held = turnoutsOf(observations).map((tonight) => ({
      ...tonight,
      why: whyDown(tonight, turnouts.earlier(tonight.source, run.businessDate)),
    }));
    turnouts.keep(run.id, held);
    return new Set(held.flatMap(({ source, why }) => (why === null ? [] : [source])));
  }

  /** @returns the kinds of channels whose canaries truly were well */
  async #platform(
    { inUse, channels }: SimulatedPlatform,
    accounts: readonly SimulatedAccount[],
    night: number,
    at: Temporal.Instant,
    answers: Map<string, Answered[]>,
    told: (observation: Observation) => void,
  ): Promise<ReadonlySet<string>> {
    const atMs = at.epochMilliseconds;
    const sound: string[] = [];
    const ask = (kind: string, shown: Shown, lie: Fault | null) => {
      const channel = channels.get(kind);
      if (channel === undefined) throw new Error(`no channel ${kind}`);
      return channel.ask(shown, night, atMs, lie);
    };
    const memory = this.#variant.forgetsCanaries ? noMemory : new CanaryLooks(this.#db, ZONE, at);
    const askCanary = async ({ source }: SourceInUse, handle: unknown) => {
      const canary = this.#world.canaries.get((handle as SimulatedHandle).canary ?? '');
      if (canary === undefined) throw new Error('a canary without a name');
      const { sighting, answered } = ask(source.kind, canary, null);
      if (answered.isSound) sound.push(source.kind);
      return sighting;
    };
    const canaries = await readCanaries(inUse, at, askCanary, memory);
    if (this.#variant.canary !== undefined) {
      for (const [id, result] of canaries) canaries.set(id, { ...result, state: this.#variant.canary });
    }
    const context = { zone: ZONE, now: () => at };
    for (const { account, shown, lies } of accounts) {
      const heard: Answered[] = [];
      const observation = await visit(account, inUse, canaries, context, async ({ source }) => {
        const { sighting, answered } = ask(source.kind, shown, lies.tonight(source.kind, night, atMs));
        heard.push(answered);
        return sighting;
      });
      answers.set(account.id, heard);
      told(observation);
    }
    const most = inUse.settings.canaries.length / 2;
    return new Set(sound.filter((kind) => sound.filter((one) => one === kind).length > most));
  }
}

import { accountDayStore } from '../judge/account-days.ts';
import { KeptEvidence } from '../kept-evidence.ts';
import type { AccountDays } from '../model/account-days.ts';
import type { Case } from '../model/case.ts';
import type { Observation } from '../model/observation.ts';
import type { AccountDayStore } from '../store/account-days.ts';
import { CaseStore } from '../store/cases.ts';
import type { Db } from '../store/database.ts';
import { NightHistory } from '../store/night-history.ts';
import { ObservationStore } from '../store/observations.ts';
import { type Screenshot, ScreenshotStore } from '../store/screenshots.ts';

/** The stored history, read-only. Each question asks for little; none grows with the registry. */
export class Reader {
  readonly nights: NightHistory;
  readonly evidence: KeptEvidence;
  readonly #observations: ObservationStore;
  readonly #cases: CaseStore;
  readonly #days: AccountDayStore;
  readonly #pictures: ScreenshotStore;
  readonly #db: Db;

  /** @param db opened read-only */
  constructor(db: Db, dataDir: string, zone: string) {
    this.#db = db;
    this.nights = new NightHistory(db);
    this.evidence = new KeptEvidence(db, dataDir);
    this.#observations = new ObservationStore(db);
    this.#cases = new CaseStore(db);
    this.#pictures = new ScreenshotStore(db);
    this.#days = accountDayStore(db, zone);
  }

  daysOf(accountIds: readonly string[]): (AccountDays | null)[] {
    return this.#days.of(accountIds);
  }

  /** the newest first, at most so many */
  observationsOf(accountId: string, at: Temporal.Instant, limit: number): Observation[] {
    const found: Observation[] = [];
    for (const observation of this.#observations.newestFirst(accountId, at)) {
      found.push(observation);
      if (found.length >= limit) break;
    }
    return found;
  }

  caseOf(id: number): Case | undefined {
    return this.#cases.of(id);
  }

  /** the newest first */
  casesOf(accountId: string): Case[] {
    const ids = this.#db
      .prepare<[string], { id: number }>('SELECT id FROM case_file WHERE account_id = ? ORDER BY id DESC LIMIT 50')
      .all(accountId);
    return ids.flatMap(({ id }) => this.#cases.of(id) ?? []);
  }

  /** one page of cases in a state, the newest first */
  casesIn(state: Case['state'], offset: number, limit: number): { readonly total: number; readonly cases: Case[] } {
    const total = this.#db
      .prepare<[string], { n: number }>('SELECT count(*) AS n FROM case_file WHERE state = ?')
      .get(state);
    const ids = this.#db
      .prepare<[string, number, number], { id: number }>(
        'SELECT id FROM case_file WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?',
      )
      .all(state, limit, offset);
    return { total: total?.n ?? 0, cases: ids.flatMap(({ id }) => this.#cases.of(id) ?? []) };
  }

  /** the latest picture of the account's page that was there at the moment */
  pictureOf(accountId: string, at: Temporal.Instant): Screenshot | null {
    const until = at.epochMilliseconds;
    return this.#pictures.ofAccount(accountId).findLast(({ takenAt }) => Date.parse(takenAt) <= until) ?? null;
  }
}

import type { FactHistory, FactState } from '../model/fact-state.ts';
import type { Db } from './database.ts';

/** Rows read in one query: enough to make a query cheap, few enough to hold. */
const READ_AHEAD = 500;

/** One row of `fact_state`; the history is apart, since few judgements ask for it and it is half of the text. */
export interface FactRow {
  readonly account_id: string;
  readonly latest_ms: number;
  /** JSON of the state without its history */
  readonly state: string;
  /** JSON of the history */
  readonly history: string;
}

const COLUMNS = 'account_id, latest_ms, state, history';

/** The whole state, as the fold wants it. */
export function wholeState(row: FactRow): FactState {
  return { ...JSON.parse(row.state), history: JSON.parse(row.history) };
}

/** The same for one judgement: the history is parsed when a rule asks for it. */
export function stateToJudge(row: FactRow): FactState {
  const state = JSON.parse(row.state);
  state.history = new UnparsedHistory(row.history);
  return state;
}

export function rowOf(accountId: string, { history, ...state }: FactState): FactRow {
  return {
    account_id: accountId,
    latest_ms: state.latest.atMs,
    state: JSON.stringify(state),
    history: JSON.stringify(history),
  };
}

/** Reads the row of one account. */
export function rowReader(db: Db): (accountId: string) => FactRow | undefined {
  const one = db.prepare<[string], FactRow>(`SELECT ${COLUMNS} FROM fact_state WHERE account_id = ?`);
  return (accountId) => one.get(accountId);
}

/** Reads rows that are asked for in a known order, many at a time; others, and those asked for again later, one by one. */
export function rowsInOrder(db: Db, accountIds: readonly string[]): (accountId: string) => FactRow | undefined {
  const readOne = rowReader(db);
  const many = db.prepare<[string], FactRow>(
    `SELECT ${COLUMNS} FROM fact_state WHERE account_id IN (SELECT value FROM json_each(?))`,
  );
  let held = new Set<string>();
  let rows = new Map<string, FactRow>();
  let next = 0;
  return (accountId) => {
    if (!held.has(accountId) && accountIds[next] === accountId) {
      const ahead = accountIds.slice(next, next + READ_AHEAD);
      next += ahead.length;
      held = new Set(ahead);
      rows = new Map(many.all(JSON.stringify(ahead)).map((row) => [row.account_id, row]));
    }
    return held.has(accountId) ? rows.get(accountId) : readOne(accountId);
  };
}

class UnparsedHistory implements FactHistory {
  readonly #text: string;
  #parsed: FactHistory | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get gaps(): FactHistory['gaps'] {
    return this.toJSON().gaps;
  }
  get rhythm(): FactHistory['rhythm'] {
    return this.toJSON().rhythm;
  }
  get borneOut(): FactHistory['borneOut'] {
    return this.toJSON().borneOut;
  }
  toJSON(): FactHistory {
    this.#parsed ??= JSON.parse(this.#text) as FactHistory;
    return this.#parsed;
  }
}

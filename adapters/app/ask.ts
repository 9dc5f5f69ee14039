import type { Evidence } from '../../src/model/evidence.ts';
import type { HttpAnswer, HttpRequest, World } from '../../src/model/world.ts';
import { type Reading, type StoreRecord, type Unclear, unclear } from './reading.ts';

export type Answered = Extract<HttpAnswer, { answered: true }>;

export interface Asked<R extends StoreRecord> {
  readonly reading: Reading<R>;
  readonly httpStatus: number | null;
  readonly evidence: readonly Evidence[];
}

export interface Question<R extends StoreRecord> {
  /** the store as users know it */
  readonly title: string;
  readonly request: HttpRequest;
  /** statuses besides 200 that mean something in this store */
  readonly meaningful?: readonly number[];
  readonly parse: (answer: Answered) => Reading<R>;
}

/** Asks a store one question and keeps the proof of its answer, whatever it says. */
export async function askStore<R extends StoreRecord>(world: World, question: Question<R>): Promise<Asked<R>> {
  const { title, request, meaningful = [], parse } = question;
  return answeredAs(await world.http.ask(request), title, meaningful, parse);
}

/** What an answer says, with the proof of it. */
export function answeredAs<R extends StoreRecord>(
  answer: HttpAnswer,
  title: string,
  meaningful: readonly number[],
  parse: Question<R>['parse'],
): Asked<R> {
  if (!answer.answered) {
    return { reading: unclear(answer.outcome, `${title}：${answer.detail}`), httpStatus: answer.status, evidence: [] };
  }
  const known = answer.status === 200 || meaningful.includes(answer.status);
  const reading = known ? parse(answer) : refusal(answer.status, title);
  return { reading, httpStatus: answer.status, evidence: [answer.proof(excerptOf(reading))] };
}

/** What a status says that no store gives a meaning of its own. Never that the app is not there. */
export function refusal(status: number, title: string): Unclear {
  if (status === 451) return unclear('throttled', `${title}以地区为由拒绝（451）`, 'region');
  if ([401, 403, 418, 429, 432].includes(status)) return unclear('throttled', `${title}拒绝了询问（${status}）`);
  if (status >= 500) return unclear('upstream-error', `${title}出错（${status}）`);
  return unclear('layout-changed', `${title}的回答是没有见过的状态 ${status}`);
}

function excerptOf(reading: Reading): string | null {
  switch (reading.found) {
    case 'record':
      return reading.record.excerpt;
    case 'absent':
      return reading.excerpt;
    default:
      return null;
  }
}

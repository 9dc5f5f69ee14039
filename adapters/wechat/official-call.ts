import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Evidence } from '../../src/model/evidence.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { World } from '../../src/model/world.ts';
import { OfficialError } from './official-schema.ts';
import { jsonOf } from './schema.ts';

const ROOT = 'https://api.weixin.qq.com/cgi-bin';

export type Called<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly httpStatus: number;
      /** @param excerpt what the statement was read from; missing: the beginning of the answer */
      proof(excerpt?: string): Evidence;
    }
  | ({ readonly ok: false } & Refusal);
export interface Refusal {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
  readonly httpStatus: number | null;
  readonly evidence: readonly Evidence[];
}

export interface Call<Shape extends z.ZodType> {
  /** below /cgi-bin/ */
  readonly path: string;
  readonly shape: Shape;
  readonly token?: { readonly name: string; readonly value: string };
  /** makes it a POST of JSON */
  readonly body?: unknown;
  /** secrets in the body */
  readonly secrets?: readonly string[];
  /** the answer holds tokens: its hash is proof enough, it is not kept */
  readonly answerIsSecret?: boolean;
}

/** One call of the official interface, whose errors come as `{"errcode":…,"errmsg":…}` with HTTP 200. */
export async function call<Shape extends z.ZodType>(
  world: World,
  { path, shape, token, body, secrets = [], answerIsSecret = false }: Call<Shape>,
): Promise<Called<z.infer<Shape>>> {
  const answer = await world.http.ask({
    url: `${ROOT}/${path}${token ? `?${token.name}=${encodeURIComponent(token.value)}` : ''}`,
    secrets: token ? [...secrets, token.value] : secrets,
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.answered) {
    return { ok: false, outcome: answer.outcome, detail: answer.detail, httpStatus: answer.status, evidence: [] };
  }
  const { status: httpStatus, text } = answer;
  const error = jsonOf(text, OfficialError);
  if (error) {
    const detail = `微信接口返回 ${error.errcode} ${error.errmsg ?? ''}`.trim();
    return { ok: false, outcome: outcomeOf(error.errcode), detail, httpStatus, evidence: [answer.proof(text)] };
  }
  const value = jsonOf(text, shape);
  if (value !== null) {
    const unkept = { hash: hashOf(answer.bytes), url: `${ROOT}/${path}`, fetchedAt: timeOf(world), httpStatus };
    const proof = (excerpt?: string): Evidence =>
      answerIsSecret ? { ...unkept, excerpt: excerpt ?? null } : answer.proof(excerpt ?? text);
    return { ok: true, value, httpStatus, proof };
  }
  const outcome = httpStatus >= 500 ? 'upstream-error' : 'layout-changed';
  const detail = `${path} 的回答不是认得的 JSON（HTTP ${httpStatus}）`;
  return { ok: false, outcome, detail, httpStatus, evidence: [answer.proof(text.slice(0, 300))] };
}

function hashOf(bytes: Uint8Array): Evidence['hash'] {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function timeOf(world: World): string {
  return world.now().toString({ smallestUnit: 'second' });
}

/**
 * Errors concern one account: its authorisation, its rights, its quota. A dead authorisation of one account must not
 * end the night of all others, so it is not called `auth-expired`.
 */
function outcomeOf(code: number): Exclude<Outcome, 'ok'> {
  switch (code) {
    // credentials wrong or expired; refresh token no longer valid; authorisation withdrawn; right not granted
    case 40001:
    case 40014:
    case 40125:
    case 42001:
    case 61003:
    case 61023:
    case 48001:
      return 'not-configured';
    default:
      return 'upstream-error';
  }
}

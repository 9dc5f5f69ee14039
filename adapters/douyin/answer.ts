import type { Outcome } from '../../src/model/outcome.ts';
import { Envelope } from './schema.ts';

/** Why an answer could not be read. */
export interface Trouble {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
}
export type Opened = { readonly json: unknown } | { readonly trouble: Trouble };

const LOGIN_CODES = new Set([8, 2483]);
const TOO_OFTEN_CODE = 10000;
const INVALID_ID_CODE = 2;

/**
 * Opens the envelope that all answers share. An empty body and the bare word `blocked`, both with status 200, are how
 * this platform keeps visitors out.
 */
export function openEnvelope(status: number, text: string, what: string): Opened {
  if (status === 403 || status === 429 || status === 444) return trouble('throttled', `${what}：HTTP ${status}`);
  if (status >= 500) return trouble('upstream-error', `${what}：HTTP ${status}`);
  const body = text.trim();
  if (body === '') return trouble('captcha', `${what}：HTTP ${status} 但内容为空，平台拒绝了访客`);
  if (body === 'blocked') return trouble('captcha', `${what}：平台回答 blocked，拒绝了访客`);
  if (body.includes('"verify_ticket"')) return trouble('captcha', `${what}：平台要求验证`);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return trouble('layout-changed', `${what}：不是 JSON`);
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return trouble('layout-changed', `${what}：没有 status_code`);
  const { status_code: code, status_msg: message } = envelope.data;
  if (code === 0) return { json };
  if (LOGIN_CODES.has(code)) return trouble('captcha', `${what}：平台要求登录（${code} ${message ?? ''}）`);
  if (code === TOO_OFTEN_CODE) return trouble('throttled', `${what}：访问过于频繁（${code}）`);
  if (code === INVALID_ID_CODE) {
    const text = `${what}：平台回答“${message ?? code}”，可能是 secUid 写错，也可能是账号已不存在，请人工核对`;
    return trouble('upstream-error', text);
  }
  return trouble('upstream-error', `${what}：平台回答错误 ${code} ${message ?? ''}`.trimEnd());
}

/** the answer tells that nobody is logged in */
export function asksForLogin(text: string): boolean {
  const envelope = Envelope.safeParse(jsonOrNull(text));
  return envelope.success && LOGIN_CODES.has(envelope.data.status_code);
}

export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function trouble(outcome: Trouble['outcome'], detail: string): { trouble: Trouble } {
  return { trouble: { outcome, detail } };
}

import type { Outcome } from '../../src/model/outcome.ts';
import type { Post } from '../../src/model/sighting.ts';
import { passageAt } from '../excerpt.ts';

/** Why a store's answer says nothing. */
export type Reason =
  | 'transport'
  | 'rate_limited'
  | 'blocked'
  | 'region'
  | 'schema_changed'
  | 'upstream_error'
  | 'upstream_inconsistent'
  | 'no_public_link'
  | 'no_fixture'
  | 'not_asked';

export type Dated = Pick<Post, 'at' | 'precision'>;

/** One app as one store shows it. */
export interface StoreRecord {
  /** null where the store's answer names none (Apple's own key is the number) */
  readonly package: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly developer: string | null;
  readonly updatedAt: Dated | null;
  /** the passage of the answer that shows it */
  readonly excerpt: string;
}

export interface Unclear {
  readonly found: 'unclear';
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly reason: Reason;
  /** for people */
  readonly detail: string;
}

/** What one answer says: the app, the store's own way of saying "no such app", or nothing. */
export type Reading<R extends StoreRecord = StoreRecord> =
  | { readonly found: 'record'; readonly record: R }
  | { readonly found: 'absent'; readonly excerpt: string }
  | Unclear;

const REASON_OF: Readonly<Record<Exclude<Outcome, 'ok'>, Reason>> = {
  'auth-expired': 'blocked',
  throttled: 'rate_limited',
  captcha: 'blocked',
  closed: 'blocked',
  'layout-changed': 'schema_changed',
  network: 'transport',
  'upstream-error': 'upstream_error',
  'wrong-account': 'upstream_inconsistent',
  'not-configured': 'not_asked',
  skipped: 'not_asked',
};

export function unclear(outcome: Exclude<Outcome, 'ok'>, detail: string, reason: Reason = REASON_OF[outcome]): Unclear {
  return { found: 'unclear', outcome, reason, detail };
}

const CHALLENGE = /captcha|验证码|安全验证|人机验证|访问过于频繁|请求过于频繁|操作太频繁|接口刷量|检测到违规/i;

/** A page that keeps programs out; looked for only where the answer itself was not found. */
export function isChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

/** An answer in which what we know was not found: kept out, a gateway's page, or a form that this version does not know. */
export function notUnderstood(text: string, store: string, expected: 'json' | 'html'): Unclear {
  if (isChallenge(text)) return unclear('captcha', `${store}要求验证，没有给出内容`);
  if (expected === 'json' && text.trimStart().startsWith('<')) {
    return unclear('upstream-error', `${store}给出网页而不是数据`);
  }
  return unclear('layout-changed', `${store}的回答与已知的格式不同`);
}

/** The JSON document in `text`; undefined where it is none. The content type is not looked at: stores state wrong ones. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The content of the script with this id in a page, as JSON; undefined where there is none. */
export function scriptJson(html: string, id: string): unknown {
  const opening = new RegExp(`<script[^>]*\\bid="${id}"[^>]*>`).exec(html);
  if (!opening) return undefined;
  const from = opening.index + opening[0].length;
  const to = html.indexOf('</script>', from);
  return to < 0 ? undefined : jsonIn(html.slice(from, to));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The text of a piece of HTML without elements; null where nothing is left of it. */
export function plainText(raw: string | undefined): string | null {
  const text = raw?.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '').trim();
  return text || null;
}

/** The passage around the first of `marks` that is found, cut from the raw text. */
export function passage(text: string, ...marks: readonly string[]): string {
  return passageAt(text, marks.find((mark) => text.includes(mark)) ?? '');
}

import type { WechatHandle } from './handle.ts';

/** Whose answer it is, as far as the answer says so. */
export interface Identity {
  /** `__biz` in base64, or the decimal number behind it */
  readonly biz?: string | null;
  /** 原始 ID: gh_… */
  readonly ghId?: string | null;
}

/**
 * The decimal account number behind a `__biz` (base64 of the digits), which WeRead and the bridges use.
 * Also takes the number itself, `MP_WXS_<number>`, and a percent-encoded `__biz`. Null where there is none.
 */
export function accountNumber(key: string): string | null {
  const bare = key.replace(/^MP_WXS_/, '').replaceAll('%3D', '=');
  if (/^\d{6,20}$/.test(bare)) return bare;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return null;
  const digits = Buffer.from(bare, 'base64').toString('latin1');
  return /^\d{6,20}$/.test(digits) ? digits : null;
}

/**
 * Whether an answer belongs to the account of this handle.
 * `unproven`: the answer and the handle share no key; nothing may be taken from it.
 */
export function compareIdentity(handle: WechatHandle, answer: Identity): 'same' | 'other' | 'unproven' {
  const verdicts: boolean[] = [];
  if (handle.biz && answer.biz) verdicts.push(sameBiz(handle.biz, answer.biz));
  if (handle.ghId && answer.ghId) verdicts.push(handle.ghId === answer.ghId);
  if (verdicts.includes(false)) return 'other';
  return verdicts.length > 0 ? 'same' : 'unproven';
}

export function sameBiz(a: string, b: string): boolean {
  const number = accountNumber(a);
  return a === b || (number !== null && number === accountNumber(b));
}

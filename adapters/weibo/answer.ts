import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';
import type { Captured, HttpAnswer } from '../../src/model/world.ts';

/** What an answer is read from, whether we asked for it or a page did. */
export type AnsweredText = Pick<Captured, 'status' | 'text' | 'url' | 'proof'>;

/** An answer of Weibo's JSON interfaces: the object, or what kept us from getting one. */
export type WeiboAnswer =
  | { readonly json: true; readonly body: Record<string, unknown>; readonly answer: AnsweredText }
  | { readonly json: false; readonly trouble: Sighting };

/** Statuses with which Weibo turns visitors away (RSSHub #20512, #20836, #2228). */
const TURNED_AWAY = new Set([403, 414, 418, 429, 432]);

/**
 * Reads what Weibo answers on m.weibo.cn and weibo.com/ajax.
 * - JSON with `ok: 1` (data), `ok: 0` (a message, left to the source), `ok: -100` (captcha or login, told apart by `url`)
 * - anything but JSON: a refusal, a gateway's page, the "Sina Visitor System" page, or something new
 */
export function readAnswer(answer: HttpAnswer | AnsweredText): WeiboAnswer {
  if ('answered' in answer && !answer.answered) {
    return trouble(nothingSeen(answer.outcome, answer.detail, answer.status));
  }
  const { status, text, url } = answer;
  const fail = (outcome: Parameters<typeof nothingSeen>[0], detail: string) =>
    trouble(nothingSeen(outcome, detail, status, [answer.proof(text.slice(0, 200))]));
  if (TURNED_AWAY.has(status)) return fail('throttled', `微博拒绝访客（HTTP ${status}）`);
  if (status >= 500) return fail('upstream-error', `微博出错（HTTP ${status}）`);
  if (text.includes('Sina Visitor System') || /passport\.weibo\.(com|cn)|\/signup\.php/.test(url)) {
    return fail('captcha', '微博要求先通过访客验证');
  }
  const body = parseObject(text);
  if (body === null) return fail('layout-changed', '微博的回答不是完整的 JSON');
  const link = typeof body.url === 'string' ? body.url : '';
  const message = typeof body.msg === 'string' ? body.msg : '';
  if (/captcha/.test(link)) return fail('captcha', '微博要求输入验证码');
  if (body.ok === -100 || /passport\.weibo\.|\/login\.php|\/signin/.test(link)) {
    return fail('auth-expired', '微博要求登录后查看');
  }
  if (message.includes('访问频次过高')) return fail('throttled', '微博提示访问频次过高');
  // our own visitor or login is locked; nothing to do with the account
  if (/\/sorry\?userblock/.test(link)) return fail('auth-expired', '用于查看的微博身份被锁定');
  return { json: true, body, answer };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function trouble(sighting: Sighting): WeiboAnswer {
  return { json: false, trouble: sighting };
}

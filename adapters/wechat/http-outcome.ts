import type { HttpAnswer } from '../../src/model/world.ts';
import { readArticlePage } from './article-page.ts';

type Answered = Extract<HttpAnswer, { answered: true }>;
type Trouble = 'captcha' | 'throttled' | 'upstream-error' | 'layout-changed';

/** What the status or the address alone tells; null where the body has to be read. */
export function troubleOfAnswer(answer: Answered): { readonly outcome: Trouble; readonly detail: string } | null {
  if (answer.url.includes('/mp/wappoc_appmsgcaptcha') || /wappoc_appmsgcaptcha/.test(answer.headers.location ?? '')) {
    return { outcome: 'captcha', detail: '微信要求输入验证码' };
  }
  if (/\/antispider\//.test(answer.url) || /\/antispider\//.test(answer.headers.location ?? '')) {
    return { outcome: 'captcha', detail: '搜狗要求输入验证码' };
  }
  if ([403, 418, 429, 432].includes(answer.status)) {
    return { outcome: 'throttled', detail: `访问受限，HTTP ${answer.status}` };
  }
  if (answer.status >= 500) return { outcome: 'upstream-error', detail: `对方服务器出错，HTTP ${answer.status}` };
  if (answer.status !== 200) return { outcome: 'layout-changed', detail: `没有预料到的 HTTP ${answer.status}` };
  return null;
}

/** What an HTML page tells that came where JSON was asked for: a captcha, a notice, or something unknown. */
export function troubleOfPage(text: string): { readonly outcome: Trouble; readonly detail: string } {
  const reading = readArticlePage(text);
  if (reading.kind === 'notice' && reading.notice.kind === 'kept-out') {
    return { outcome: reading.notice.outcome, detail: `微信显示“${reading.title}”` };
  }
  return { outcome: 'layout-changed', detail: '回答不是认得的 JSON' };
}

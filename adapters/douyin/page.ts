import type { StatusMark } from '../../src/model/sighting.ts';
import type { PageVisit } from '../../src/model/world.ts';
import type { Trouble } from './answer.ts';

type OpenedPage = Extract<PageVisit, { opened: true }>;

/** Why the page did not ask for its data. */
export function troubleOfPage(page: OpenedPage): Trouble {
  const { status, title, html } = page;
  if (status === 403 || status === 429 || status === 444)
    return { outcome: 'throttled', detail: `主页：HTTP ${status}` };
  if (status !== null && status >= 500) return { outcome: 'upstream-error', detail: `主页：HTTP ${status}` };
  if (html.trim() === '') return { outcome: 'captcha', detail: '主页：内容为空，平台拒绝了访客' };
  if (title.includes('验证码') || html.includes('captcha_container') || /安全验证|验证后继续/.test(page.text)) {
    return { outcome: 'captcha', detail: '主页：平台要求验证' };
  }
  if (page.text.includes('登录后')) return { outcome: 'captcha', detail: '主页：平台要求登录' };
  const words = linesOf(page.text).find((line) => line === '用户不存在' || line === '页面不存在');
  if (words !== undefined) return { outcome: 'upstream-error', detail: `主页显示“${words}”，请人工核对标识` };
  return { outcome: 'layout-changed', detail: '主页没有询问账号资料和作品列表' };
}

/**
 * The state as the page itself words it. Two whole lines must say so, and neither may be the account's own words: a
 * name or a signature can hold any text.
 */
export function statusByWords(text: string, ownWords: readonly string[]): StatusMark | undefined {
  const lines = new Set(linesOf(text).filter((line) => !ownWords.some((own) => own.includes(line))));
  const banned = '由于违反《抖音社区自律公约》的相关规定，该账号已被封禁';
  if (lines.has(banned) && (lines.has('账号已被封禁') || lines.has('帐号已被封禁'))) {
    return { status: 'banned', text: banned };
  }
  const follow = ['关注账号即可查看内容和喜欢', '关注帐号即可查看内容和喜欢'].find((line) => lines.has(line));
  if (follow !== undefined && lines.has('私密账号')) return { status: 'private', text: `私密账号：${follow}` };
  return undefined;
}

/** The platform's own sentence for an account without any work. */
export function saysNothingPublished(text: string): boolean {
  return linesOf(text).some((line) => /^该[账帐]号还未发布过作品哦?[～~]?$/.test(line));
}

/** a page that was delivered to somebody who is not logged in says so in its embedded data */
export function showsVisitor(html: string): boolean {
  return /%22isLogin%22%3Afalse|"isLogin":false/.test(html);
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

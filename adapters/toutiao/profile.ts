import type { Outcome } from '../../src/model/outcome.ts';
import type { Subject } from '../../src/model/sighting.ts';
import { isLegible, kindByWording } from '../subject-wording.ts';
import { RenderData, type UserInfo } from './schema.ts';

export interface Trouble {
  readonly outcome: Exclude<Outcome, 'ok'>;
  readonly detail: string;
}
export interface ProfileReading {
  readonly read: true;
  readonly displayName: string;
  readonly subject: Subject | undefined;
  readonly postCount: number | undefined;
  /** the embedded data as text, for excerpts */
  readonly data: string;
  /** the page itself names the token that it is about */
  readonly namesToken: boolean;
}
export type ProfileResult = ProfileReading | ({ readonly read: false } & Trouble);

/** kinds of certification that were observed; "2" never was */
const ORGANISATION = '3';
const PERSON = '1';
/** a label of the fields that an author writes about; no certification */
const INTEREST = '0';

/** Reads `script#RENDER_DATA` of the profile page of the account that was asked for. */
export function parseProfilePage(status: number | null, html: string, token: string): ProfileResult {
  const blocked = kindOfRefusal(status, html);
  if (blocked) return { read: false, ...blocked };
  const data = renderDataOf(html);
  if (data === null) return failed('layout-changed', '主页里没有 RENDER_DATA');
  if (!isLegible(data.text)) return failed('layout-changed', '主页的 RENDER_DATA 编码有误');
  const page = RenderData.safeParse(data.json);
  if (!page.success) return failed('layout-changed', '主页的 RENDER_DATA 不是已知的样子');
  const { token: answered, profileUserInfo: user } = page.data.data;
  if (answered !== undefined && answered !== token) {
    return failed('wrong-account', `主页属于 ${answered}，不是所问的账号`);
  }
  if (!user) return failed('layout-changed', '主页里没有账号资料：账号可能已不存在，请人工核对');
  return {
    read: true,
    displayName: user.name,
    subject: subjectOf(user),
    postCount: user.publishCount,
    data: data.text,
    namesToken: answered !== undefined,
  };
}

/** How this platform keeps visitors out of a page; null where it does not. */
export function kindOfRefusal(status: number | null, html: string): Trouble | null {
  if (status === 403 || status === 418 || status === 429)
    return { outcome: 'throttled', detail: `主页：HTTP ${status}` };
  if (status !== null && status >= 500) return { outcome: 'upstream-error', detail: `主页：HTTP ${status}` };
  if (html.trim() === '') return { outcome: 'captcha', detail: '主页：内容为空，平台拒绝了访客' };
  if (/id="RENDER_DATA"/.test(html)) return null;
  if (/__ac_nonce|__ac_signature|byted_acrawler/.test(html)) {
    return { outcome: 'captcha', detail: '主页：平台要求先运行校验脚本' };
  }
  if (/验证码|captcha/i.test(html)) return { outcome: 'captcha', detail: '主页：平台要求验证' };
  return null;
}

function renderDataOf(html: string): { json: unknown; text: string } | null {
  const raw = /<script[^>]*\bid="RENDER_DATA"[^>]*>([^<]*)<\/script>/.exec(html)?.[1];
  if (raw === undefined) return null;
  for (const decode of [(text: string) => text, decodeURIComponent]) {
    try {
      const text = decode(raw);
      return { json: JSON.parse(text), text };
    } catch {
      // not in this spelling
    }
  }
  return null;
}

/** The kind of certification decides; where it is unknown, only the text is told. */
function subjectOf(user: UserInfo): Subject | undefined {
  const { userAuthInfo: certificate, userVerified: verified } = user;
  if (certificate === undefined) return undefined;
  const label = certificate.auth_info === '' ? null : certificate.auth_info;
  if (label === null || certificate.auth_type === INTEREST) {
    return verified === false ? { kind: 'unverified', label: null, strength: 'strong' } : { kind: 'unknown', label };
  }
  if (certificate.auth_type === PERSON) return { kind: 'personal', label, strength: 'strong' };
  const kind = kindByWording(label);
  if (certificate.auth_type === ORGANISATION) {
    return { kind, label, strength: kind === 'organisation' ? 'strong' : 'weak' };
  }
  return kind === 'government' ? { kind, label, strength: 'weak' } : { kind: 'unknown', label };
}

function failed(outcome: Trouble['outcome'], detail: string): ProfileResult {
  return { read: false, outcome, detail };
}

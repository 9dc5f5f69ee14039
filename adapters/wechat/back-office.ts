import type { Outcome } from '../../src/model/outcome.ts';

/** `base_resp.ret` of mp.weixin.qq.com; always with HTTP 200. Null for 0. */
export function troubleOfRet(
  ret: number,
): { readonly outcome: Exclude<Outcome, 'ok'>; readonly detail: string } | null {
  switch (ret) {
    case 0:
      return null;
    case 200003:
      return { outcome: 'auth-expired', detail: '公众平台登录已失效（200003 invalid session）' };
    case 200040:
      return { outcome: 'auth-expired', detail: '公众平台登录与 token 不符（200040 invalid csrf token）' };
    case 200013:
      return { outcome: 'throttled', detail: '公众平台限制访问（200013 freq control）' };
    case -3:
      return { outcome: 'auth-expired', detail: '微信会话已失效（-3 no session）' };
    default:
      return { outcome: 'upstream-error', detail: `微信返回错误码 ${ret}` };
  }
}

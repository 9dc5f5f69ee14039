import { z } from 'zod';
import type { World } from '../../src/model/world.ts';

const Granted = z.object({
  retcode: z.literal(20000000),
  data: z.object({ sub: z.string().min(1), subp: z.string().min(1) }),
});

/** The two visitor systems; their cookies must never be mixed. */
const SYSTEMS = {
  'weibo.cn': { url: 'https://visitor.passport.weibo.cn/visitor/genvisitor2', callback: 'visitor_gray_callback' },
  'weibo.com': { url: 'https://passport.weibo.com/visitor/genvisitor2', callback: 'visitor_gray_callback' },
} as const;

/**
 * The cookie with which Weibo lets an anonymous visitor read, asked for once a night and domain. The answer is JSONP:
 * `callback({"retcode":20000000,"data":{"sub":"…","subp":"…"}})`. Where none is granted the question is asked without
 * one: what Weibo says then tells better what is wrong than the failed grant does.
 *
 * @returns the value of the cookie header, or ''
 */
export function visitorCookie(world: World, system: keyof typeof SYSTEMS): Promise<string> {
  return world.once(`visitor ${system}`, async () => {
    const { url, callback } = SYSTEMS[system];
    const answer = await world.http.ask({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ cb: callback, tid: '', from: 'weibo' }).toString(),
    });
    return answer.answered ? readGrant(answer.text) : '';
  });
}

export function readGrant(text: string): string {
  const open = text.indexOf('({');
  const close = text.lastIndexOf('})');
  if (open < 0 || close < open) return '';
  try {
    const granted = Granted.safeParse(JSON.parse(text.slice(open + 1, close + 1)));
    return granted.success ? `SUB=${granted.data.data.sub}; SUBP=${granted.data.data.subp}` : '';
  } catch {
    return '';
  }
}

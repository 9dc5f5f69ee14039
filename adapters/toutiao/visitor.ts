import type { World } from '../../src/model/world.ts';

/** The page of an account is an empty shell without this visitor cookie (yt-dlp, extractor toutiao). */
const REGISTER = 'https://ttwid.bytedance.com/ttwid/union/register/';

/** `ttwid=…`, asked for once a night; null where none was given, the page is then asked without */
export function visitorCookie(world: World): Promise<string | null> {
  return world.once('ttwid', async () => {
    const answer = await world.http.ask({
      url: REGISTER,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ aid: 24, service: 'www.toutiao.com', region: 'cn', union: true, needFid: false }),
    });
    if (!answer.answered) return null;
    return answer.cookies.find((cookie) => cookie.startsWith('ttwid=')) ?? null;
  });
}

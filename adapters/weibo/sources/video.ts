import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { postsOfList } from '../posts.ts';
import { visitorCookie } from '../visitor.ts';

const Videos = z.object({ ok: z.literal(1), data: z.object({ list: z.array(z.unknown()) }) });

/**
 * The video tab, which visitors may see even where the list of posts is hidden from them.
 *
 * `GET weibo.com/ajax/profile/getWaterFallContent?uid=UID&cursor=0` → `{ok:1,data:{list:[mblog…]}}` (yt-dlp, WeiboUserIE).
 * Videos alone: a lower bound. Asked where nothing dated was seen so far.
 */
export default defineSource<WeiboHandle>({
  kind: 'video',
  title: '微博视频栏',
  order: 30,
  view: 'hint',
  standard: true,
  applies: () => true,
  worthAsking: (seen) =>
    seen.some((one) => one.status?.status === 'normal') && seen.every((one) => one.posts.length === 0),
  async look({ uid }, world) {
    const cookie = await visitorCookie(world, 'weibo.com');
    const read = readAnswer(
      await world.http.ask({
        url: `https://weibo.com/ajax/profile/getWaterFallContent?uid=${uid}&cursor=0`,
        headers: {
          'x-requested-with': 'XMLHttpRequest',
          referer: `https://weibo.com/u/${uid}`,
          ...(cookie === '' ? {} : { cookie }),
        },
      }),
    );
    if (!read.json) return read.trouble;
    const parsed = Videos.safeParse(read.body);
    if (!parsed.success) {
      return nothingSeen('layout-changed', '微博视频栏的格式不认识', read.answer.status, [read.answer.proof()]);
    }
    const found = postsOfList(parsed.data.data.list, uid, world.now());
    return {
      outcome: 'ok',
      detail: '',
      httpStatus: read.answer.status,
      coverage: 'partial',
      listIsWhole: false,
      posts: found.posts,
      interaction: found.commented ? { comments: 'yes' } : {},
      evidence: [read.answer.proof(found.newestText)],
    };
  },
});

import { z } from 'zod';
import { defineSource } from '../../../src/model/adapter.ts';
import { nothingSeen } from '../../../src/model/sighting.ts';
import { readAnswer } from '../answer.ts';
import type { WeiboHandle } from '../index.ts';
import { postsOfList } from '../posts.ts';

/** The name under which an office keeps the cookie of a login that it lends: `SUB=…; SUBP=…`, one line. */
const COOKIE = 'weibo-cookie';

const Posts = z.object({ ok: z.literal(1), data: z.object({ list: z.array(z.unknown()) }) });

/**
 * The list of posts as a logged-in reader sees it, through a login that an office lends on purpose.
 *
 * `GET weibo.com/ajax/statuses/mymblog?uid=UID&page=1&feature=0` → `{ok:1,data:{list:[mblog…],since_id,total}}`, the twenty
 * newest, pins first; `{ok:-100,url}` where the session has ended. Visitors always get the latter.
 */
export default defineSource<WeiboHandle>({
  kind: 'lent',
  title: '微博（借用的登录）',
  order: 5,
  view: 'complete',
  standard: false,
  applies: () => true,
  async look({ uid }, world) {
    const cookie = world.secret(COOKIE);
    if (cookie === undefined)
      return nothingSeen('not-configured', `没有借用的登录：请把 Cookie 存入 config/secrets/${COOKIE}`);
    const read = readAnswer(
      await world.http.ask({
        url: `https://weibo.com/ajax/statuses/mymblog?uid=${uid}&page=1&feature=0`,
        headers: {
          'x-requested-with': 'XMLHttpRequest',
          accept: 'application/json, text/plain, */*',
          referer: `https://weibo.com/u/${uid}`,
          cookie,
        },
        secrets: [cookie],
      }),
    );
    if (!read.json) return read.trouble;
    const { answer } = read;
    const parsed = Posts.safeParse(read.body);
    if (!parsed.success) {
      return nothingSeen('layout-changed', '微博列表的格式不认识', answer.status, [answer.proof(answer.text)]);
    }
    const found = postsOfList(parsed.data.data.list, uid, world.now());
    // pins alone, or entries without a readable date, are no whole list
    const isWhole = found.ordinary > 0 && found.undated === 0;
    return {
      outcome: 'ok',
      detail: '',
      httpStatus: answer.status,
      coverage: isWhole ? 'complete' : 'partial',
      listIsWhole: isWhole,
      posts: found.posts,
      interaction: found.commented ? { comments: 'yes' } : {},
      evidence: [answer.proof(found.newestText ? `"created_at":"${found.newestText}"` : null)],
    };
  },
});

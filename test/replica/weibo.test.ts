import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
import type { WeiboAccount } from './world.ts';

const UID = '5990000101';
const account: WeiboAccount = {
  platform: 'weibo',
  handle: { uid: UID },
  name: '示例县发布',
  subject: { kind: 'government', label: '示例县人民政府新闻办公室官方微博' },
  earlierPosts: 100,
  posts: [
    { at: '2020-03-02T09:00:00+08:00', title: '置顶的旧微博', pinned: true },
    { at: '2020-09-10T09:00:00+08:00', kind: 'video', comments: 3 },
    { at: '2020-09-14T17:42:11+08:00' },
    { at: '2020-09-16T08:00:00+08:00' },
  ],
};
const LIST = `https://m.weibo.cn/api/container/getIndex?type=uid&value=${UID}&containerid=107603${UID}`;
const INFO = `https://weibo.com/ajax/profile/info?uid=${UID}`;

let replica: Replica;
afterEach(() => replica.close());

async function play(more: Partial<WeiboAccount> = {}, at = '2020-09-15T18:00:00+08:00') {
  replica = await startReplica({ accounts: [{ ...account, ...more }], logins: { weibo: 'lent-session' } }, { at });
}
async function visitor(host: string) {
  const gate = await ask(replica, `https://${host}/visitor/genvisitor2`, {
    method: 'POST',
    body: 'cb=visitor_gray_callback&tid=&from=weibo',
  });
  return { headers: { cookie: `SUB=${gate.json.data.sub}; SUBP=${gate.json.data.subp}` } };
}
const mobileVisitor = () => visitor('visitor.passport.weibo.cn');
const desktopVisitor = () => visitor('passport.weibo.com');

describe('weibo', () => {
  test('without a visitor cookie the mobile list is refused with 432', async () => {
    await play();
    expect((await ask(replica, LIST)).status).toBe(432);
  });

  test('a visitor cookie of the desktop site is not taken by the mobile site', async () => {
    await play();
    expect((await ask(replica, LIST, await desktopVisitor())).json.ok).toBe(-100);
  });

  test('the list has pinned posts in front, and only posts that exist by now', async () => {
    await play();
    const { data } = (await ask(replica, LIST, await mobileVisitor())).json;
    expect(data.cards.map((card: { mblog: { created_at: string } }) => card.mblog.created_at)).toEqual([
      'Mon Mar 02 09:00:00 +0800 2020',
      'Mon Sep 14 17:42:11 +0800 2020',
      'Thu Sep 10 09:00:00 +0800 2020',
    ]);
    expect(data.cards[0].profile_type_id).toMatch(/^proweibotop_/);
    expect(data.cards[0].mblog.isTop).toBe(1);
    expect(data.cards[1].mblog.user.id).toBe(5990000101);
  });

  test('a mid carries the second of its post, and its short form follows from it', async () => {
    await play();
    const { data } = (await ask(replica, LIST, await mobileVisitor())).json;
    const { mid, bid } = data.cards[1].mblog;
    // 2020-09-14T17:42:11+08:00
    expect(Number((BigInt(mid) >> 22n) + 515483463n)).toBe(1600076531);
    expect(bid).toMatch(/^[0-9a-zA-Z]{9}$/);
  });

  test('profile: name, count of works, certification and the chat entry', async () => {
    await play();
    const address = `https://m.weibo.cn/api/container/getIndex?type=uid&value=${UID}`;
    const { userInfo } = (await ask(replica, address, await mobileVisitor())).json.data;
    expect(userInfo).toMatchObject({
      screen_name: '示例县发布',
      statuses_count: 103,
      verified: true,
      verified_type: 1,
    });
    expect(userInfo.toolbar_menus.map((menu: { name: string }) => menu.name)).toContain('聊天');
  });

  test('a personal account has type 0, an unverified one -1', async () => {
    await play({ subject: { kind: 'personal', label: '示例博主' } });
    expect((await ask(replica, INFO, await desktopVisitor())).json.data.user.verified_type).toBe(0);
    await replica.close();
    await play({ subject: { kind: 'unverified', label: '' } });
    expect((await ask(replica, INFO, await desktopVisitor())).json.data.user).toMatchObject({
      verified: false,
      verified_type: -1,
    });
  });

  test.each([
    ['banned', /投诉违反/],
    ['cancelled', /用户自行申请关闭/],
    ['risky', /用户验证之前/],
  ] as const)('%s: the desktop profile says why, the mobile one says nothing', async (state, words) => {
    await play({ state });
    const { url } = (await ask(replica, INFO, await desktopVisitor())).json;
    expect(new URL(url).searchParams.get('msg')).toMatch(words);
    expect((await ask(replica, LIST, await mobileVisitor())).json.msg).toBe('这里还没有内容');
  });

  test('an unknown uid does not exist', async () => {
    await play();
    const answer = await ask(replica, 'https://weibo.com/ajax/profile/info?uid=1', await desktopVisitor());
    expect(answer.json).toEqual({ ok: 0, msg: '该用户不存在(20003)' });
  });

  test('a state holds from its moment on', async () => {
    await play({ state: [{ from: '2020-09-16T00:00:00+08:00', value: 'banned' }] });
    expect((await ask(replica, INFO, await desktopVisitor())).json.ok).toBe(1);
    replica.at('2020-09-16T18:00:00+08:00');
    expect((await ask(replica, INFO, await desktopVisitor())).json.ok).toBe(0);
  });

  test('the whole desktop list is for logins', async () => {
    await play();
    const address = `https://weibo.com/ajax/statuses/mymblog?uid=${UID}&page=1&feature=0`;
    expect((await ask(replica, address, await desktopVisitor())).json.ok).toBe(-100);
    const member = await ask(replica, address, { headers: { cookie: 'SUB=lent-session' } });
    expect(member.json.data.list).toHaveLength(3);
    expect(member.json.data.total).toBe(103);
  });

  test('what is hidden from guests is missing from their list, but counted', async () => {
    await play({ hides: { newestDays: 3 } });
    const { data } = (await ask(replica, LIST, await mobileVisitor())).json;
    expect(data.cards.map((card: { mblog: { created_at: string } }) => card.mblog.created_at)).not.toContain(
      'Mon Sep 14 17:42:11 +0800 2020',
    );
    expect(data.cardlistInfo.total).toBe(103);
  });

  test('guests see the video tab, and comments of third parties under a post', async () => {
    await play();
    const cookie = await desktopVisitor();
    const videos = await ask(replica, `https://weibo.com/ajax/profile/getWaterFallContent?uid=${UID}&cursor=0`, cookie);
    expect(videos.json.data.list).toHaveLength(1);
    const { mid } = videos.json.data.list[0];
    const comments = await ask(replica, `https://weibo.com/ajax/statuses/buildComments?id=${mid}&is_reload=1`, cookie);
    expect(comments.json.total_number).toBe(3);
  });
});

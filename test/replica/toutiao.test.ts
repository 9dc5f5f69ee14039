import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
import type { ToutiaoAccount } from './world.ts';

const TOKEN = 'MS4wLjABAAAAexampleToutiao000000000000000001';
const account: ToutiaoAccount = {
  platform: 'toutiao',
  handle: { token: TOKEN },
  name: '示例县发布',
  subject: { kind: 'government', label: '示例县人民政府新闻办公室官方账号' },
  posts: [
    { at: '2020-08-21T08:00:00+08:00', kind: 'article', comments: 1, title: '示例 <b>文章' },
    { at: '2020-08-30T08:00:00+08:00', kind: 'video' },
    { at: '2020-09-14T09:30:00+08:00', kind: 'micro' },
  ],
  hides: { newestPosts: 1 },
};
const PAGE = `https://www.toutiao.com/c/user/token/${TOKEN}/`;
const FEED = `https://www.toutiao.com/api/pc/list/user/feed?category=profile_all&token=${TOKEN}&max_behot_time=0`;
const MEMBER = { headers: { cookie: 'sessionid=lent' } };
// 2020-08-21T08:00:00+08:00, 2020-08-30T08:00:00+08:00, 2020-09-14T09:30:00+08:00
const [ARTICLE, VIDEO, MICRO] = [1597968000, 1598745600, 1600047000];

let replica: Replica;
afterEach(() => replica.close());
async function play(more: Partial<ToutiaoAccount> = {}) {
  const world = { accounts: [{ ...account, ...more }], logins: { toutiao: 'lent' } };
  replica = await startReplica(world, { at: '2020-09-15T18:00:00+08:00' });
}
const rendered = (text: string) =>
  JSON.parse(decodeURIComponent(/id="RENDER_DATA" type="application\/json">([^<]*)</.exec(text)?.[1] ?? '')).data;
const times = (answer: { data: { publish_time: number }[] }) => answer.data.map((work) => work.publish_time);

describe('toutiao', () => {
  test('the page carries name and certification', async () => {
    await play();
    const person = rendered((await ask(replica, PAGE)).text).profileUserInfo;
    expect(person).toMatchObject({ name: '示例县发布', userVerified: true });
    expect(JSON.parse(person.userAuthInfo)).toMatchObject({
      auth_type: '3',
      auth_info: '示例县人民政府新闻办公室官方账号',
    });
  });

  test('a personal account has auth type 1', async () => {
    await play({ subject: { kind: 'personal', label: '示例作者' } });
    const person = rendered((await ask(replica, PAGE)).text).profileUserInfo;
    expect(JSON.parse(person.userAuthInfo).auth_type).toBe('1');
  });

  test('a visitor may lack the newest, a lent login does not', async () => {
    await play();
    expect(times((await ask(replica, FEED)).json)).toEqual([VIDEO, ARTICLE]);
    const member = (await ask(replica, FEED, MEMBER)).json;
    expect(times(member)).toEqual([MICRO, VIDEO, ARTICLE]);
    expect(member.login_status).toBe(1);
  });

  test('kinds of works have the cells and the author of their kind', async () => {
    await play();
    const { data } = (await ask(replica, FEED, MEMBER)).json;
    expect(data.map((work: { cell_type: number }) => work.cell_type)).toEqual([32, 0, 60]);
    expect(data[0].user.user_id).toBe(TOKEN);
    expect(data[1].user.info.user_id).toBe(TOKEN);
    expect(data[2].user_info.user_id).toBe(TOKEN);
    expect(Number(BigInt(data[2].group_id) >> 32n)).toBe(ARTICLE);
  });

  test('categories hold their kind alone', async () => {
    await play();
    const videos = await ask(replica, FEED.replace('profile_all', 'pc_profile_video'), MEMBER);
    expect(times(videos.json)).toEqual([VIDEO]);
  });

  test('the page of one work dates it, and its comments prove that they are open', async () => {
    await play();
    const { data } = (await ask(replica, FEED)).json;
    const work = await ask(replica, `https://www.toutiao.com/article/${data[1].group_id}/`);
    expect(work.text).toContain('"datePublished":"2020-08-21T00:00:00Z"');
    const comments = `https://www.toutiao.com/article/v4/tab_comments/?aid=24&group_id=${data[1].group_id}`;
    expect((await ask(replica, comments)).json.data).toHaveLength(1);
  });

  test('an unknown or banned account has a page without a person, and a list of null', async () => {
    await play({ state: 'banned' });
    expect(rendered((await ask(replica, PAGE)).text).profileUserInfo).toBeUndefined();
    expect((await ask(replica, FEED)).json).toMatchObject({ message: 'success', data: null });
    expect(rendered((await ask(replica, PAGE.replace(TOKEN, 'nobody'))).text).profileUserInfo).toBeUndefined();
  });

  test('the login page sets the session cookie; without a lent login it sets none', async () => {
    await play();
    const address = 'https://www.toutiao.com/login';
    expect((await ask(replica, address)).headers.get('set-cookie')).toMatch(/^sessionid=lent; /);
    await replica.close();
    replica = await startReplica({ accounts: [] });
    expect((await ask(replica, address)).headers.get('set-cookie')).toBeNull();
  });
});

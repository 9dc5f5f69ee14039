import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { articleLink } from './ids.ts';
import { type Replica, startReplica } from './server.ts';
import type { ReplicaPost, ReplicaWorld, WechatAccount } from './world.ts';

const pushed: ReplicaPost = { at: '2020-09-14T08:30:15+08:00', title: '示例 & 标题', comments: 4, album: '77' };
const unpushed: ReplicaPost = { at: '2020-09-15T10:00:00+08:00', title: '只发布', pushed: false, kind: 'images' };
const tomorrow: ReplicaPost = { at: '2020-09-16T09:00:00+08:00', title: '明天' };
const account: WechatAccount = {
  platform: 'wechat',
  handle: {
    biz: Buffer.from('3900000001').toString('base64'),
    ghId: 'gh_0000000000a1',
    albums: ['77'],
    feeds: { main: '3900000001', old: 'MP_WXS_3900000001', werss: 'MP_WXS_3900000001', hub: 'wechat/sogou/示例' },
  },
  name: '示例县发布',
  posts: [pushed, unpushed, tomorrow],
};
const world: ReplicaWorld = {
  accounts: [account],
  bridges: [{ kind: 'wechat2rss', name: 'main', host: 'bridge.example', token: 't' }],
};

let replica: Replica;
afterEach(() => replica.close());
async function play(more: Partial<WechatAccount> = {}, changes: Partial<ReplicaWorld> = {}) {
  const accounts = [{ ...account, ...more }];
  replica = await startReplica({ ...world, accounts, ...changes }, { at: '2020-09-15T18:00:00+08:00' });
}

describe('article pages', () => {
  test('an ordinary article tells its second, its account and the comments that anyone can see', async () => {
    await play();
    const { text } = await ask(replica, articleLink(account, pushed));
    // 2020-09-14T08:30:15+08:00
    expect(text).toContain("ori_create_time: '1600043415' * 1");
    expect(text).toContain('var ct = "1600043415"');
    expect(text).toContain("create_time: JsDecode('2020-09-14 08:30')");
    expect(text).toContain(`bizuin: JsDecode('${account.handle.biz}')`);
    expect(text).toContain("title: JsDecode('示例 \\x26 标题')");
    expect(text).toContain("elected_comment_total_cnt: '4' * 1");
  });

  test('a page of pictures has the time in cgiDataNew alone, and an unpushed one says so', async () => {
    await play();
    const { text } = await ask(replica, articleLink(account, unpushed));
    expect(text).not.toContain('var ct');
    expect(text).toContain("item_show_type: '8' * 1");
    expect(text).toContain("type: '10002' * 1");
  });

  test('an article that does not exist yet is a wrong link', async () => {
    await play();
    expect((await ask(replica, articleLink(account, tomorrow))).text).toContain('参数错误');
    replica.at('2020-09-16T18:00:00+08:00');
    expect((await ask(replica, articleLink(account, tomorrow))).text).toContain('cgiDataNew');
  });

  test.each([
    ['banned', '此帐号已被屏蔽, 内容无法查看'],
    ['cancelled', '此账号已自主注销，内容无法查看'],
    ['migrating', '此帐号处于帐号迁移流程中'],
    ['migrated', '该公众号已迁移'],
    ['frozen', '该帐号已冻结'],
  ] as const)('%s: 200 and the words for it', async (state, words) => {
    await play({ state });
    const answer = await ask(replica, articleLink(account, pushed));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(words);
  });

  test('a deleted article says nothing about the account', async () => {
    await play({ posts: [{ ...pushed, deletedAt: '2020-09-15T00:00:00+08:00' }] });
    expect((await ask(replica, articleLink(account, pushed))).text).toContain('该内容已被发布者删除');
  });

  test('a captcha is a redirect to a page of its own', async () => {
    await play({}, { troubles: [{ kind: 'captcha', host: 'mp.weixin.qq.com' }] });
    const answer = await ask(replica, articleLink(account, pushed));
    expect(answer.status).toBe(302);
    const wall = await ask(replica, answer.headers.get('location') ?? '');
    expect(wall.text).toContain('环境异常');
  });

  test('an album with one article gives an object in place of a list', async () => {
    await play();
    const { biz } = account.handle;
    const address = `https://mp.weixin.qq.com/mp/appmsgalbum?action=getalbum&__biz=${biz}&album_id=77&count=10&f=json`;
    const answer = (await ask(replica, address)).json.getalbum_resp;
    expect(answer.article_list.create_time).toBe('1600043415');
    expect(answer.base_info.article_count).toBe('1');
  });
});

describe('Wechat2RSS', () => {
  const QUERY = 'http://bridge.example/api/query?k=t&bid=3900000001&content=0';

  test('holds pushed articles alone, with zoned times', async () => {
    await play();
    expect((await ask(replica, QUERY)).json.data).toEqual([
      expect.objectContaining({
        biz_id: 3900000001,
        biz_name: '示例县发布',
        created: '2020-09-14T08:30:15+08:00',
        link: articleLink(account, pushed),
      }),
    ]);
  });

  test('after and before are days of China', async () => {
    await play();
    expect((await ask(replica, `${QUERY}&after=20200914`)).json.data).toHaveLength(1);
    expect((await ask(replica, `${QUERY}&after=20200915`)).json.data).toHaveLength(0);
    expect((await ask(replica, `${QUERY}&before=20200913`)).json.data).toHaveLength(0);
  });

  test('a wrong token is refused', async () => {
    await play();
    expect((await ask(replica, 'http://bridge.example/login/list?k=x')).status).toBe(401);
  });

  test('a login that is lost or under risk control is told', async () => {
    await play();
    const login = async () => (await ask(replica, 'http://bridge.example/login/list?k=t')).json.data[0];
    expect(await login()).toMatchObject({ available: true, needCheck: false });
    const end = replica.troubles.make({ kind: 'bridge-login-lost', host: 'bridge.example' });
    expect(await login()).toMatchObject({ available: false });
    end();
    replica.troubles.make({ kind: 'bridge-risk-control', host: 'bridge.example' });
    expect(await login()).toMatchObject({ available: true, needCheck: true });
  });

  test('a frozen bridge answers 200 and has nothing new', async () => {
    const troubles = [{ kind: 'frozen', host: 'bridge.example', frozenAt: '2020-09-01T00:00:00+08:00' }] as const;
    await play({}, { troubles });
    expect((await ask(replica, QUERY)).json).toEqual({ data: [], err: '' });
    expect((await ask(replica, 'http://bridge.example/login/list?k=t')).json.data[0].available).toBe(true);
  });

  test('an account that was not subscribed yet is as empty as an unknown one', async () => {
    await play({ subscribedSince: '2020-09-17T00:00:00+08:00' });
    expect((await ask(replica, QUERY)).json.data).toEqual([]);
    expect((await ask(replica, 'http://bridge.example/list?k=t')).json.data).toEqual([]);
    replica.at('2020-09-17T18:00:00+08:00');
    expect((await ask(replica, QUERY)).json.data).toHaveLength(2);
  });

  test('list and feed know the account, too', async () => {
    await play();
    const list = await ask(replica, 'http://bridge.example/list?k=t');
    expect(list.json).toMatchObject({ data: [{ id: 3900000001, name: '示例县发布' }], meta: { total: 1 } });
    const feed = await ask(replica, list.json.data[0].link);
    expect(feed.text).toContain('<pubDate>Mon, 14 Sep 2020 08:30:15 +0800</pubDate>');
    expect(feed.text).toContain('<title>示例 &amp; 标题</title>');
  });
});

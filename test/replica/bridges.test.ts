import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { articleLink, articleToken } from './ids.ts';
import { type Replica, startReplica } from './server.ts';
import type { ReplicaPost, ReplicaWorld, WechatAccount } from './world.ts';

const pushed: ReplicaPost = { at: '2020-09-14T08:30:15+08:00', title: '示例 & 标题' };
const unpushed: ReplicaPost = { at: '2020-09-15T10:00:00+08:00', title: '只发布', pushed: false };
const account: WechatAccount = {
  platform: 'wechat',
  handle: {
    biz: Buffer.from('3900000001').toString('base64'),
    ghId: 'gh_0000000000a1',
    alias: 'shilixian',
    appId: 'wx0000000000000001',
    feeds: { old: 'MP_WXS_3900000001', werss: 'MP_WXS_3900000001', hub: '/wechat/wechat2rss/example' },
  },
  name: '示例县发布',
  subject: { kind: 'government', label: '示例县人民政府办公室' },
  posts: [pushed, unpushed],
};
const world: ReplicaWorld = {
  accounts: [account],
  bridges: [
    { kind: 'wewe-rss', name: 'old', host: 'wewe.example' },
    { kind: 'we-mp-rss', name: 'werss', host: 'werss.example', zone: 'UTC' },
    { kind: 'rsshub', name: 'hub', host: 'rsshub.example' },
  ],
  logins: { weread: 'lent-key', searchbiz: '123456', official: { wx0000000000000001: 'app-secret' } },
};

let replica: Replica;
afterEach(() => replica.close());
async function play(more: Partial<WechatAccount> = {}) {
  replica = await startReplica({ ...world, accounts: [{ ...account, ...more }] }, { at: '2020-09-15T18:00:00+08:00' });
}

describe('wewe-rss', () => {
  const FEED = 'http://wewe.example/feeds/MP_WXS_3900000001';

  test('each form has the time of the pushed article in its own place', async () => {
    await play();
    expect((await ask(replica, `${FEED}.rss`)).text).toContain('<pubDate>Mon, 14 Sep 2020 00:30:15 GMT</pubDate>');
    const atom = (await ask(replica, `${FEED}.atom`)).text;
    expect(atom).toContain('<updated>2020-09-14T00:30:15Z</updated>');
    expect(atom).not.toContain('<published>');
    const { items } = (await ask(replica, `${FEED}.json`)).json;
    expect(items).toEqual([expect.objectContaining({ date_modified: '2020-09-14T00:30:15Z' })]);
    expect(items[0].id).toBe(articleToken(account, pushed));
  });

  test('the time of the feed itself never moves', async () => {
    await play();
    const built = async () => /<lastBuildDate>.*<\/lastBuildDate>/.exec((await ask(replica, `${FEED}.rss`)).text)?.[0];
    const before = await built();
    replica.at('2020-09-30T18:00:00+08:00');
    expect(await built()).toBe(before);
  });

  test('an unknown feed is a 400, an empty one a 200', async () => {
    await play({ posts: [] });
    expect((await ask(replica, 'http://wewe.example/feeds/MP_WXS_1.rss')).status).toBe(400);
    const empty = await ask(replica, `${FEED}.rss`);
    expect(empty.status).toBe(200);
    expect(empty.text).not.toContain('<item>');
  });

  test('the list shows a sync that is fresh, and old where the login is lost', async () => {
    await play();
    const hoursOld = async () => {
      const [row] = (await ask(replica, 'http://wewe.example/feeds/')).json;
      // 2020-09-15T18:00:00+08:00
      return (1600164000 - row.syncTime) / 3600;
    };
    expect(await hoursOld()).toBeLessThan(26);
    replica.troubles.make({ kind: 'bridge-login-lost', host: 'wewe.example' });
    expect(await hoursOld()).toBeGreaterThan(26);
  });
});

describe('we-mp-rss', () => {
  const FEED = 'http://werss.example/rss/MP_WXS_3900000001';

  test('times carry no zone and are those of its machine', async () => {
    await play();
    expect((await ask(replica, FEED)).text).toContain('<pubDate>Mon, 14 Sep 2020 00:30:15 </pubDate>');
    const json = (await ask(replica, 'http://werss.example/feed/MP_WXS_3900000001.json')).json;
    expect(json.items[0].updated).toBe('2020-09-14T00:30:15');
  });

  test('its sync time is always now, whatever happened', async () => {
    await play();
    const row = await ask(replica, 'http://werss.example/api/v1/wx/mps/MP_WXS_3900000001');
    expect(row.json.data).toMatchObject({ mp_name: '示例县发布', sync_time: 1600164000 });
  });

  test('a lost login is a 201 with a fault in it, an unknown feed a 404', async () => {
    await play();
    expect((await ask(replica, 'http://werss.example/rss/none')).status).toBe(404);
    replica.troubles.make({ kind: 'bridge-login-lost', host: 'werss.example' });
    const answer = await ask(replica, FEED);
    expect([answer.status, answer.json.detail.code]).toEqual([201, 50001]);
  });
});

describe('RSSHub', () => {
  const FEED = 'http://rsshub.example/wechat/wechat2rss/example';

  test('items carry their time in GMT, as XML and as JSON', async () => {
    await play();
    expect((await ask(replica, FEED)).text).toContain('<pubDate>Mon, 14 Sep 2020 00:30:15 GMT</pubDate>');
    const { items } = (await ask(replica, `${FEED}?format=json`)).json;
    expect(items[0]).toMatchObject({ url: articleLink(account, pushed), date_published: '2020-09-14T00:30:15Z' });
  });

  test('an empty route and a wall are both 503', async () => {
    await play({ posts: [] });
    const empty = await ask(replica, FEED);
    expect([empty.status, empty.text.includes('this route is empty')]).toEqual([503, true]);
    replica.troubles.make({ kind: 'captcha', host: 'rsshub.example' });
    const wall = await ask(replica, FEED);
    expect([wall.status, wall.text.includes('blocked by WAF')]).toEqual([503, true]);
  });
});

describe('微信读书', () => {
  const LIST = 'https://weread.qq.com/web/mp/articles?bookId=MP_WXS_3900000001&offset=0';
  const member = { headers: { cookie: 'wr_vid=1; wr_skey=lent-key' } };

  test('a login gets pushed articles with their seconds', async () => {
    await play();
    const { reviews } = (await ask(replica, LIST, member)).json;
    expect(reviews).toHaveLength(1);
    const { mpInfo, reviewId } = reviews[0].subReviews[0].review;
    // 2020-09-14T08:30:15+08:00
    expect(mpInfo.time).toBe(1600043415);
    expect(reviewId.replaceAll('~', '_')).toBe(`MP_WXS_3900000001_${articleToken(account, pushed)}`);
  });

  test('no login and a wrong one are told apart', async () => {
    await play();
    expect((await ask(replica, LIST)).json.errcode).toBe(-2010);
    expect((await ask(replica, LIST, { headers: { cookie: 'wr_skey=old' } })).json.errcode).toBe(-2012);
  });

  test('an account that is not there has an empty list', async () => {
    await play();
    expect((await ask(replica, LIST.replace('3900000001', '1'), member)).json.reviews).toEqual([]);
  });
});

describe('搜狗', () => {
  const SEARCH = 'https://weixin.sogou.com/weixin?ie=utf8&s_from=input&query=shilixian';

  test('the card has the certified subject and the second of the newest pushed article', async () => {
    await play();
    const { text } = await ask(replica, `${SEARCH}&type=1`);
    expect(text).toContain("timeConvert('1600043415')");
    expect(text).toContain('</i>示例县人民政府办公室</dd>');
    expect((await ask(replica, `${SEARCH}x&type=1`)).text).toContain('resultbarnum:0');
  });

  test('the antispider sends visitors to a page with a code', async () => {
    await play();
    replica.troubles.make({ kind: 'captcha', host: 'weixin.sogou.com' });
    const away = await ask(replica, `${SEARCH}&type=2`);
    expect(away.headers.get('location')).toMatch(/^\/antispider\//);
    expect((await ask(replica, 'https://weixin.sogou.com/antispider/')).text).toContain('seccodeImage');
  });
});

describe('the back office', () => {
  const SEARCH = 'https://mp.weixin.qq.com/cgi-bin/searchbiz?action=search_biz&begin=0&count=5&f=json&ajax=1';

  test('a token finds accounts by name, with their permanent key', async () => {
    await play();
    const query = encodeURIComponent('示例县');
    expect((await ask(replica, `${SEARCH}&token=123456&query=${query}`)).json).toMatchObject({
      total: 1,
      list: [{ fakeid: account.handle.biz, nickname: '示例县发布', verify_status: 2 }],
    });
    expect((await ask(replica, `${SEARCH}&token=1&query=${query}`)).json.base_resp.ret).toBe(200003);
  });

  test('lists of other accounts are closed', async () => {
    await play();
    const answer = await ask(replica, 'https://mp.weixin.qq.com/cgi-bin/appmsgpublish?sub=list&token=123456');
    expect(answer.json.base_resp.ret).toBe(200013);
  });
});

describe('the official interface', () => {
  const API = 'https://api.weixin.qq.com/cgi-bin';
  const withToken = (path: string) => `${API}/${path}?access_token=app-secret`;
  const post = { method: 'POST', body: '{"offset":0,"count":20,"no_content":1}' };

  test('lists also what was not pushed, newest first, with seconds', async () => {
    await play({ earlierPosts: 0 });
    const list = (await ask(replica, withToken('freepublish/batchget'), post)).json;
    expect(list.total_count).toBe(2);
    // 2020-09-15T10:00:00+08:00, 2020-09-14T08:30:15+08:00
    expect(list.item.map((item: { update_time: number }) => item.update_time)).toEqual([1600135200, 1600043415]);
  });

  test('tells the kind of subject, menu and automatic answers', async () => {
    await play({ interaction: { menu: false, autoReply: false } });
    expect((await ask(replica, withToken('account/getaccountbasicinfo'))).json).toMatchObject({
      principal_type: 3,
      principal_name: '示例县人民政府办公室',
      customer_type: 3,
    });
    expect((await ask(replica, withToken('get_current_selfmenu_info'))).json.is_menu_open).toBe(0);
    expect((await ask(replica, withToken('get_current_autoreply_info'))).json.is_autoreply_open).toBe(0);
  });

  test.each([
    ['normal', 1],
    ['cancelled', 14],
    ['banned', 16],
    ['frozen', 19],
  ] as const)('account_status of %s is %i', async (state, status) => {
    await play({ state });
    const info = await ask(replica, withToken('component/api_get_authorizer_info'), { method: 'POST', body: '{}' });
    expect(info.json.authorizer_info.account_status).toBe(status);
  });

  test('a wrong token and an account that did not authorise us are refused in different words', async () => {
    await play();
    expect((await ask(replica, `${API}/freepublish/batchget?access_token=x`, post)).json.errcode).toBe(40001);
    await replica.close();
    await play({ handle: { biz: account.handle.biz } });
    expect((await ask(replica, withToken('freepublish/batchget'), post)).json.errcode).toBe(61003);
  });
});

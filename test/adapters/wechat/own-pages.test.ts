import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import album from '../../../adapters/wechat/sources/album.ts';
import articleSource from '../../../adapters/wechat/sources/article.ts';
import searchbiz from '../../../adapters/wechat/sources/searchbiz.ts';
import sogou from '../../../adapters/wechat/sources/sogou.ts';
import { LittlePlatform, type Reply } from './little-platform.ts';
import { article, BIZ, GH_ID, NAME, notice } from './pages.ts';

let platform: LittlePlatform;
beforeAll(async () => {
  platform = await LittlePlatform.open();
});
afterAll(() => platform.close());
beforeEach(() => {
  platform.asked.length = 0;
  platform.secrets.clear();
  platform.answer = () => undefined;
});

const LINKS = ['A', 'B', 'C'].map((letter) => `https://mp.weixin.qq.com/s/${letter.repeat(22)}`);
const HANDLE = { biz: BIZ, ghId: GH_ID };

/** answers the links in their order */
function pages(...replies: (string | Reply)[]) {
  platform.answer = ({ path }) => {
    const reply = replies['ABC'.indexOf(path.charAt('/s/'.length))];
    return typeof reply === 'string' ? { body: reply } : reply;
  };
  return platform.look(articleSource, { ...HANDLE, articles: LINKS.slice(0, replies.length) }, {});
}

describe('known articles', () => {
  test('the newest is not claimed to be the last: the list is never whole', async () => {
    const seen = await pages(article(), article({ seconds: 1794360030, minute: '2026-11-11 09:20' }));
    expect(seen.outcome).toBe('ok');
    expect(seen.coverage).toBe('complete');
    expect(seen.listIsWhole).toBe(false);
    expect(seen.posts.map((post) => post.at.toString())).toEqual(['2026-11-18T01:20:30Z', '2026-11-11T01:20:30Z']);
    expect(seen.status?.status).toBe('normal');
    expect(seen.displayName).toBe(NAME);
    expect(seen.evidence[0]?.excerpt).toContain('1794964830');
  });

  test('a deleted article says nothing of the account', async () => {
    const seen = await pages(notice('该内容已被发布者删除'));
    expect(seen).toMatchObject({ outcome: 'ok', coverage: 'partial', posts: [] });
    expect(seen.status).toBeUndefined();
  });

  test('an article of somebody else is a failure and no data', async () => {
    const seen = await pages(article({ biz: 'MzA5OTk5OTk5OQ==', ghId: 'gh_999999999999' }));
    expect(seen).toMatchObject({ outcome: 'wrong-account', posts: [] });
  });

  test('the words in the place of the name are a state, not a name; the date of the article stays', async () => {
    const seen = await pages(article({ name: '该帐号已冻结' }));
    expect(seen.status?.status).toBe('frozen');
    expect(seen.displayName).toBeUndefined();
    expect(seen.posts).toHaveLength(1);
  });

  test('pages that contradict each other about the state give none', async () => {
    const seen = await pages(article(), notice('此账号已自主注销，内容无法查看'));
    expect(seen.status).toBeUndefined();
    expect(seen.detail).toContain('说法不一');
  });

  test('a page out of a cache says nothing of the state today', async () => {
    const seen = await pages(article({ serverTime: 1795000000 }));
    expect(seen.status).toBeUndefined();
    expect(seen.posts).toHaveLength(1);
  });

  test('a captcha keeps us out, and no further page is asked for', async () => {
    const seen = await pages(
      { status: 302, headers: { location: 'https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=X' } },
      article(),
    );
    expect(seen.outcome).toBe('captcha');
    expect(platform.asked.filter(({ path }) => path.startsWith('/s/'))).toHaveLength(1);
  });

  test.each([
    [notice('访问过于频繁'), 'throttled'],
    [notice('参数错误'), 'not-configured'],
    ['<html><body><div class="mesg-block"><p>该内容暂时无法查看</p></div></body></html>', 'upstream-error'],
    ['<html><body><div id="app"></div></body></html>', 'layout-changed'],
    [{ status: 502, body: '<h1>Bad Gateway</h1>' }, 'upstream-error'],
    [{ status: 429 }, 'throttled'],
  ])('what cannot be read has a reason (%#)', async (reply, outcome) => {
    expect(await pages(reply)).toMatchObject({ outcome, posts: [], coverage: 'none' });
  });

  test('a link that names another account is not even asked for', async () => {
    const articles = ['https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=1&idx=1&sn=ab'];
    const seen = await platform.look(articleSource, { ...HANDLE, articles }, {});
    expect(seen.outcome).toBe('wrong-account');
    expect(platform.asked).toHaveLength(0);
  });

  test('not verified is handed on as such, never as personal', async () => {
    expect((await pages(article({ verify: 0 }))).subject).toEqual({
      kind: 'unverified',
      label: null,
      strength: 'weak',
    });
  });
});

describe('an album', () => {
  const item = (seconds: number) => ({
    create_time: String(seconds),
    title: '示例',
    msgid: '1',
    itemidx: '1',
    key: `${BIZ}_1_1`,
    url: `http://mp.weixin.qq.com/s?__biz=${BIZ}&mid=${seconds}&idx=1&sn=ab#rd`,
  });
  const answer = (list: unknown, more = {}) => ({
    base_resp: { ret: 0 },
    getalbum_resp: { article_list: list, base_info: { nickname: NAME, username: GH_ID, ...more }, continue_flag: '0' },
  });
  const look = (json: unknown) => {
    platform.answer = ({ path }) => (path === '/mp/appmsgalbum' ? { json } : undefined);
    return platform.look(album, { ...HANDLE, albums: ['2900000000000000001'] }, {});
  };

  test('a list, and one article that stands there as an object', async () => {
    expect((await look(answer([item(1794964830), item(1794360030)]))).posts).toHaveLength(2);
    const [only] = (await look(answer(item(1794964830)))).posts;
    expect(only?.at.toString()).toBe('2026-11-18T01:20:30Z');
    expect(only?.url).toBe(`https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1794964830&idx=1&sn=ab`);
  });

  test('an empty one proves nothing', async () => {
    expect(await look(answer(undefined))).toMatchObject({
      outcome: 'ok',
      coverage: 'partial',
      listIsWhole: false,
      posts: [],
    });
  });

  test('of another account it is a failure', async () => {
    expect((await look(answer([item(1794964830)], { username: 'gh_ffffffffffff' }))).outcome).toBe('wrong-account');
  });

  test('oldest first and longer than a page: it is asked the other way round', async () => {
    const oldest = { ...answer([item(1700000000), item(1700086400)]) };
    oldest.getalbum_resp.continue_flag = '1';
    platform.answer = ({ query }) => ({ json: query.get('is_reverse') === '1' ? answer([item(1794964830)]) : oldest });
    const seen = await platform.look(album, { ...HANDLE, albums: ['1'] }, {});
    expect(seen.posts.map((post) => post.at.epochMilliseconds / 1000)).toContain(1794964830);
  });

  test.each([
    [{ base_resp: { ret: 200013 } }, 'throttled'],
    [{ base_resp: { ret: -1 } }, 'upstream-error'],
    [{ other: true }, 'layout-changed'],
    [answer([item(1e300)]), 'layout-changed'],
  ])('an error is never an empty album (%#)', async (json, outcome) => {
    expect((await look(json)).outcome).toBe(outcome);
  });
});

describe('the search of the back office', () => {
  const row = (fakeid: string, nickname: string, verify = 2) => ({
    fakeid,
    nickname,
    alias: '',
    verify_status: verify,
  });
  const look = (json: unknown) => {
    platform.secrets.set('wechat-mp-cookie', 'sid=secret-of-a-test').set('wechat-mp-token', '424242');
    platform.answer = () => ({ json });
    return platform.look(searchbiz, { ...HANDLE, alias: 'shili' }, {});
  };

  test('only the very same fakeid counts', async () => {
    const list = [row('MzA5OTk5OTk5OQ==', '示例区融媒小喇叭'), row(BIZ, '示例区发布')];
    const seen = await look({ base_resp: { ret: 0 }, list });
    expect(seen).toMatchObject({ displayName: '示例区发布', status: { status: 'normal' } });
    expect(JSON.stringify(seen.evidence)).not.toContain('424242');
  });

  test('not found says nothing', async () => {
    const seen = await look({ base_resp: { ret: 0 }, total: 0, list: [] });
    expect(seen).toMatchObject({ outcome: 'ok', coverage: 'partial' });
    expect(seen.status).toBeUndefined();
  });

  test('a dead session is named as such', async () => {
    expect((await look({ base_resp: { ret: 200003, err_msg: 'invalid session' } })).outcome).toBe('auth-expired');
  });

  test('without the secrets nothing is asked', async () => {
    const seen = await platform.look(searchbiz, { ...HANDLE, alias: 'shili' }, {});
    expect(seen.outcome).toBe('not-configured');
    expect(platform.asked).toHaveLength(0);
  });
});

describe('Sogou', () => {
  const card = (alias: string, seconds: number) =>
    `<li><p class="tit"><a uigs="account_name_0" href="/link">示例</a></p><label name="em_weixinhao">${alias}</label>
<dl><dt>最近文章：</dt><dd><a uigs="account_article_0" href="/link">示例：一则通知</a><span><script>document.write(timeConvert('${seconds}'))</script>3天前</span></dd></dl></li>`;
  const look = (body: string) => {
    platform.answer = ({ path }) =>
      path === '/weixin' ? { body } : { body: '', headers: { 'set-cookie': 'SNUID=x' } };
    return platform.look(sogou, { ...HANDLE, alias: 'shili' }, {});
  };

  test('the date on the card of this very account, and no other', async () => {
    const seen = await look(`<ul class="news-list2">${card('shilixlb', 1795134615)}${card('shili', 1794964830)}</ul>`);
    expect(seen.posts.map((post) => post.at.toString())).toEqual(['2026-11-18T01:20:30Z']);
    expect(seen.displayName).toBeUndefined();
    expect(seen.evidence[0]?.excerpt).toContain('1794964830');
    expect(platform.asked.at(-1)?.headers.cookie).toBe('SNUID=x');
  });

  test('twenty searches are made in a night, and no more', async () => {
    platform.answer = () => ({ body: `<ul class="news-list2">${card('shili', 1794964830)}</ul>` });
    const handles = Array.from({ length: 21 }, () => ({ ...HANDLE, alias: 'shili' }));
    const outcomes = (await platform.night(sogou, handles, {})).map((seen) => seen.outcome);
    expect(outcomes).toEqual([...Array.from({ length: 20 }, () => 'ok'), 'skipped']);
    expect(platform.asked.filter(({ path }) => path === '/weixin')).toHaveLength(20);
  });

  test('nothing found says nothing', async () => {
    const seen = await look('<div id="noresult_part1_container"><p>暂无</p></div>');
    expect(seen).toMatchObject({ outcome: 'ok', coverage: 'partial', posts: [] });
  });

  test('the captcha and an unknown page', async () => {
    expect((await look('<form id="seccodeForm"></form>')).outcome).toBe('captcha');
    expect((await look('<html><body>新的首页</body></html>')).outcome).toBe('layout-changed');
  });
});

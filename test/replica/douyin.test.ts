import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
import type { DouyinAccount } from './world.ts';

const SEC = 'MS4wLjABAAAAexample0000000000000000000000000001';
const account: DouyinAccount = {
  platform: 'douyin',
  handle: { secUid: SEC },
  name: '示例县发布',
  subject: { kind: 'government', label: '示例县人民政府官方账号' },
  earlierPosts: 10,
  posts: [
    { at: '2019-05-01T08:00:00+08:00', pinned: true },
    { at: '2020-08-20T08:00:00+08:00', comments: 2 },
    { at: '2020-09-14T17:10:05+08:00' },
  ],
  hides: { newestDays: 7 },
};
const PROFILE = `https://www.douyin.com/aweme/v1/web/user/profile/other/?sec_user_id=${SEC}`;
const WORKS = `https://www.douyin.com/aweme/v1/web/aweme/post/?sec_user_id=${SEC}&max_cursor=0&count=18`;
const MEMBER = { headers: { cookie: 'sessionid=lent' } };

let replica: Replica;
afterEach(() => replica.close());
async function play(more: Partial<DouyinAccount> = {}) {
  const world = { accounts: [{ ...account, ...more }], logins: { douyin: 'lent' } };
  replica = await startReplica(world, { at: '2020-09-15T18:00:00+08:00' });
}
const times = (list: { create_time: number }[]) => list.map((work) => work.create_time);
// 2019-05-01T08:00:00+08:00, 2020-08-20T08:00:00+08:00, 2020-09-14T17:10:05+08:00
const [PINNED, OLD, NEW] = [1556668800, 1597881600, 1600074605];

describe('douyin', () => {
  test('profile: name, number of works and certification', async () => {
    await play();
    expect((await ask(replica, PROFILE)).json.user).toMatchObject({
      sec_uid: SEC,
      nickname: '示例县发布',
      aweme_count: 13,
      enterprise_verify_reason: '示例县人民政府官方账号',
      custom_verify: '',
      is_gov_media_vip: true,
    });
  });

  test('a visitor does not get the newest works, a lent login gets them all', async () => {
    await play();
    expect(times((await ask(replica, WORKS)).json.aweme_list)).toEqual([PINNED, OLD]);
    expect(times((await ask(replica, WORKS, MEMBER)).json.aweme_list)).toEqual([PINNED, NEW, OLD]);
  });

  test('a session that is not believed any more is a guest', async () => {
    await play();
    replica.troubles.make({ kind: 'logged-out', platform: 'douyin' });
    expect(times((await ask(replica, WORKS, MEMBER)).json.aweme_list)).toEqual([PINNED, OLD]);
  });

  test('the login page sets the session cookie', async () => {
    await play();
    const answer = await ask(replica, 'https://www.douyin.com/login');
    expect(answer.headers.get('set-cookie')).toMatch(/^sessionid=lent; /);
  });

  test('a work id carries the second of its creation', async () => {
    await play();
    const [, work] = (await ask(replica, WORKS)).json.aweme_list;
    expect(Number(BigInt(work.aweme_id) >> 32n)).toBe(OLD);
    const comments = await ask(replica, `https://www.douyin.com/aweme/v1/web/comment/list/?aweme_id=${work.aweme_id}`);
    expect(comments.json.total).toBe(2);
  });

  test.each([
    ['banned', '账号已被封禁'],
    ['cancelled', '账号已经注销'],
    ['private', '私密账号'],
  ] as const)('%s is told in the profile, and the list is null', async (state, title) => {
    await play({ state });
    expect((await ask(replica, PROFILE)).json.user.special_state_info.title).toBe(title);
    expect((await ask(replica, WORKS)).json.aweme_list).toBeNull();
  });

  test('an account that never posted has a count of 0 and an empty list', async () => {
    await play({ posts: [], earlierPosts: 0 });
    expect((await ask(replica, PROFILE)).json.user.aweme_count).toBe(0);
    expect((await ask(replica, WORKS)).json).toMatchObject({ aweme_list: [], has_more: 0 });
  });

  test('a first page without works can be followed by one with works', async () => {
    await play({ hides: { list: 'later' } });
    const first = (await ask(replica, WORKS)).json;
    expect(first).toMatchObject({ aweme_list: [], has_more: 1 });
    const second = await ask(replica, WORKS.replace('max_cursor=0', `max_cursor=${first.max_cursor}`));
    expect(times(second.json.aweme_list)).toEqual([NEW, OLD]);
  });

  test('pages follow each other by cursor until there is no more', async () => {
    const posts = Array.from({ length: 20 }, (_, day) => ({
      at: `2020-08-${String(day + 1).padStart(2, '0')}T08:00:00+08:00`,
    }));
    await play({ posts, hides: {} });
    const first = (await ask(replica, WORKS)).json;
    expect([first.aweme_list.length, first.has_more]).toEqual([18, 1]);
    const second = (await ask(replica, WORKS.replace('max_cursor=0', `max_cursor=${first.max_cursor}`))).json;
    expect([second.aweme_list.length, second.has_more]).toEqual([2, 0]);
  });

  test('a co-created work has the partner as author and us among the creators', async () => {
    await play({ posts: [{ at: '2020-08-20T08:00:00+08:00', coCreatedWith: '示例省发布' }] });
    const [work] = (await ask(replica, WORKS)).json.aweme_list;
    expect(work.author.nickname).toBe('示例省发布');
    expect(work.cooperation_info.co_creators[0].sec_uid).toBe(SEC);
  });

  test('an unknown id is not valid; a captcha stands in place of the page, and lists are empty bodies', async () => {
    await play();
    const unknown = await ask(replica, PROFILE.replace(SEC, 'MS4wLjABAAAAnobody'));
    expect(unknown.json).toMatchObject({ status_code: 2 });
    replica.troubles.make({ kind: 'captcha', account: SEC });
    expect((await ask(replica, `https://www.douyin.com/user/${SEC}`)).text).toContain('验证码中间页');
    expect(await ask(replica, WORKS)).toMatchObject({ status: 200, text: '' });
  });

  test('the page asks for profile and works by itself, on its own host', async () => {
    await play();
    const { text } = await ask(replica, `https://www.douyin.com/user/${SEC}`);
    expect(text).toContain("read('/aweme/v1/web/user/profile/other/?");
    expect(text).toContain("read('/aweme/v1/web/aweme/post/?");
  });
});

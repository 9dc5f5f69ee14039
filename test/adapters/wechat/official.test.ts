import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { subjectOf } from '../../../adapters/wechat/official-answers.ts';
import official from '../../../adapters/wechat/sources/official.ts';
import { type Asked, LittlePlatform, type Reply } from './little-platform.ts';
import { GH_ID, NAME, SECONDS } from './pages.ts';

let platform: LittlePlatform;
beforeAll(async () => {
  platform = await LittlePlatform.open();
});
afterAll(() => platform.close());

const APP = 'wx00aa11bb22cc33dd';
const HANDLE = { ghId: GH_ID, appId: APP };

const INFO = {
  authorizer_info: { nick_name: NAME, user_name: GH_ID, principal_name: '示例区人民政府', account_status: 1 },
  authorization_info: { authorizer_refresh_token: 'refresh-of-a-test' },
};
const BASIC = {
  errcode: 0,
  appid: APP,
  nickname: NAME,
  principal_name: '示例区人民政府',
  principal_type: 3,
  customer_type: 3,
};
const news = (more = {}) => ({
  title: '示例',
  url: 'https://mp.weixin.qq.com/s/ExampleExampleExample0',
  is_deleted: false,
  need_open_comment: 1,
  ...more,
});
const PUBLISHED = { total_count: 1, item: [{ update_time: SECONDS, content: { news_item: [news()] } }] };
const MENU = { is_menu_open: 1, selfmenu_info: { button: [{ name: '政务公开' }] } };
const REPLIES = { is_add_friend_reply_open: 0, is_autoreply_open: 1, keyword_autoreply_info: { list: [] } };

let answers: Record<string, unknown>;
beforeEach(() => {
  platform.asked.length = 0;
  platform.secrets.clear();
  platform.secrets.set(`wechat-app-secret-${APP}`, 'app-secret-of-a-test');
  platform.secrets.set('wechat-component-secret', 'component-secret-of-a-test');
  platform.secrets.set('wechat-component-ticket', 'ticket-of-a-test');
  platform.secrets.set(`wechat-refresh-token-${APP}`, 'refresh-of-a-test');
  answers = {
    stable_token: { access_token: 'access-of-a-test', expires_in: 7200 },
    api_component_token: { component_access_token: 'component-access-of-a-test' },
    api_authorizer_token: {
      authorizer_access_token: 'access-of-a-test',
      authorizer_refresh_token: 'refresh-of-a-test',
    },
    api_get_authorizer_info: INFO,
    getaccountbasicinfo: BASIC,
    batchget: PUBLISHED,
    get_current_selfmenu_info: MENU,
    get_current_autoreply_info: REPLIES,
  };
  platform.answer = ({ path }: Asked): Reply | undefined => {
    const json = answers[path.slice(path.lastIndexOf('/') + 1)];
    return json === undefined ? undefined : { json };
  };
});

const look = (options: { component?: string } = { component: 'wx99887766554433aa' }) =>
  platform.look(official, HANDLE, options);

describe('the official interface', () => {
  test('tells state, name, subject, publications, menu and replies', async () => {
    const seen = await look();
    expect(seen).toMatchObject({
      outcome: 'ok',
      coverage: 'complete',
      listIsWhole: true,
      status: { status: 'normal' },
      displayName: NAME,
      subject: { kind: 'government', label: '示例区人民政府' },
      interaction: { comments: 'yes', menu: 'yes', autoReply: 'yes' },
    });
    expect(seen.posts.map((post) => post.at.toString())).toEqual(['2026-11-18T01:20:30Z']);
  });

  test('with the account’s own secret it sees everything but the state', async () => {
    const seen = await look({});
    expect(seen).toMatchObject({ outcome: 'ok', subject: { kind: 'government' } });
    expect(seen.status).toBeUndefined();
    expect(JSON.parse(platform.asked[0]?.body ?? '{}')).toMatchObject({ appid: APP, secret: 'app-secret-of-a-test' });
  });

  test('no token and no secret stands in what it shows', async () => {
    expect(JSON.stringify(await look())).not.toContain('-of-a-test');
    expect(JSON.stringify(await look({}))).not.toContain('-of-a-test');
  });

  test.each([
    [14, 'cancelled'],
    [16, 'banned'],
    [18, 'normal'],
    [19, 'frozen'],
  ])('account_status %i', async (account_status, status) => {
    answers.api_get_authorizer_info = { authorizer_info: { ...INFO.authorizer_info, account_status } };
    expect((await look()).status?.status).toBe(status);
  });

  test('a number that is not documented is no state', async () => {
    answers.api_get_authorizer_info = { authorizer_info: { ...INFO.authorizer_info, account_status: 99 } };
    expect((await look()).status).toBeUndefined();
  });

  test('a deleted article is no publication, and an empty list proves nothing', async () => {
    answers.batchget = {
      total_count: 1,
      item: [{ update_time: SECONDS, content: { news_item: [news({ is_deleted: true })] } }],
    };
    expect(await look()).toMatchObject({ posts: [], listIsWhole: false });
    answers.batchget = { total_count: 0, item: [] };
    expect(await look()).toMatchObject({ posts: [], listIsWhole: false });
  });

  test('no menu is a no; no automatic reply by setting is none, for the owner may have a server of his own', async () => {
    answers.get_current_selfmenu_info = { is_menu_open: 0 };
    answers.get_current_autoreply_info = { is_add_friend_reply_open: 0, is_autoreply_open: 0 };
    const seen = await look();
    expect(seen.interaction?.menu).toBe('no');
    expect(seen.interaction?.autoReply).toBeUndefined();
  });

  test('a right that was not granted takes away its part and nothing else', async () => {
    answers.batchget = { errcode: 48001, errmsg: 'api unauthorized' };
    const seen = await look();
    expect(seen).toMatchObject({
      outcome: 'ok',
      coverage: 'partial',
      listIsWhole: false,
      status: { status: 'normal' },
    });
    expect(seen.detail).toContain('48001');
  });

  test('one account’s withdrawn authorisation must not end the source for all others', async () => {
    answers.api_authorizer_token = { errcode: 61003, errmsg: 'component is not authorized by this account' };
    const seen = await look();
    expect(seen.outcome).toBe('not-configured');
    expect(seen.detail).toContain('61003');
  });

  test('an answer about another account is refused', async () => {
    answers.api_get_authorizer_info = { authorizer_info: { ...INFO.authorizer_info, user_name: 'gh_ffffffffffff' } };
    expect((await look()).outcome).toBe('wrong-account');
  });

  test('two divisions that contradict each other about a person leave the subject open', () => {
    const basic = { appid: null, nickname: null, principal_name: '某某' };
    expect(subjectOf({ ...basic, principal_type: 0, customer_type: 15 })?.kind).toBe('personal');
    expect(subjectOf({ ...basic, principal_type: 3, customer_type: 15 })?.kind).toBe('unknown');
    expect(subjectOf({ ...basic, principal_type: 4, customer_type: 11 })?.kind).toBe('institution');
  });
});

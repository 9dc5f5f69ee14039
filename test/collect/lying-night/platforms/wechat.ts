import { inventedHandle } from '../../../replica/demo/account.ts';
import { articleLink } from '../../../replica/ids.ts';
import type { Bridge, WechatAccount } from '../../../replica/world.ts';
import { ALL_LIES, allBut, type Played } from '../played.ts';

const TOKEN = 'bridge-token';
const BRIDGES = [
  { kind: 'wechat2rss', name: 'copy', host: 'wechat2rss.example', token: TOKEN },
  { kind: 'we-mp-rss', name: 'werss', host: 'werss.example' },
  { kind: 'wewe-rss', name: 'wewe', host: 'wewe.example' },
  { kind: 'rsshub', name: 'hub', host: 'rsshub-wechat.example' },
] as const satisfies readonly Bridge[];
const SECRET = 'secret-of-all';
const WEREAD = 'lent-weread';
const BACK_OFFICE = '1234567890';
const ALBUM = '2000000000000000001';

const settingsOf = ({ kind, name, host }: (typeof BRIDGES)[number]) => ({
  kind,
  name,
  url: `http://${host}`,
  ...(kind === 'wechat2rss' ? { token: TOKEN } : {}),
});

export default {
  accounts: 550,
  settings: {
    sources: [
      { kind: 'official' },
      ...BRIDGES.map(settingsOf),
      { kind: 'weread' },
      { kind: 'article' },
      { kind: 'album' },
      { kind: 'searchbiz' },
      { kind: 'sogou' },
    ],
  },
  asksNothing: ['manual'],
  bridges: BRIDGES,
  logins: (accounts) => ({
    weread: WEREAD,
    searchbiz: BACK_OFFICE,
    official: Object.fromEntries(
      accounts.flatMap((one) => (one.platform === 'wechat' && one.handle.appId ? [[one.handle.appId, SECRET]] : [])),
    ),
  }),
  secret(name) {
    if (name.startsWith('wechat-app-secret-')) return SECRET;
    if (name === 'wechat-weread-cookie') return `wr_vid=1; wr_skey=${WEREAD}`;
    if (name === 'wechat-mp-cookie') return 'slave_sid=x';
    return name === 'wechat-mp-token' ? BACK_OFFICE : undefined;
  },
  // the notice in place of a cancelled account's article names nobody, so that the judge wants it twice
  strangerIs: 'frozen',
  places: [
    ...BRIDGES.map(({ host }) => ({ host, lies: ALL_LIES })),
    // the owner's own interface needs no second witness; an old list of its own cannot be told from the truth
    { host: 'api.weixin.qq.com', lies: allBut('old') },
    { host: 'weread.qq.com', lies: ALL_LIES },
    { host: 'mp.weixin.qq.com', path: '/s/', lies: ALL_LIES },
    { host: 'mp.weixin.qq.com', path: '/mp/appmsgalbum', lies: ALL_LIES },
    { host: 'mp.weixin.qq.com', path: '/cgi-bin/searchbiz', lies: ALL_LIES },
    { host: 'weixin.sogou.com', lies: ALL_LIES },
  ],
  play(number, common): WechatAccount {
    const bare = inventedHandle('wechat', number);
    const bizNumber = bare.feeds.main;
    const route = number % 2 === 0 ? `/wechat/sogou/${common.name}` : `/wechat/mp/msgalbum/${bare.biz}/${ALBUM}`;
    const handle: WechatAccount['handle'] = {
      biz: bare.biz,
      ghId: bare.ghId,
      alias: `shili${String(number).padStart(4, '0')}`,
      appId: `wx${number.toString(16).padStart(16, '0')}`,
      albums: [ALBUM],
      feeds: { copy: bizNumber, werss: `MP_WXS_${bizNumber}`, wewe: `MP_WXS_${bizNumber}`, hub: route },
    };
    const account: WechatAccount = {
      ...common,
      platform: 'wechat',
      handle,
      posts: common.posts.map((post) => ({ ...post, album: ALBUM })),
    };
    const known = [account.posts[0], account.posts.at(-1)].filter((post) => post !== undefined);
    const articles = known.map((post) => articleLink(account, post));
    return { ...account, handle: { ...handle, articles } };
  },
} satisfies Played;

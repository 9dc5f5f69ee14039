import { inventedHandle } from '../../../replica/demo/account.ts';
import { ALL_LIES, type Played } from '../played.ts';

const HUB = 'rsshub-weibo.example';
const SESSION = 'lent-session';

export default {
  accounts: 450,
  settings: {
    sources: [
      { kind: 'lent' },
      { kind: 'mobile' },
      { kind: 'profile' },
      { kind: 'video' },
      { kind: 'mute' },
      { kind: 'browser' },
      { kind: 'rsshub', url: `http://${HUB}` },
    ],
  },
  bridges: [{ kind: 'rsshub', name: 'weibo', host: HUB }],
  logins: () => ({ weibo: SESSION }),
  secret: (name) => (name === 'weibo-cookie' ? `SUB=${SESSION}; SUBP=x` : undefined),
  // the words about a banned or cancelled account name nobody, so that the judge wants them twice
  strangerIs: 'muted',
  places: [
    { host: 'm.weibo.cn', lies: ALL_LIES },
    { host: 'weibo.com', path: '/ajax/profile/info', lies: ALL_LIES },
    { host: 'weibo.com', path: '/ajax/profile/getWaterFallContent', lies: ALL_LIES },
    { host: 'weibo.com', path: '/ajax/profile/getMuteuser', lies: ALL_LIES },
    { host: 'weibo.com', path: '/ajax/statuses/mymblog', lies: ALL_LIES },
    { host: HUB, lies: ALL_LIES },
  ],
  play: (number, common) => ({ ...common, platform: 'weibo', handle: inventedHandle('weibo', number) }),
  pageAsks(html) {
    const uid = /getIndex\?type=uid&value=(\d+)/.exec(html)?.[1];
    if (uid === undefined) return [];
    const profile = `/api/container/getIndex?type=uid&value=${uid}`;
    return [{ path: profile }, { path: `${profile}&containerid=107603${uid}` }];
  },
} satisfies Played;

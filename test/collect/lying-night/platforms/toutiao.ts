import { inventedHandle } from '../../../replica/demo/account.ts';
import { ALL_LIES, type Played } from '../played.ts';

const HUB = 'rsshub-toutiao.example';

export default {
  accounts: 300,
  settings: {
    sources: [
      { kind: 'lent', profile: 'lent' },
      { kind: 'browser' },
      { kind: 'profile' },
      { kind: 'fans' },
      { kind: 'rsshub', url: `http://${HUB}` },
    ],
  },
  bridges: [{ kind: 'rsshub', name: 'toutiao', host: HUB }],
  logins: () => ({ toutiao: 'lent-session' }),
  strangerIs: 'banned',
  places: [
    { host: 'www.toutiao.com', path: '/c/user/token/', lies: ALL_LIES },
    { host: 'www.toutiao.com', path: '/list/user/feed', lies: ALL_LIES, isAskedTwice: true },
    { host: 'www.toutiao.com', path: '/fans_stat', lies: ALL_LIES },
    { host: HUB, lies: ALL_LIES },
  ],
  play: (number, common) => ({ ...common, platform: 'toutiao', handle: inventedHandle('toutiao', number) }),
  pageAsks(html) {
    const token = /category=profile_all&token=([\w-]+)/.exec(html)?.[1];
    if (token === undefined) return [];
    return [
      { path: `/api/pc/list/user/feed?category=profile_all&token=${token}&max_behot_time=0&aid=24` },
      { path: '/api/pc/user/fans_stat', form: `token=${token}` },
    ];
  },
} satisfies Played;

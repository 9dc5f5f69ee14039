import { inventedHandle } from '../../../replica/demo/account.ts';
import { ALL_LIES, type Played } from '../played.ts';

const HUB = 'rsshub-douyin.example';

export default {
  accounts: 300,
  settings: {
    sources: [{ kind: 'lent', profile: 'lent' }, { kind: 'browser' }, { kind: 'rsshub', url: `http://${HUB}` }],
  },
  bridges: [{ kind: 'rsshub', name: 'douyin', host: HUB }],
  logins: () => ({ douyin: 'lent-session' }),
  strangerIs: 'cancelled',
  places: [
    { host: 'www.douyin.com', path: '/user/MS4', lies: ALL_LIES },
    { host: 'www.douyin.com', path: '/user/profile/other/', lies: ALL_LIES },
    { host: 'www.douyin.com', path: '/aweme/post/', lies: ALL_LIES, isAskedTwice: true },
    { host: HUB, lies: ALL_LIES },
  ],
  play: (number, common) => ({ ...common, platform: 'douyin', handle: inventedHandle('douyin', number) }),
  pageAsks(html) {
    const id = /sec_user_id=([\w-]+)/.exec(html)?.[1];
    if (id === undefined) return [];
    return [
      { path: `/aweme/v1/web/user/profile/other/?aid=6383&sec_user_id=${id}` },
      { path: `/aweme/v1/web/aweme/post/?aid=6383&sec_user_id=${id}&count=18&max_cursor=0` },
    ];
  },
} satisfies Played;

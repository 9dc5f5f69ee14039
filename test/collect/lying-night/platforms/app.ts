import { type AppAccount, STORES } from '../../../replica/world.ts';
import { ALL_LIES, allBut, type Place, type Played } from '../played.ts';

/** “No such app” in a store's own words, with good canaries, is what the store says: only three nights and a second store tell. */
const NOT_ABSENT = allBut('empty-list');
/** what comes in place of a file; “suspect” is the word for exactly that, and three nights decide */
const OF_FILES: Place['lies'] = ['empty', 'other-account', 'half', 'error-page'];

export default {
  accounts: 400,
  settings: { sources: STORES.map((kind) => ({ kind })) },
  places: [
    // the public page tells the truth: it contradicts an empty lookup
    { host: 'itunes.apple.com', lies: ALL_LIES },
    // of the two pages of 应用宝 one knows the app
    { host: 'sj.qq.com', lies: ALL_LIES },
    { host: 'a.app.qq.com', lies: NOT_ABSENT },
    { host: '*.dd.qq.com', lies: OF_FILES },
    { host: 'app.mi.com', lies: NOT_ABSENT },
    { host: '*.market.xiaomi.com', lies: OF_FILES },
    { host: 'h5-api.appstore.vivo.com.cn', lies: NOT_ABSENT },
    { host: 'appstore.vivo.com.cn', lies: ['error-page', 'empty'] },
    { host: 'apkwificdn.vivo.com.cn', lies: OF_FILES },
    { host: 'web-drcn.hispace.dbankcloud.com', path: '/uowap/', lies: NOT_ABSENT },
    // an answer of no length is this store's word for “no such app”
    { host: 'web-drcn.hispace.dbankcloud.com', path: '/webedge/appinfo', lies: allBut('empty-list', 'empty') },
    { host: 'apps.galaxyappstore.com', lies: ALL_LIES },
    { host: 'mobile.baidu.com', lies: ALL_LIES },
    { host: 'app.meizu.com', lies: ALL_LIES },
    { host: 'www.wandoujia.com', lies: ALL_LIES },
  ],
  play(number, common): AppAccount {
    const digits = String(number).padStart(5, '0');
    const name = `cn.gov.example.n${digits}`;
    // a version has a number of its own, so that an old one shows
    const posts = common.posts.map((post, index) => ({ ...post, title: `${number}.${index}` }));
    return {
      ...common,
      posts,
      platform: 'app',
      handle: {
        package: name,
        appleId: `15${digits}`,
        huaweiId: `C10${digits}`,
        vivoId: `36${digits}`,
        harmonyPackage: `${name}.hmos`,
        name: String(common.name),
      },
      developer: `示例${digits}县行政审批服务局`,
      shelves: Object.fromEntries(
        STORES.map((store) => [store, store === 'harmony' ? { package: `${name}.hmos` } : {}]),
      ),
    };
  },
} satisfies Played;

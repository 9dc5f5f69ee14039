/** 华为应用市场, the listings of Android: a token first, then cards. Not listed and another region look the same. */
import {
  type Asked,
  about,
  html,
  json,
  page,
  type ReplicaPlatform,
  type Route,
  redirect,
  type Scene,
} from '../../platform.ts';
import { findApp, type Listed, listing } from '../../shapes/app.ts';
import { slashedDay } from '../../times.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJleGFtcGxlIn0.c2lnbmF0dXJl';
const HOME = 'https://appgallery.cloud.huawei.com';
const NOTHING = { rtnCode: 0, count: 0, hasNextPage: 0, totalPages: 0, layout: [], layoutData: [] };

const platform: ReplicaPlatform = {
  id: 'huawei',
  serves: (host) => /^(web-drcn\.hispace\.dbankcloud\.(cn|com)|appgallery(\.cloud)?\.huawei\.com)$/.test(host),
  route: (asked, scene) => {
    if (asked.host.endsWith('huawei.com')) {
      // from the mainland the download link leads to the store's home
      if (asked.path.startsWith('/appdl/')) return page(redirect(HOME));
      const cookies = ['HWWAFSESID=0; Path=/', 'HWWAFSESTIME=1; Path=/'];
      return page(html('<!DOCTYPE html><title>华为应用市场</title>', { headers: { 'set-cookie': cookies } }));
    }
    if (/^\/(edge\/)?webedge\/getInterfaceCode$/.test(asked.path)) return page(json(TOKEN));
    if (!/^\/(edge\/)?(uowap\/index|index\/commentlist3)$/.test(asked.path)) return null;
    if (!asked.headers['interface-code']?.startsWith(`${TOKEN}_`)) {
      return page(json({ rtnCode: 1002, rtnDesc: 'interface code invalid' }, { status: 403 }));
    }
    if (asked.path.endsWith('commentlist3')) return page(json(COMMENTS));
    return asked.query.get('method') === 'internal.completeSearchWord' ? search(asked, scene) : detail(asked, scene);
  },
};
export default platform;

const COMMENTS = {
  rtnCode: 0,
  count: 57,
  totalPages: 3,
  list: [{ commentId: '1', commentInfo: '示例', rating: '3', operTime: '2020-08-02 11:20' }],
  ratingDstList: [{ rating: 3, ratingCounts: 57 }],
};

function detail(asked: Asked, scene: Scene): Route {
  const id = asked.query.get('appid') ?? /^app\|(C\d+)$/.exec(asked.query.get('uri') ?? '')?.[1];
  const account = findApp(scene, (handle) => handle.huaweiId !== undefined && handle.huaweiId === id);
  if (account === undefined || id === undefined) return page(json(NOTHING));
  return about<'app'>(account, (shown) => {
    const listed = listing('huawei', shown);
    return json(listed === null ? NOTHING : cards(shown.account.handle.huaweiId ?? id, listed));
  });
}

function cards(appid: string, listed: Listed) {
  const { name, developer } = listed;
  const version = { versionName: listed.versionName, versionCode: String(listed.versionCode) };
  const info = {
    package: listed.package,
    version: listed.versionName,
    sizeDesc: '65.2 MB',
    fullSize: 68367155,
    releaseDate: slashedDay(listed.updated),
    developer,
  };
  const hidden = { appid, name, package: listed.package, ...version, sha256: '0'.repeat(64), targetSDK: '30' };
  return {
    rtnCode: 0,
    name,
    count: 1,
    hasNextPage: 0,
    totalPages: 1,
    layoutData: [
      { layoutId: 45, layoutName: 'detailheadcard', dataList: [{ appid, name, intro: '12万次安装', stars: '2.5' }] },
      { layoutId: 49, layoutName: 'detailhiddencard', dataList: [hidden] },
      { layoutId: 61, layoutName: 'detailappinfocard', dataList: [info] },
      {
        layoutId: 59,
        layoutName: 'textlistcard',
        dataList: [{ name: '应用信息', list: [{ name: '开发者', text: developer }] }],
      },
    ],
  };
}

function search(asked: Asked, scene: Scene): Route {
  const keyword = asked.query.get('keyword') ?? '';
  const appList = scene.accounts('app').flatMap((account) => {
    const listed = listing('huawei', scene.show(account));
    if (listed === null || !listed.name.includes(keyword)) return [];
    const { name, developer } = listed;
    const version = { version: listed.versionName, versionCode: String(listed.versionCode) };
    const releaseDate = slashedDay(listed.updated);
    return [{ id: account.handle.huaweiId, name, package: listed.package, ...version, developer, releaseDate }];
  });
  return page(json({ rtnCode: 0, ...(appList[0] === undefined ? {} : { app: appList[0] }), appList }));
}

/** 应用宝: two pages (the listing, and the download page that knows the file), and the file itself. */
import { createHash } from 'node:crypto';
import { type Asked, about, html, page, type ReplicaPlatform, type Scene } from '../../platform.ts';
import { fileReply, fileSize, findApp, type Listed, listing } from '../../shapes/app.ts';
import { seconds } from '../../times.ts';

/** the page always holds 应用宝 itself as well */
const ITSELF = {
  pkg_name: 'com.tencent.android.qqdownloader',
  app_id: '5848',
  name: '应用宝',
  version_name: '8.0.0',
  developer: '腾讯科技（深圳）有限公司',
  update_time: '1580000000',
};
const ABSENT =
  '<!DOCTYPE html><html><head><meta charset="utf-8"><title>应用不存在-应用宝</title></head><body><p>应用不存在</p></body></html>';
const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();

const platform: ReplicaPlatform = {
  id: 'tencent',
  serves: (host) => ['sj.qq.com', 'a.app.qq.com', 'imtt.dd.qq.com', 'imtt2.dd.qq.com', 'dd.myapp.com'].includes(host),
  route: (asked, scene) => {
    if (asked.host === 'sj.qq.com') return listingPage(asked, scene);
    if (asked.host === 'a.app.qq.com') return downloadPage(asked, scene);
    return file(asked, scene);
  },
};
export default platform;

function listingPage(asked: Asked, scene: Scene) {
  const wanted = /^\/appdetail\/([^/]+)$/.exec(asked.path)?.[1];
  if (wanted === undefined) return null;
  const account = findApp(scene, (handle) => handle.package === wanted);
  if (account === undefined) return page(html(ABSENT, { status: 404 }));
  return about<'app'>(account, (shown) => {
    const listed = listing('tencent', shown);
    return listed === null ? html(ABSENT, { status: 404 }) : html(nextPage(wanted, listed));
  });
}

function nextPage(wanted: string, listed: Listed): string {
  const item = {
    pkg_name: listed.package,
    app_id: '54000001',
    name: listed.name,
    version_name: listed.versionName,
    version_code: '',
    developer: listed.developer,
    operator: listed.developer,
    update_time: String(seconds(listed.updated)),
    apk_size: String(fileSize(listed)),
    md_5: md5(listed.package),
    download_url: '',
    download_num: '120000',
    average_rating: '2.50',
  };
  const components = [
    { cardId: 'YYB_HOME_NAV', data: { name: 'Nav', itemData: [ITSELF] } },
    { cardId: 'YYB_HOME_GAME_DETAIL', data: { name: 'GameDetail', itemData: [item] } },
  ];
  const props = {
    pageProps: {
      canonicalUrl: `https://sj.qq.com/appdetail/${wanted}`,
      context: { initialInfo: { pageParams: { detail_pkgname: wanted } } },
      dynamicCardResponse: { ret: 0, msg: 'success', data: { components } },
    },
  };
  const data = JSON.stringify({ props, page: '/appdetail/[pkgname]', query: { pkgname: wanted } });
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>应用宝</title></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">${data}</script></body></html>\n`;
}

function downloadPage(asked: Asked, scene: Scene) {
  if (asked.path !== '/o/simple.jsp') return null;
  const wanted = asked.query.get('pkgname') ?? '';
  const account = findApp(scene, (handle) => handle.package === wanted);
  const wrap = (data: string) =>
    html(
      `<!DOCTYPE html><html><head><meta charset="utf-8"><title>应用宝</title></head><body>\n<script>\n  window.systemData=${data}\n</script></body></html>\n`,
    );
  // for an unknown package the page tells of 应用宝 itself, and not even in JSON
  const unknown = wrap("{appDetail:{packageName:'com.tencent.android.qqdownloader',appName:'应用宝'}}");
  if (account === undefined) return page(unknown);
  return about<'app'>(account, (shown) => {
    const listed = listing('tencent', shown);
    if (listed === null) return unknown;
    const link = `http://imtt.dd.qq.com/sjy.00022/sjy.00004/16891/apk/${md5(listed.filedPackage)}.apk?fsname=${listed.package}_${listed.versionName}.apk`;
    const url = listed.file === 'no-link' ? '' : link;
    const appDetail = {
      appId: '54000001',
      packageName: listed.package,
      appName: listed.name,
      author: listed.developer,
      developer: listed.developer,
      downCount: { bytes: '120000', desc: '12 万次' },
      rating: { averageRating: 2.5, ratingCount: String(listed.ratings), ratingDistribution: {} },
      versionName: listed.versionName,
      versionCode: String(listed.versionCode),
      apkUrl: url,
      apkUrl64: url,
      fileSize: { bytes: String(fileSize(listed)), desc: '0.2 MB' },
      apkMd5: md5(listed.package),
    };
    return wrap(JSON.stringify({ head: { guid: '0' }, appDetail }));
  });
}

function file(asked: Asked, scene: Scene) {
  const hash = /\/apk\/([0-9A-F]{32})\.apk$/.exec(asked.path)?.[1];
  const account = findApp(scene, (handle) => md5(handle.package) === hash);
  if (account === undefined) return null;
  return about<'app'>(account, (shown) => {
    const listed = listing('tencent', shown);
    return listed === null ? { status: 404, body: '' } : fileReply(listed);
  });
}

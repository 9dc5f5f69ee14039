/** vivo 应用商店 by its H5 interface; the file lies on another host, plain http. */
import { type Asked, about, json, page, type ReplicaPlatform, redirect, type Scene } from '../../platform.ts';
import { fileReply, fileSize, findApp, type Listed, listing } from '../../shapes/app.ts';
import { secondText } from '../../times.ts';

/** a record without an id, for what the store does not have */
const MISSING = { status: 0, screenshotList: [], appComments: [], filter: true, canDownloadStatus: 0 };
const FILES = 'apkwificdn.vivo.com.cn';

const platform: ReplicaPlatform = {
  id: 'vivo',
  serves: (host) => ['h5-api.appstore.vivo.com.cn', 'appstore.vivo.com.cn', FILES].includes(host),
  route: (asked, scene) => {
    if (asked.path === '/h5appstore/search/result-list') return search(asked, scene);
    const old = /^\/detail\/(\d+)$/.exec(asked.path)?.[1];
    const filed = /\/apk\/(\d+)\.apk$/.exec(asked.path)?.[1];
    const id = old ?? filed ?? asked.query.get('appId') ?? asked.query.get('id') ?? '';
    const account = findApp(scene, (handle) => handle.vivoId === id);
    const absent =
      filed === undefined && !asked.path.startsWith('/appinfo/') ? json(MISSING) : { status: 404, body: '' };
    if (account === undefined) return page(absent);
    return about<'app'>(account, (shown) => {
      const listed = listing('vivo', shown);
      if (listed === null) return absent;
      if (filed !== undefined) return fileReply(listed);
      if (asked.path.startsWith('/appinfo/downloadApkFile'))
        return redirect(`http://${FILES}/appstore/developer/apk/${id}.apk`);
      return json(record(shown.account.handle.vivoId ?? id, listed, old === undefined));
    });
  },
};
export default platform;

function record(id: string, listed: Listed, withLink: boolean) {
  const link = `http://appstore.vivo.com.cn/appinfo/downloadApkFile?id=${id}`;
  return {
    id: Number(id),
    title_zh: listed.name,
    package_name: listed.package,
    version_name: listed.versionName,
    version_code: String(listed.versionCode),
    ...(withLink && listed.file !== 'no-link' ? { download_url: link } : {}),
    size: Math.round(fileSize(listed) / 1024),
    developer: listed.developer,
    download_count: 120000,
    score: 2.5,
    raters_count: listed.ratings,
    upload_time: secondText(listed.updated),
    status: 0,
    canDownloadStatus: 0,
    filter: false,
    offical: '1',
    appComments: [],
  };
}

function search(asked: Asked, scene: Scene) {
  const key = asked.query.get('key') ?? '';
  const value = scene.accounts('app').flatMap((account) => {
    const listed = listing('vivo', scene.show(account));
    if (listed === null || !(listed.name.includes(key) || listed.package === key)) return [];
    const { name, developer, versionName } = listed;
    return [
      {
        id: Number(account.handle.vivoId),
        title_zh: name,
        package_name: listed.package,
        developer,
        version_name: versionName,
      },
    ];
  });
  return page(json({ code: 0, success: true, data: { appSearchResponse: { result: value.length > 0, value } } }));
}

/** 百度手机助手: a search by name, then the document that it names. */
import { type Asked, about, html, json, page, type ReplicaPlatform, type Scene } from '../../platform.ts';
import { fileSize, type Listed, listing } from '../../shapes/app.ts';
import type { Shown } from '../../shown.ts';
import { dayText } from '../../times.ts';
import type { AppAccount } from '../../world.ts';

const FIRST_DOCUMENT = 5001000001;

const platform: ReplicaPlatform = {
  id: 'baidu',
  serves: (host) => host === 'mobile.baidu.com',
  route: (asked, scene) => {
    if (asked.path === '/api/appsearch') return search(asked, scene);
    if (asked.path !== '/item' && asked.path !== '/api/appDocNew') return null;
    const docid = asked.query.get('docid') ?? '';
    const account = scene.accounts('app')[Number(docid) - FIRST_DOCUMENT];
    if (account === undefined) return page({ status: 404, body: '' });
    return about<'app'>(account, (shown) => {
      const listed = listing('baidu', shown);
      if (listed === null) return { status: 404, body: '' };
      const appDocNew = { cardList: cards(docid, listed) };
      if (asked.path === '/api/appDocNew') return json({ data: { appDocNew } });
      const state = { appDoc: { resList: { [`d_${docid}`]: { data: { appDocNew } } } } };
      return html(
        `<!DOCTYPE html><html><body><script>window.__INITIAL_STATE__ = ${JSON.stringify(state)};</script></body></html>`,
      );
    });
  },
};
export default platform;

function search(asked: Asked, scene: Scene) {
  const word = asked.query.get('word') ?? '';
  const found = scene.accounts('app').filter((account) => scene.show(account).name.includes(word));
  const [only, ...others] = found;
  if (only === undefined || others.length > 0)
    return page(
      hits(
        found.map((account) => scene.show(account)),
        scene,
      ),
    );
  return about<'app'>(only, (shown) => hits([shown], scene));
}

function hits(found: readonly Shown<AppAccount>[], scene: Scene) {
  const data = found.flatMap((shown) => {
    const listed = listing('baidu', shown);
    if (listed === null) return [];
    const { name, versionName } = listed;
    const docid = String(FIRST_DOCUMENT + scene.accounts('app').indexOf(shown.account));
    return [
      {
        docid,
        packageid: '7000001',
        sname: name,
        package: listed.package,
        versionname: versionName,
        updatetime: dayText(listed.updated),
      },
    ];
  });
  return json({ error_no: 0, data: { data } });
}

function cards(docid: string, listed: Listed) {
  const appDoc = {
    docid,
    packageid: '7000001',
    sname: listed.name,
    package: listed.package,
    versionname: listed.versionName,
    versioncode: String(listed.versionCode),
    devname: listed.developer,
    size: String(fileSize(listed)),
    downloadUrl: 'https://example.baidu.com/app/example.apk',
  };
  return [
    {
      cardType: 'detailNatureCardApp',
      appName: listed.name,
      versionNum: listed.versionName,
      appUpdateDate: dayText(listed.updated),
    },
    { cardType: 'detailNatureDownLoadUad', appDoc },
    { cardType: 'detailDev', devname: listed.developer },
  ];
}

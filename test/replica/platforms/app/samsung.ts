/** 三星应用商店: absent and terminated apps share an error code. */
import { about, json, page, type ReplicaPlatform } from '../../platform.ts';
import { findApp, listing } from '../../shapes/app.ts';
import { dayText } from '../../times.ts';

const TERMINATED = { errCode: '9901', errMsg: 'Content is terminated or status unknown', appId: '' };

const platform: ReplicaPlatform = {
  id: 'samsung',
  serves: (host) => host === 'apps.galaxyappstore.com',
  route: (asked, scene) => {
    const wanted = /^\/api\/detail\/([^/]+)$/.exec(asked.path)?.[1];
    if (wanted === undefined) return null;
    const account = findApp(scene, (handle) => handle.package === wanted);
    if (account === undefined) return page(json(TERMINATED));
    return about<'app'>(account, (shown) => {
      const listed = listing('samsung', shown);
      if (listed === null) return json(TERMINATED);
      const DetailMain = {
        appId: listed.package,
        contentName: listed.name,
        sellerName: listed.developer,
        contentBinaryVersion: listed.versionName,
        modifyDate: dayText(listed.updated).replaceAll('-', '.'),
      };
      return json({ appId: listed.package, DetailMain });
    });
  },
};
export default platform;

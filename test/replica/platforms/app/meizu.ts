/** 魅族应用商店: a search by name. */
import { json, page, type ReplicaPlatform } from '../../platform.ts';
import { fileSize, listing } from '../../shapes/app.ts';
import { dayText } from '../../times.ts';

const platform: ReplicaPlatform = {
  id: 'meizu',
  serves: (host) => host === 'app.meizu.com',
  route: (asked, scene) => {
    if (asked.path !== '/apps/public/search/page') return null;
    const keyword = asked.query.get('keyword') ?? '';
    const list = scene.accounts('app').flatMap((account, index) => {
      const listed = listing('meizu', scene.show(account));
      if (listed === null || !listed.name.includes(keyword)) return [];
      return [
        {
          id: 4000001 + index,
          name: listed.name,
          package_name: listed.package,
          publisher: listed.developer,
          version_name: listed.versionName,
          version_code: listed.versionCode,
          sale_time: dayText(listed.updated),
          size: fileSize(listed),
        },
      ];
    });
    return page(json({ code: 200, message: '', value: { list, more: false } }));
  },
};
export default platform;

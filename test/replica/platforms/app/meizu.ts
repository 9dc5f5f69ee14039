/** 魅族应用商店: a search by name. */
import { about, json, page, type ReplicaPlatform } from '../../platform.ts';
import { fileSize, listing } from '../../shapes/app.ts';
import type { Shown } from '../../shown.ts';
import { dayText } from '../../times.ts';
import type { AppAccount } from '../../world.ts';

const platform: ReplicaPlatform = {
  id: 'meizu',
  serves: (host) => host === 'app.meizu.com',
  route: (asked, scene) => {
    if (asked.path !== '/apps/public/search/page') return null;
    const keyword = asked.query.get('keyword') ?? '';
    const found = scene.accounts('app').filter((account) => scene.show(account).name.includes(keyword));
    const [only, ...others] = found;
    if (only === undefined || others.length > 0) return page(hits(found.map((account) => scene.show(account))));
    return about<'app'>(only, (shown) => hits([shown]));
  },
};
export default platform;

function hits(found: readonly Shown<AppAccount>[]) {
  const list = found.flatMap((shown, index) => {
    const listed = listing('meizu', shown);
    if (listed === null) return [];
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
  return json({ code: 200, message: '', value: { list, more: false } });
}

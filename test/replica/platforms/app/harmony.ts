/** HarmonyOS: the same web host as Huawei's Android store; an unknown package is an answer of no length. */
import { about, json, page, type ReplicaPlatform } from '../../platform.ts';
import { findApp, listing } from '../../shapes/app.ts';
import { milliseconds } from '../../times.ts';

const NOTHING = { headers: { 'content-type': 'application/json;charset=UTF-8' }, body: '' };

const platform: ReplicaPlatform = {
  id: 'harmony',
  serves: (host) => /^web-drcn\.hispace\.dbankcloud\.(cn|com)$/.test(host),
  route: (asked, scene) => {
    if (/\/harmony\/page-detail$/.test(asked.path)) return page(json(RATING));
    if (!/^\/(edge\/)?webedge\/appinfo$/.test(asked.path)) return null;
    const wanted = packageIn(asked.body);
    const account = findApp(scene, (handle) => handle.harmonyPackage !== undefined && handle.harmonyPackage === wanted);
    if (account === undefined) return page(NOTHING);
    return about<'app'>(account, (shown) => {
      const listed = listing('harmony', shown);
      if (listed === null) return NOTHING;
      return json({
        'AG-TraceId': 'example',
        appId: 'C5765880207850000001',
        name: listed.name,
        pkgName: shown.account.shelves.harmony?.package ?? shown.account.handle.harmonyPackage,
        developerName: listed.developer,
        supplier: listed.developer,
        version: listed.versionName,
        versionCode: listed.versionCode,
        size: 41591487,
        sha256: '0'.repeat(64),
        rateNum: String(listed.ratings),
        downCount: '14443',
        releaseDate: milliseconds(listed.updated),
        isShelves: 1,
        deleteArchive: 0,
        buttonGrey: 0,
        mainDeviceCodes: ['0'],
        releaseCountries: ['CN'],
      });
    });
  },
};
export default platform;

const STARS = JSON.stringify({ averageRating: '2.5', totalStarRatingCount: 57, sourceType: 'USER_RATING' });
const RATING = {
  pages: [{ data: { cardlist: { layoutData: [{ type: 'fl.card.comment', data: [{ starInfo: STARS }] }] } } }],
};

function packageIn(body: string): string | undefined {
  try {
    const { pkgName } = JSON.parse(body) as { pkgName?: unknown };
    return typeof pkgName === 'string' ? pkgName : undefined;
  } catch {
    return undefined;
  }
}

/** App Store: the lookup, which answers `resultCount: 0` for what is gone and for what another country has. */
import { type Asked, about, escapeHtml, html, json, page, type ReplicaPlatform, type Scene } from '../../platform.ts';
import { type Listed, listing } from '../../shapes/app.ts';
import { zuluTime } from '../../times.ts';
import type { AppAccount } from '../../world.ts';

const platform: ReplicaPlatform = {
  id: 'apple',
  serves: (host) => host === 'itunes.apple.com' || host === 'apps.apple.com',
  keepsOut: {
    throttled: () => ({
      status: 403,
      headers: { 'x-apple-lokamai-no-cache': 'true', 'x-cache': 'TCP_DENIED from AkamaiGHost' },
      body: '',
    }),
  },
  route: (asked, scene) => {
    if (asked.host === 'apps.apple.com') return productPage(asked, scene);
    const country = asked.path.startsWith('/cn/') ? 'cn' : (asked.query.get('country') ?? 'us');
    if (/^\/(cn\/)?lookup$/.test(asked.path)) return lookup(asked, scene, country);
    if (asked.path === '/search') {
      const term = asked.query.get('term') ?? '';
      const all = scene.accounts('app').filter((account) => scene.show(account).name.includes(term));
      return page(results(country === 'cn' ? records(scene, all) : []));
    }
    if (asked.path.includes('/rss/customerreviews/'))
      return page(json({ feed: { title: { label: 'iTunes Store：用户评论' } } }));
    return null;
  },
};
export default platform;

function lookup(asked: Asked, scene: Scene, country: string) {
  const ids = (asked.query.get('id') ?? '').split(',');
  const bundles = (asked.query.get('bundleId') ?? '').split(',');
  const found = scene
    .accounts('app')
    .filter(({ handle }) => ids.includes(handle.appleId ?? '-') || bundles.includes(handle.package));
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    return about<'app'>(only, (shown) => {
      const listed = country === 'cn' ? listing('apple', shown) : null;
      return results(listed === null ? [] : [record(shown.account, listed)]);
    });
  }
  return page(results(country === 'cn' ? records(scene, found) : []));
}

function records(scene: Scene, accounts: readonly AppAccount[]) {
  return accounts.flatMap((account) => {
    const listed = listing('apple', scene.show(account));
    return listed === null ? [] : [record(account, listed)];
  });
}

function record(account: AppAccount, listed: Listed) {
  const id = Number(account.handle.appleId);
  return {
    wrapperType: 'software',
    kind: 'software',
    trackId: id,
    bundleId: listed.package,
    trackName: listed.name,
    trackViewUrl: `https://apps.apple.com/cn/app/id${id}?uo=4`,
    version: listed.versionName,
    releaseDate: zuluTime(listed.firstReleased),
    currentVersionReleaseDate: zuluTime(listed.updated),
    fileSizeBytes: '84561920',
    minimumOsVersion: '12.0',
    artistId: 1500000001,
    artistName: listed.developer,
    sellerName: listed.developer,
    price: 0.0,
    currency: 'CNY',
    averageUserRating: 2.6,
    userRatingCount: listed.ratings,
  };
}

/** served as a script, with blank lines in front */
function results(list: readonly object[]) {
  const body = `\n\n\n${JSON.stringify({ resultCount: list.length, results: list }, null, 1)}\n`;
  return { headers: { 'content-type': 'text/javascript; charset=utf-8' }, body };
}

const NOT_HERE =
  '<!DOCTYPE html><title>App Store</title><main><h1>App Not Available</h1><p>This app is currently not available in your country or region.</p></main>';

function productPage(asked: Asked, scene: Scene) {
  const id = /^\/cn\/app\/(?:.*\/)?id(\d+)$/.exec(asked.path)?.[1];
  const account = scene.accounts('app').find((each) => each.handle.appleId === id);
  if (account === undefined) return page(html(NOT_HERE, { status: 404 }));
  return about<'app'>(account, (shown) => {
    const listed = listing('apple', shown);
    if (listed === null) return html(NOT_HERE, { status: 404 });
    const author = { '@type': 'Organization', name: listed.developer };
    const linked = { '@context': 'https://schema.org', '@type': 'SoftwareApplication', name: listed.name, author };
    const served = { data: [{ data: { lockup: { adamId: id, title: listed.name } } }] };
    return html(
      `<!DOCTYPE html><html lang="zh-Hans-CN"><head><meta charset="utf-8"><title>App Store 上的“${escapeHtml(listed.name)}”</title><script type="application/ld+json">${JSON.stringify(linked)}</script></head><body><script type="application/json" id="serialized-server-data">${JSON.stringify(served)}</script></body></html>`,
    );
  });
}

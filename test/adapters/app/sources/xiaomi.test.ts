import { describe, expect, it } from 'vitest';
import { APP, fixture } from '../fixture.ts';
import { addresses, FILE, lineOf, look, ownStores } from './stores.ts';

ownStores();

describe('Xiaomi', () => {
  it('is asked for the page again when the link of the first has ended', async () => {
    let page = 0;
    const sighting = await look('xiaomi', ({ address }) => {
      if (address.startsWith('app.mi.com/details')) {
        page++;
        return { body: fixture('xiaomi/found.html').replace('nonce=0', `nonce=${page}`) };
      }
      if (address.includes('nonce=1')) return { status: 403 };
      return address.startsWith('app.mi.com/download')
        ? { status: 302, headers: { location: 'https://fga1.market.xiaomi.com/download/A.apk' } }
        : FILE;
    });
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', artifact: 'verified' });
    expect(page).toBe(2);
  });

  it('shows another package as another app, whose file nobody fetches', async () => {
    const body = fixture('xiaomi/found.html').replace(`>${APP.package}<`, '>com.shili.fangmao<');
    expect(lineOf(await look('xiaomi', () => ({ body })))).toMatchObject({ listing: 'package-mismatch' });
    expect(addresses()).toHaveLength(1);
  });

  it('takes a page that is another app’s through and through for an answer that went astray', async () => {
    const body = fixture('xiaomi/found.html').replaceAll(APP.package, 'com.shili.fangmao');
    const sighting = await look('xiaomi', () => ({ body }));
    expect(sighting.outcome).toBe('wrong-account');
    expect(lineOf(sighting)).toMatchObject({ listing: 'indeterminate', reason: 'upstream_inconsistent' });
  });
});

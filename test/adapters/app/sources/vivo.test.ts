import { describe, expect, it } from 'vitest';
import { APP, fixture } from '../fixture.ts';
import { byAddress, FILE, lineOf, look, ownStores, server } from './stores.ts';

ownStores();

describe('vivo', () => {
  it('hands out the file over a redirect to plain http, which is followed over https', async () => {
    const stores = byAddress({
      'h5-api.appstore.vivo.com.cn/detailInfo': { body: fixture('vivo/found.json') },
      'appstore.vivo.com.cn/appinfo/': { status: 302, headers: { location: 'http://apkwificdn2.vivo.com.cn/A.apk' } },
      'apkwificdn2.vivo.com.cn/': FILE,
    });
    expect(lineOf(await look('vivo', stores))).toMatchObject({ listing: 'listed', artifact: 'verified' });
    expect(server?.asked.every((one) => one.scheme === 'https')).toBe(true);
  });

  it('shows another package under the number as another app', async () => {
    const stores = byAddress({
      'h5-api.appstore.vivo.com.cn/': { body: fixture('vivo/found.json').replace(APP.package, 'com.shili.fangmao') },
    });
    expect(lineOf(await look('vivo', stores))).toMatchObject({ listing: 'package-mismatch', version: '4.1.2' });
  });
});

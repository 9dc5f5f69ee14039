import { describe, expect, it } from 'vitest';
import { fixture } from '../fixture.ts';
import { packageFile } from '../package-file.ts';
import type { Reply } from '../stores-server.ts';
import { byAddress, FILE, lineOf, look, ownStores } from './stores.ts';

ownStores();

describe('应用宝 needs both pages to deny an app', () => {
  const DETAIL = { body: fixture('tencent/detail.html') };
  const NO_DETAIL = { status: 404, body: fixture('tencent/detail-404.html') };
  const ERROR = { body: fixture('tencent/detail-error.html') };
  const DOWNLOAD = { body: fixture('tencent/download.html') };
  const NO_DOWNLOAD = { body: fixture('tencent/download-absent.html') };
  const pages = (detail: Reply, download: Reply) =>
    byAddress({ 'sj.qq.com/': detail, 'a.app.qq.com/': download, 'imtt.dd.qq.com/': FILE });

  it.each<[string, Reply, Reply, object]>([
    ['both show it', DETAIL, DOWNLOAD, { listing: 'listed', artifact: 'verified', developer: '示例县数据局' }],
    ['only the page with the date shows it', DETAIL, NO_DOWNLOAD, { listing: 'listed', artifact: 'not-offered' }],
    [
      'only the page with the file shows it',
      NO_DETAIL,
      DOWNLOAD,
      { listing: 'listed', artifact: 'verified', updatedAt: null },
    ],
    ['the page with the file is refused', DETAIL, { status: 403 }, { listing: 'listed', artifact: 'indeterminate' }],
    ['neither shows it', NO_DETAIL, NO_DOWNLOAD, { listing: 'not-listed' }],
    ['one denies it and the other fails', ERROR, NO_DOWNLOAD, { listing: 'indeterminate', reason: 'upstream_error' }],
    ['one denies it and the other is refused', NO_DETAIL, { status: 403 }, { listing: 'indeterminate' }],
  ])('%s', async (_, detail, download, expected) => {
    expect(lineOf(await look('tencent', pages(detail, download)))).toMatchObject(expected);
  });

  it('a file of another app is told as another app, not as a listing and not as an absence', async () => {
    const stores = byAddress({
      'sj.qq.com/': DETAIL,
      'a.app.qq.com/': DOWNLOAD,
      'imtt.dd.qq.com/': { body: packageFile({ package: 'com.shili.fangmao' }), ranges: true },
    });
    const sighting = await look('tencent', stores);
    expect(lineOf(sighting)).toMatchObject({ listing: 'package-mismatch', reason: 'other_package' });
    expect(sighting.status).toBeUndefined();
    expect(sighting.posts).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { fixture } from '../fixture.ts';
import { addresses, byAddress, lineOf, look, ownStores } from './stores.ts';

ownStores();

describe('Apple', () => {
  it('is asked for China', async () => {
    await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(addresses()).toEqual(['itunes.apple.com/lookup?id=1699000123&country=cn&entity=software&lang=zh_cn']);
  });

  it('does not list an app only when a second address and the page agree', async () => {
    const stores = byAddress({
      'itunes.apple.com/': { body: fixture('apple/absent.json') },
      'apps.apple.com/cn/app/id1699000123': { status: 404, body: fixture('apple/page-absent.html') },
    });
    expect(lineOf(await look('apple', stores))).toMatchObject({ listing: 'not-listed', reason: null });
    expect(new Set(addresses()).size).toBe(3);
  });

  it('says nothing where its page shows what its lookup denies', async () => {
    const stores = byAddress({
      'itunes.apple.com/': { body: fixture('apple/absent.json') },
      'apps.apple.com/': { body: fixture('apple/page.html') },
    });
    expect(await look('apple', stores)).toMatchObject({
      outcome: 'wrong-account',
      stores: [{ listing: 'indeterminate', reason: 'upstream_inconsistent' }],
    });
  });
});

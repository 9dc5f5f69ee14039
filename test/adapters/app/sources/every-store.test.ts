import { describe, expect, it } from 'vitest';
import { fixture } from '../fixture.ts';
import type { Reply } from '../stores-server.ts';
import { lineOf, look, ownStores } from './stores.ts';

ownStores();

describe('a listed app', () => {
  it('has a line, a dated post, a status and the passage that shows them', async () => {
    const sighting = await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(sighting).toMatchObject({
      outcome: 'ok',
      coverage: 'complete',
      displayName: '示例县掌上办',
      status: { status: 'normal' },
      posts: [{ precision: 'second', title: '版本 4.1.2', url: 'https://apps.apple.com/cn/app/id1699000123' }],
      stores: [{ store: 'apple', listing: 'listed', artifact: 'not-offered', reason: 'no_public_link' }],
    });
    expect(sighting.posts[0]?.at.toString()).toBe('2026-05-06T07:08:09Z');
    expect(sighting.evidence[0]?.excerpt).toContain('2026-05-06T07:08:09Z');
  });

  it('never proves that there is nothing newer: a store shows one version', async () => {
    const sighting = await look('apple', () => ({ body: fixture('apple/found.json') }));
    expect(sighting.listIsWhole).toBe(false);
  });

  it('has no date where the store states one of the future', async () => {
    const body = fixture('apple/found.json').replace('2026-05-06T', '2027-05-06T');
    const sighting = await look('apple', () => ({ body }));
    expect(lineOf(sighting)).toMatchObject({ listing: 'listed', updatedAt: null });
    expect(sighting.posts).toEqual([]);
  });
});

describe('every trouble keeps the line of its store', () => {
  it.each<[string, Reply, string, string]>([
    ['an empty 403', { status: 403 }, 'throttled', 'rate_limited'],
    ['429', { status: 429 }, 'throttled', 'rate_limited'],
    ['451', { status: 451 }, 'throttled', 'region'],
    ['502 of a gateway', { status: 502, body: '<html>Bad Gateway</html>' }, 'upstream-error', 'upstream_error'],
    ['a page in place of data', { body: '<html>维护中</html>' }, 'upstream-error', 'upstream_error'],
    ['a captcha', { body: '<html>请完成安全验证</html>' }, 'captcha', 'blocked'],
    ['an unknown form', { body: '{"data":[]}' }, 'layout-changed', 'schema_changed'],
    ['half an answer', { body: fixture('apple/found.json').slice(0, 200) }, 'layout-changed', 'schema_changed'],
    ['a cut connection', { body: fixture('apple/found.json'), cutAfter: 9 }, 'network', 'transport'],
    ['an unknown status', { status: 404 }, 'layout-changed', 'schema_changed'],
  ])('%s', async (_, reply, outcome, reason) => {
    const sighting = await look('apple', () => reply);
    expect(sighting).toMatchObject({ outcome, coverage: 'none', stores: [{ listing: 'indeterminate', reason }] });
    expect(sighting.detail).not.toBe('');
  });
});

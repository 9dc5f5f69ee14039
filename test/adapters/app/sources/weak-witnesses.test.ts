import { describe, expect, it } from 'vitest';
import app from '../../../../adapters/app/index.ts';
import type { Sighting } from '../../../../src/model/sighting.ts';
import { fixture } from '../fixture.ts';
import { look, ownStores } from './stores.ts';

ownStores();

describe('a weak witness', () => {
  const main = (listing: 'listed' | 'not-listed'): Sighting => ({
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: false,
    posts: [],
    evidence: [],
    stores: [
      { store: 'vivo', listing, artifact: 'skipped', reason: null, version: null, updatedAt: null, developer: null },
    ],
  });
  const WITNESSES = ['samsung', 'baidu', 'meizu', 'wandoujia'];

  it.each(WITNESSES)('%s is called only where a store that counts denies the app', (kind) => {
    const source = app.sources.find((one) => one.kind === kind);
    expect(source?.view).toBe('hint');
    const now = Temporal.Instant.from('2026-10-09T01:00:00Z');
    expect(source?.worthAsking?.([main('listed')], now)).toBe(false);
    expect(source?.worthAsking?.([main('listed'), main('not-listed')], now)).toBe(true);
  });

  it.each([
    ['samsung', 'samsung/absent.json'],
    ['baidu', 'baidu/absent.json'],
    ['meizu', 'meizu/absent.json'],
    ['wandoujia', 'wandoujia/absent.html'],
  ])('%s never denies an app', async (kind, answer) => {
    expect(await look(kind, () => ({ body: fixture(answer) }))).toMatchObject({ outcome: 'ok', stores: [] });
  });

  it.each([
    ['samsung', 'samsung/found.json'],
    ['baidu', 'baidu/found.json'],
    ['meizu', 'meizu/found.json'],
    ['wandoujia', 'wandoujia/found.html'],
  ])('%s bears out a listing, and no newest version', async (kind, answer) => {
    const sighting = await look(kind, () => ({ body: fixture(answer) }));
    expect(sighting.stores).toMatchObject([{ store: kind, listing: 'listed', version: null, updatedAt: null }]);
  });

  it('in trouble says nothing', async () => {
    expect(await look('samsung', () => ({ status: 503 }))).toMatchObject({ outcome: 'upstream-error', stores: [] });
  });
});

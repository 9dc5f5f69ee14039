import { afterEach, expect, test } from 'vitest';
import type { Sighting } from '../../../src/model/sighting.ts';
import { Outside } from '../../adapters/outside.ts';
import type { Replica } from '../../replica/server.ts';
import { Chance } from '../../simulation/random.ts';
import { AT, type Liar, liarsOf } from './liars.ts';
import { ADAPTERS, lyingWorld, PLAYED } from './night.ts';
import type { Lie } from './played.ts';

const SEED = 31;
const LIES: readonly Lie[] = ['other-account', 'half', 'empty', 'error-page'];

let replica: Replica;
let real: Outside;
afterEach(async () => {
  await real.close();
  await replica.close();
});

/** The night hands in what a page and its scripts would exchange; here a real Chromium opens some of these pages. */
for (const [id, played] of PLAYED) {
  if (!('pageAsks' in played)) continue;
  test(`a lying page of ${id} gives Chromium what the night hands in`, async () => {
    const adapter = ADAPTERS.find((one) => one.id === id);
    if (!adapter) throw new Error(`no adapter ${id}`);
    const [stranger, honest, ...others] = liarsOf(
      id,
      { ...played, accounts: LIES.length + 2 },
      ['browser'],
      new Chance(SEED, id),
    );
    if (!stranger || !honest) throw new Error('no accounts');
    // the data that the page asks for lies; what of a page comes by itself is the night's own
    const [place] = played.places.filter(({ path = '' }) => !path.includes('MS4') && !path.includes('/c/user/'));
    const liars = others.map((one, index): Liar => {
      const lies = one.lies.filter(({ path }) => path === place?.path).slice(0, 1);
      return { ...one, lies: lies.map(({ frozenAt: _, ...lie }) => ({ ...lie, kind: LIES[index] as 'half' })) };
    });
    const world = await lyingWorld([{ ...stranger, lies: [] }, { ...honest, lies: [] }, ...liars], id, SEED);
    replica = world.replica;
    real = new Outside(adapter, replica, AT.toString());
    for (const { plays } of world.liars.slice(1)) {
      const byChromium = await real.look('browser', plays.handle);
      const handedIn = await real.look('browser', plays.handle, {}, world.browser);
      expect(said(byChromium)).toEqual(said(handedIn));
    }
  }, 60_000);
}

function said({ outcome, posts, status, displayName, subject, postCount, interaction }: Sighting) {
  return {
    outcome,
    posts: posts.map((post) => post.at.toString()),
    status,
    displayName,
    subject,
    postCount,
    interaction,
  };
}

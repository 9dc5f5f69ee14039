import { expect, test } from 'vitest';
import { Chance } from '../../simulation/random.ts';
import { falseClaims } from './claims.ts';
import { type Liar, liarsOf, wordsOf } from './liars.ts';
import { ADAPTERS, lyingTo, PLATFORMS, PLAYED, type Told } from './night.ts';

const SEED = 31;
/** accounts of one played world; looking one up takes longer the more there are */
const AT_ONCE = 25;

const kindsOf = (id: string) => PLATFORMS.get(id)?.sources.map((used) => used.source.kind) ?? [];

test('every source of every platform joins the night', () => {
  expect([...PLAYED.keys()].sort()).toEqual(ADAPTERS.map((adapter) => adapter.id).sort());
  for (const adapter of ADAPTERS) {
    const joined = [...kindsOf(adapter.id), ...(PLAYED.get(adapter.id)?.asksNothing ?? [])];
    expect(joined.sort(), adapter.id).toEqual(adapter.sources.map((source) => source.kind).sort());
  }
  const accounts = [...PLAYED.values()].reduce((sum, played) => sum + played.accounts, 0);
  expect(accounts).toBeGreaterThanOrEqual(2000);
});

for (const [id, played] of PLAYED) {
  test(`a night in which every source of ${id} lies claims nothing false (seed ${SEED})`, async () => {
    const all = liarsOf(id, played, kindsOf(id), new Chance(SEED, `lying night of ${id}`));
    const told: Told[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      told.push(...(await lyingTo(all.slice(from, from + AT_ONCE), id, SEED)));
    }
    const claims = told.flatMap(({ seen, liar }) => {
      const of = falseClaims(seen, liar);
      return of.length === 0 ? [] : [`${wordsOf(liar)} claims: ${of.join('; ')}`];
    });
    if (claims.length > 0)
      expect.fail(`${claims.length} false claims with seed ${SEED}:\n${claims.slice(0, 10).join('\n')}`);
    // the lies were believable: each kind of source gave answers that could be read
    expect(kindsOf(id).filter((kind) => readable(told, id, kind) === 0)).toEqual([]);
  }, 60_000);
}

/** how many looks through one kind alone ended with an answer that was read */
function readable(told: readonly Told[], id: string, kind: string): number {
  const alone = told.filter(({ liar }: { liar: Liar }) => liar.only === kind);
  return alone.filter(({ seen }) =>
    seen.sources.some((line) => line.outcome === 'ok' && line.source.startsWith(`${id}.`)),
  ).length;
}

import { beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { simulate } from './simulate.ts';
import type { Figures } from './tally.ts';

const SEED = 20_260_601;
/** freezes of a whole platform are rare; in this one some begin while accounts are near their limit */
const SEED_WITH_FREEZES = 20_260_603;

/** Twenty thousand account-nights of the program as it is, under channels that fail, lie and recover. */
describe(`simulated account-nights (seed ${SEED})`, () => {
  let figures: Figures;
  beforeAll(async () => {
    figures = await simulate(20_000, SEED);
  });

  test('nobody is accused falsely', () => {
    expect(figures, figures.worst.join('\n')).toMatchObject({ falseViolations: 0 });
  });
  test('ninety-nine of a hundred breaches are found within one night of being provable', () => {
    expect(figures.breaches).toBeGreaterThan(50);
    expect(figures.share, figures.worst.join('\n')).toBeGreaterThanOrEqual(0.99);
  });
  test('whatever else is old is suspected or undetermined, never passed, and no case of it is closed', () => {
    expect(figures, figures.worst.join('\n')).toMatchObject({ old: { passed: 0 }, closedTooEarly: 0 });
    expect(figures.old.suspected).toBeGreaterThan(0);
    expect(figures.old.undetermined).toBeGreaterThan(0);
  });
});

/** What a program would say for which the newest date that it sees is the last there is. */
function convictByLowerBounds(observation: Observation): Observation {
  const { lastPost, absence } = observation;
  if (lastPost === null) return observation;
  const by = absence?.by ?? [];
  return {
    ...observation,
    canAssertNoUpdate: true,
    lastPost: { ...lastPost, bound: 'exact' },
    absence: { by, why: null },
  };
}

describe('the simulation notices a program that is wrong', () => {
  test('that counts fifteen days', async () => {
    const figures = await simulate(20_000, SEED, { judge: (settings) => ({ ...settings, staleAfterDays: 15 }) });
    expect(figures.share).toBeLessThan(0.9);
    expect(figures.old.passed).toBeGreaterThan(0);
  });
  test('that convicts by a lower bound', async () => {
    const figures = await simulate(20_000, SEED, { observation: convictByLowerBounds });
    expect(figures.falseViolations).toBeGreaterThan(0);
  });
  test('that ignores canaries', async () => {
    const figures = await simulate(20_000, SEED_WITH_FREEZES, { canary: 'alive' });
    expect(figures.falseViolations).toBeGreaterThan(0);
  });
});

test('one seed gives the same figures again', async () => {
  expect(await simulate(1_200, SEED)).toEqual(await simulate(1_200, SEED));
});

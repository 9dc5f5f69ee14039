import { expect, test } from 'vitest';
import { judgeWindow } from '../../src/judge/window.ts';
import type { Observation } from '../../src/model/observation.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { account, blockedLook, look, post, registry, ZONE } from './accounts.ts';

const AT = '2020-09-17T18:00:00+08:00';
const silentSinceJuly = (observedAt: string) => look(observedAt, { lastPost: post('2020-07-01') });
const update = look('2020-08-10T17:00:00+08:00', { lastPost: post('2020-08-09') });
const fineAtTheEnd = look('2020-09-17T17:00:00+08:00', { lastPost: post('2020-09-16') });

/** What became of the `stale` cases: the kinds of their events, and when. */
function lives(observations: readonly Observation[], from = '2020-07-07'): string[][] {
  const { cases } = judgeWindow({
    settings: settingsSchema([]).parse({}) as never,
    registry: registry(account()),
    adapters: [],
    zone: ZONE,
    observations,
    from,
    at: Temporal.Instant.from(AT),
  });
  return cases
    .filter(({ rule }) => rule === 'stale')
    .map(({ events }) => events.map(({ kind, at }) => `${kind} ${at}`));
}

test('each day with observations is judged at its end, the last at the monitoring point', () => {
  expect(lives([silentSinceJuly('2020-08-05T17:00:00+08:00'), update, fineAtTheEnd])).toEqual([
    ['opened 2020-08-05T23:59:59+08:00', 'resolved 2020-08-10T23:59:59+08:00'],
  ]);
  expect(lives([silentSinceJuly('2020-09-17T17:00:00+08:00')])).toEqual([[`opened ${AT}`]]);
});

test('the order of the lines does not matter', () => {
  const looks = [silentSinceJuly('2020-08-05T17:00:00+08:00'), update, fineAtTheEnd];
  expect(lives(looks.toReversed())).toEqual(lives(looks));
});

test('a look that saw nothing mends nothing', () => {
  const looks = [silentSinceJuly('2020-08-05T17:00:00+08:00'), blockedLook('2020-08-06T17:00:00+08:00')];
  expect(lives(looks)).toEqual([['opened 2020-08-05T23:59:59+08:00']]);
});

test('what was found before the window is not found within it', () => {
  const looks = [silentSinceJuly('2020-08-05T17:00:00+08:00'), update, fineAtTheEnd];
  expect(lives(looks, '2020-08-06')).toEqual([]);
});

test('what was observed after the monitoring point is not known yet', () => {
  expect(lives([fineAtTheEnd, silentSinceJuly('2020-09-18T17:00:00+08:00')])).toEqual([]);
});

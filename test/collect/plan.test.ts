import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountCost, byDueDate, dueMs, type Plannable, planVisits } from '../../src/collect/plan.ts';

const DAY = 86_400_000;
const NOW = 1000 * DAY;
const HOUR = 3600_000;

const account = (id: string, more: Partial<Plannable> = {}): Plannable => ({
  id,
  platform: 'weibo',
  comesFirst: false,
  visitedMs: NOW - DAY,
  postUntilMs: NOW - DAY,
  limitDays: 14,
  confirmNights: 1,
  ...more,
});
const costing = (ms: number) => () => ({ ms, isMeasured: true });

test('a visit is due eleven days after the last post: fourteen, less one night to confirm and two to spare', () => {
  expect(dueMs(account('a', { postUntilMs: NOW - 5 * DAY }))).toBe(NOW + 6 * DAY);
});

test('a place that wants three nights of confirmation is visited two nights earlier', () => {
  expect(dueMs(account('a', { postUntilMs: NOW, confirmNights: 3 }))).toBe(NOW + 9 * DAY);
});

test('once due, an account stays due every night until something newer is seen', () => {
  const one = account('a', { postUntilMs: NOW - 12 * DAY });
  expect(dueMs({ ...one, visitedMs: NOW - DAY })).toBe(dueMs({ ...one, visitedMs: NOW }));
  expect(dueMs(one)).toBeLessThan(NOW);
});

test('open cases, what was left over and accounts never seen come before everything that is due', () => {
  const order = byDueDate([
    account('due', { postUntilMs: NOW - 13 * DAY }),
    account('fresh'),
    account('first', { comesFirst: true }),
    account('never', { visitedMs: null, postUntilMs: null }),
  ]);
  expect(order.map((one) => one.id)).toEqual(['never', 'first', 'due', 'fresh']);
});

test('of those due at once, the one unseen the longest comes first', () => {
  const order = byDueDate([
    account('yesterday', { comesFirst: true, visitedMs: NOW - DAY }),
    account('long-ago', { comesFirst: true, visitedMs: NOW - 9 * DAY }),
  ]);
  expect(order.map((one) => one.id)).toEqual(['long-ago', 'yesterday']);
});

test('where the night is long enough everybody is visited, in the given order', () => {
  const accounts = [account('fresh'), account('due', { postUntilMs: NOW - 13 * DAY })];
  const plan = planVisits(accounts, costing(45_000), 8 * HOUR, NOW);
  expect(plan).toEqual({ tonight: ['fresh', 'due'], unmet: [], boundMs: 90_000 });
});

test('one visit in 45 seconds and eight hours are 640 visits; the due ones that do not fit are named', () => {
  const due = Array.from({ length: 650 }, (_, n) => account(`due-${n}`, { postUntilMs: NOW - (13 * DAY - n) }));
  const fresh = Array.from({ length: 100 }, (_, n) => account(`fresh-${n}`));
  const plan = planVisits([...fresh, ...due], costing(45_000), 8 * HOUR, NOW);
  expect(plan.tonight).toHaveLength(640);
  expect(plan.tonight[0]).toBe('due-0');
  expect(plan.unmet).toEqual(Array.from({ length: 10 }, (_, n) => `due-${640 + n}`));
  expect(plan.boundMs).toBe(640 * 45_000);
});

test('a guess leaves nobody out; it only says what may not be reached', () => {
  const due = Array.from({ length: 5 }, (_, n) => account(`due-${n}`, { comesFirst: true }));
  const plan = planVisits(due, () => ({ ms: 2 * HOUR, isMeasured: false }), 8 * HOUR, NOW);
  expect(plan.tonight).toHaveLength(5);
  expect(plan.unmet).toEqual(['due-4']);
});

test('platforms do not take time from each other; the slowest gives the bound', () => {
  const accounts = [account('w1'), account('w2'), account('d1', { platform: 'douyin' })];
  const plan = planVisits(
    accounts,
    (platform) => ({ ms: platform === 'douyin' ? 50_000 : 10_000, isMeasured: true }),
    60_000,
    NOW,
  );
  expect(plan).toEqual({ tonight: ['w1', 'w2', 'd1'], unmet: [], boundMs: 50_000 });
});

test('an account costs what its slowest host takes, by the requests that it needed before', () => {
  const paces = [
    { host: 'list.test', spacingMs: [8000, 12_000] as [number, number], concurrency: 1, why: '' },
    { host: 'login.test', spacingMs: [2000, 4000] as [number, number], concurrency: 1, why: '' },
  ];
  const hosts = new Map([
    ['list.test', 200],
    ['login.test', 1],
  ]);
  // two requests each, ten seconds apart
  expect(accountCost(paces, { hosts, accounts: 100 })).toEqual({ ms: 20_000, isMeasured: true });
  expect(accountCost(paces, null)).toEqual({ ms: 10_000, isMeasured: false });
});

test('whatever is known, nobody is planned twice, and nobody that is due is passed over for one that is not', () => {
  const arbitrary = fc.array(
    fc.record({
      comesFirst: fc.boolean(),
      visitedMs: fc.option(fc.integer({ min: 900, max: 1000 }).map((day) => day * DAY)),
      postUntilMs: fc.option(fc.integer({ min: 900, max: 1000 }).map((day) => day * DAY)),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(arbitrary, fc.integer({ min: 1, max: 60 }), (given, fits) => {
      const accounts = given.map((one, n) => account(`a${n}`, one));
      const plan = planVisits(accounts, costing(1000), fits * 1000, NOW);
      const planned = new Set(plan.tonight);
      expect(planned.size).toBe(Math.min(fits, accounts.length));
      const latestPlanned = Math.max(...accounts.filter((one) => planned.has(one.id)).map(dueMs));
      for (const one of accounts) if (!planned.has(one.id)) expect(dueMs(one)).toBeGreaterThanOrEqual(latestPlanned);
    }),
  );
});

import { expect, test } from 'vitest';
import { Lanes } from '../../src/collect/lanes.ts';
import { freely, littleWorld } from './little-world.ts';

const never = new AbortController().signal;
const outcomesOf = (world: Awaited<ReturnType<typeof littleWorld>>) =>
  world.observations.map((one) => one.sources[0]?.outcome).sort();

test('Retry-After stops the lane of its host alone; the account is asked again afterwards', async () => {
  let refusals = 1;
  const world = await littleWorld(({ host }, response) => {
    if (host === 'busy.test' && refusals-- > 0) {
      response.writeHead(429, { 'retry-after': '1' }).end();
    } else response.end('seen');
  });
  await world.run(['busy.test', 'calm.test'], 10);
  expect(outcomesOf(world)).toEqual(Array(20).fill('ok'));
  const calmDone = world.arrivals.findLastIndex((one) => one.host === 'calm.test');
  const busyAgain = world.arrivals.findLastIndex((one) => one.host === 'busy.test');
  expect(calmDone).toBeLessThan(busyAgain);
});

test('a host that asks for hours of patience rests for the night; the other one goes on', async () => {
  const world = await littleWorld(
    ({ host }, response) => {
      if (host === 'closed.test') response.writeHead(429, { 'retry-after': '7200' }).end();
      else response.end('seen');
    },
    { paces: [freely('closed.test', 1), freely('calm.test')] },
  );
  await world.run(['closed.test', 'calm.test'], 5);
  expect(world.arrivals.filter((one) => one.host === 'closed.test')).toHaveLength(1);
  expect(world.lanes.restsBecause('closed.test')).toContain('120 分钟');
  expect(outcomesOf(world)).toEqual([...Array(5).fill('ok'), 'skipped', 'skipped', 'skipped', 'skipped', 'throttled']);
});

test('a host that gives no readable answer is left alone after twelve looks in a row, with the reason', async () => {
  const world = await littleWorld((_, response) => response.writeHead(502).end(), { paces: [freely('down.test', 1)] });
  await world.run(['down.test'], 300);
  // each look is repeated once; 72 accounts may be under way when the twelfth fails
  expect(world.arrivals.length).toBeLessThanOrEqual(2 * (12 + 72));
  expect(world.lanes.restsBecause('down.test')).toContain('连续 12 次没有可读的回答（HTTP 502）');
  expect(world.observations).toHaveLength(300);
  expect(world.observations.at(-1)).toMatchObject({ coverage: 'failed', sources: [{ outcome: 'network' }] });
});

test('one answer among many failures begins the count anew', () => {
  const lanes = new Lanes([freely('shaky.test')], false);
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) lanes.failed('shaky.test', 'HTTP 502');
  };
  fail(11);
  lanes.answered('shaky.test');
  fail(11);
  expect(lanes.restsBecause('shaky.test')).toBeNull();
  fail(1);
  expect(lanes.restsBecause('shaky.test')).toContain('HTTP 502');
});

test('towards the open internet a silent host is left alone for a while twice before it rests for the night', () => {
  const lanes = new Lanes([freely('shaky.test')], true);
  const break12 = () => {
    for (let n = 0; n < 12; n++) lanes.failed('shaky.test', 'ECONNRESET');
  };
  break12();
  expect([lanes.isPaused('shaky.test'), lanes.restsBecause('shaky.test')]).toEqual([true, null]);
  break12();
  expect(lanes.restsBecause('shaky.test')).toBeNull();
  break12();
  expect(lanes.restsBecause('shaky.test')).toContain('ECONNRESET');
});

test('one account’s trouble stops nobody: a line that breaks is asked again, and only that one', async () => {
  let broken = 2;
  const world = await littleWorld(({ path }, response) => {
    if (path === '/3' && broken-- > 0) response.destroy();
    else response.end('seen');
  });
  await world.run(['host.test'], 8);
  expect(outcomesOf(world)).toEqual(Array(8).fill('ok'));
  expect(world.arrivals).toHaveLength(10);
});

test('a host is worth so many repetitions a night and no more', () => {
  const lanes = new Lanes([freely('host.test')], false);
  const granted = Array.from({ length: 100 }, () => lanes.mayRetry('host.test')).filter(Boolean);
  // twenty, and a fifth of what was asked, which is nothing yet
  expect(granted).toHaveLength(20);
  expect(lanes.mayRetry('other.test')).toBe(true);
});

test('the budget for repetitions grows by a fifth of what was asked', async () => {
  const lanes = new Lanes([freely('host.test')], false);
  for (let asked = 0; asked < 50; asked++) {
    const pass = await lanes.enter('host.test', never);
    if (pass.admitted) pass.leave();
  }
  const granted = Array.from({ length: 100 }, () => lanes.mayRetry('host.test')).filter(Boolean);
  expect(granted).toHaveLength(30);
});

test('a host has as many requests under way as its pace allows', async () => {
  let underWay = 0;
  let most = 0;
  const world = await littleWorld(
    (_, response) => {
      underWay++;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay--;
        response.end('seen');
      });
    },
    { paces: [freely('narrow.test', 2)] },
  );
  await world.run(['narrow.test'], 30);
  expect(most).toBeLessThanOrEqual(2);
  expect(world.observations).toHaveLength(30);
});

test('an account whose look was cut short by ourselves is not observed', async () => {
  const world = await littleWorld(
    ({ path }, response) => {
      if (path === '/2') world.stop.abort();
      else response.end('seen');
    },
    { paces: [freely('host.test', 1)] },
  );
  await world.run(['host.test'], 6);
  expect(world.observations.map((one) => one.accountId)).toEqual(['host.test-0', 'host.test-1']);
});

test('a hang is given up early once the usual time of the host is known, and asked again', async () => {
  let hangs = 1;
  const world = await littleWorld(
    ({ path }, response) => {
      if (path === '/20' && hangs-- > 0) return;
      response.end('seen');
    },
    { shortestHangMs: 50 },
  );
  await world.run(['host.test'], 24);
  expect(outcomesOf(world)).toEqual(Array(24).fill('ok'));
  expect(world.arrivals.filter((one) => one.path === '/20')).toHaveLength(2);
});

test('a hang among the first requests is given up as soon as the others have taught what is usual', async () => {
  let hangs = 1;
  const world = await littleWorld(
    ({ path }, response) => {
      if (path === '/0' && hangs-- > 0) return;
      response.end('seen');
    },
    { shortestHangMs: 50 },
  );
  await world.run(['host.test'], 24);
  expect(outcomesOf(world)).toEqual(Array(24).fill('ok'));
  expect(world.arrivals.filter((one) => one.path === '/0')).toHaveLength(2);
});

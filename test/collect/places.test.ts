import { expect, test } from 'vitest';
import { Places } from '../../src/collect/places.ts';

/** Lets everything run that is ready to run. */
const settle = () => new Promise((done) => setImmediate(done));

test('who steps out to wait makes room for another', async () => {
  const places = new Places(1, 10);
  const first = await places.take();
  const waiting = Promise.withResolvers<void>();
  const away = first.stepOut(() => waiting.promise);
  const second = await places.take();
  second.leave();
  waiting.resolve();
  await away;
  first.leave();
  expect(await places.take()).toBeDefined();
});

test('without a free place the next one waits until somebody leaves', async () => {
  const places = new Places(1, 10);
  const first = await places.take();
  let isIn = false;
  const next = places.take().then(() => {
    isIn = true;
  });
  await settle();
  expect(isIn).toBe(false);
  first.leave();
  await next;
  expect(isIn).toBe(true);
});

test('when enough have stepped out, the next one waits in its place', async () => {
  const places = new Places(2, 1);
  const [first, second] = [await places.take(), await places.take()];
  const waiting = Promise.withResolvers<void>();
  const both = [first.stepOut(() => waiting.promise), second.stepOut(() => waiting.promise)];
  await places.take();
  let isIn = false;
  void places.take().then(() => {
    isIn = true;
  });
  await settle();
  expect(isIn).toBe(false);
  waiting.resolve();
  await Promise.all(both);
});

test('what the waiting says, good or bad, is handed on', async () => {
  const place = await new Places(1, 1).take();
  await expect(place.stepOut(async () => 7)).resolves.toBe(7);
  await expect(place.stepOut(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

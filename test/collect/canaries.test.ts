import { expect, test } from 'vitest';
import { z } from 'zod';
import { readCanaries } from '../../src/collect/canaries.ts';
import type { PlatformInUse } from '../../src/collect/sources.ts';
import { defineAdapter, defineSource } from '../../src/model/adapter.ts';
import { nothingSeen, type Sighting } from '../../src/model/sighting.ts';

const now = Temporal.Instant.from('2026-10-09T01:00:00+08:00');

function sightingOf(posts: readonly string[]): Sighting {
  return {
    outcome: 'ok',
    detail: '',
    httpStatus: 200,
    coverage: 'complete',
    listIsWhole: true,
    posts: posts.map((at) => ({ at: Temporal.Instant.from(at), precision: 'second', url: null, title: null })),
    evidence: [],
  };
}

/** A platform with one source and one canary for each list of posts; null: it could not be read. */
async function stateOf(...lists: readonly (readonly string[] | null)[]) {
  const source = defineSource<{ n: string }>({
    kind: 'list',
    title: '示例列表',
    order: 10,
    view: 'complete',
    standard: true,
    applies: () => true,
    look: async () => sightingOf([]),
  });
  const adapter = defineAdapter<{ n: string }>({
    id: 'sample',
    title: '示例平台',
    noticeTitle: '示例平台',
    handle: z.strictObject({ n: z.string() }),
    hosts: [],
    sources: [source],
    interactionKinds: [],
    page: () => null,
    key: ({ n }) => n,
  });
  const canaries = lists.map((_, n) => ({ name: `示例哨兵${n}`, handle: { n: `${n}` }, postsWithinHours: 30 }));
  const used = { id: 'sample.list', source, options: {} };
  const platform = {
    adapter,
    settings: { canaries, pace: [] },
    sources: [used],
    paces: [],
  } as unknown as PlatformInUse;
  const read = await readCanaries(platform, now, async (_, handle) => {
    const posts = lists[Number((handle as { n: string }).n)];
    return posts ? sightingOf(posts) : nothingSeen('captcha', '验证码');
  });
  return read.get('sample.list')?.state;
}

const FRESH = ['2026-10-08T20:00:00+08:00', '2026-09-01T08:00:00+08:00'];
const OLD = ['2026-10-07T18:00:00+08:00'];

test('a canary that posted within its hours is alive, an older one is not', async () => {
  expect(await stateOf(FRESH)).toBe('alive');
  expect(await stateOf(OLD)).toBe('failed');
});

test('a canary that cannot be read, or shows nothing, has failed', async () => {
  expect(await stateOf(null)).toBe('failed');
  expect(await stateOf([])).toBe('failed');
});

test('a post dated in the future keeps no canary alive: a source with a wrong clock cannot be trusted', async () => {
  expect(await stateOf(['2026-10-12T08:00:00+08:00'])).toBe('failed');
  // platforms and this machine may differ by some minutes
  expect(await stateOf(['2026-10-09T01:04:00+08:00'])).toBe('alive');
});

test('of several canaries most decide', async () => {
  expect(await stateOf(FRESH, OLD, FRESH)).toBe('alive');
  expect(await stateOf(FRESH, OLD, null)).toBe('failed');
  expect(await stateOf(FRESH, OLD)).toBe('failed');
});

test('a source without canaries is in no state', async () => {
  expect(await stateOf()).toBe('none');
});

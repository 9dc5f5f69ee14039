import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCanaries } from '../../src/collect/canaries.ts';
import { noMemory } from '../../src/collect/canary-rhythm.ts';
import type { PlatformInUse } from '../../src/collect/sources.ts';
import { defineAdapter, defineSource } from '../../src/model/adapter.ts';
import type { CanaryLook, CanaryMemory } from '../../src/model/canary-memory.ts';
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
async function read(lists: readonly (readonly string[] | null)[], memory: CanaryMemory = noMemory, at = now) {
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
  const look = async (_: unknown, handle: unknown) => {
    const posts = lists[Number((handle as { n: string }).n)];
    return posts ? sightingOf(posts) : nothingSeen('captcha', '验证码');
  };
  return (await readCanaries(platform, at, look, memory)).get('sample.list');
}
async function stateOf(...lists: readonly (readonly string[] | null)[]) {
  return (await read(lists))?.state;
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

test('one canary that is shown in the future says that all dates of the source are wrong tonight', async () => {
  const ahead = ['2026-10-09T07:00:00+08:00', '2026-10-08T23:30:00+08:00'];
  const seen = await read([FRESH, FRESH, ahead]);
  expect(seen).toMatchObject({ state: 'failed', datesWrong: true });
  expect(seen?.troubles[0]).toContain('发布时间在未来');
  expect((await read([FRESH, FRESH, OLD]))?.datesWrong).toBeUndefined();
});

describe('what a canary usually is', () => {
  /** Nights before, at the same hour, with the age of its newest post in hours. */
  function nights(...agesH: readonly number[]): CanaryMemory & { readonly kept: CanaryLook[] } {
    const looks = agesH.map((hours, index) => {
      const lookedMs = now.subtract({ hours: 24 * (index + 1) }).epochMilliseconds;
      return { lookedMs, newestMs: lookedMs - hours * 3_600_000 };
    });
    const kept: CanaryLook[] = [];
    return { kept, earlier: () => looks, keep: (_, __, look) => kept.push(look) };
  }
  const hoursOld = (hours: number, at = now) => [at.subtract({ minutes: hours * 60 }).toString()];

  test('one that is older than ever, by more than a quarter and an hour, stands still', async () => {
    // the oldest was four hours: up to six are usual
    expect((await read([hoursOld(6)], nights(2, 4, 3)))?.state).toBe('alive');
    const still = await read([hoursOld(6.1)], nights(2, 4, 3));
    expect(still?.state).toBe('failed');
    expect(still?.troubles).toEqual([
      '示例平台哨兵“示例哨兵0”最新的内容是 6 小时前的，近 14 夜查看时从未这样旧，来源可能停住了',
    ]);
  });
  test('a quiet weekend among the nights makes a quiet weekend usual', async () => {
    expect((await read([hoursOld(16)], nights(2, 2, 2, 2, 2, 14, 2)))?.state).toBe('alive');
  });
  test('with fewer than three nights only the settings decide, and beyond them nothing is usual', async () => {
    expect((await read([hoursOld(29)], nights(2, 2)))?.state).toBe('alive');
    expect((await read([hoursOld(31)], nights(29, 29, 29)))?.state).toBe('failed');
  });
  test('who looks later in the day may find it older by that time', async () => {
    const later = now.add({ hours: 8 });
    // 2 + 8 hours, a quarter and an hour more
    expect((await read([hoursOld(13.4, later)], nights(2, 2, 2), later))?.state).toBe('alive');
    expect((await read([hoursOld(13.6, later)], nights(2, 2, 2), later))?.state).toBe('failed');
  });
  test('who looks some minutes earlier does not', async () => {
    const earlier = now.subtract({ minutes: 20 });
    expect((await read([hoursOld(6, earlier)], nights(2, 2, 2), earlier))?.state).toBe('failed');
  });
  test('only a night on which the source lives is remembered', async () => {
    const lived = nights(2, 2, 2);
    await read([hoursOld(1), hoursOld(2), hoursOld(20)], lived);
    expect(lived.kept.map((look) => (look.lookedMs - look.newestMs) / 3_600_000)).toEqual([1, 2]);
    const failed = nights(2, 2, 2);
    await read([hoursOld(1), hoursOld(20), hoursOld(20)], failed);
    expect(failed.kept).toEqual([]);
  });
});

test('of several canaries most decide', async () => {
  expect(await stateOf(FRESH, OLD, FRESH)).toBe('alive');
  expect(await stateOf(FRESH, OLD, null)).toBe('failed');
  expect(await stateOf(FRESH, OLD)).toBe('failed');
});

test('a source without canaries is in no state', async () => {
  expect(await stateOf()).toBe('none');
});

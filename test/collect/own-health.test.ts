import { expect, test } from 'vitest';
import { loadAdapters } from '../../src/adapters.ts';
import type { CanaryResult } from '../../src/collect/canaries.ts';
import { withOwnHealth } from '../../src/collect/own-health.ts';
import { platformInUse } from '../../src/collect/sources.ts';
import { type Settings, settingsSchema } from '../../src/settings/schema.ts';

const sources = [{ kind: 'wechat2rss', name: 'main', url: 'http://w2r.test' }, { kind: 'article' }];
const adapters = await loadAdapters();
const settings = settingsSchema(adapters).parse({ platforms: { wechat: { sources } } }) as Settings;
const [wechat] = adapters.filter((adapter) => adapter.id === 'wechat');
if (!wechat) throw new Error('no adapter for WeChat');
const platform = platformInUse(wechat, settings);
const BRIDGE = 'wechat.wechat2rss:main';

const canaries = (state: CanaryResult['state'], ...troubles: string[]) =>
  new Map([[BRIDGE, { state, troubles } satisfies CanaryResult]]);

test.each(['alive', 'none'] as const)('a source whose login is dead has failed, canaries %s', async (state) => {
  const states = await withOwnHealth(canaries(state), platform, async ({ id }) =>
    id === BRIDGE ? '登录已失效' : null,
  );
  expect(states.get(BRIDGE)).toEqual({ state: 'failed', troubles: ['登录已失效'], own: '登录已失效' });
  expect(states.get('wechat.article')?.state).toBe('none');
});

test('what the source says comes before what its canaries showed', async () => {
  const states = await withOwnHealth(canaries('failed', '哨兵没有新内容'), platform, async () => '登录已失效');
  expect(states.get(BRIDGE)?.troubles).toEqual(['登录已失效', '哨兵没有新内容']);
});

test('a source that says nothing is as its canaries are', async () => {
  const states = await withOwnHealth(canaries('alive'), platform, async () => null);
  expect(states.get(BRIDGE)).toEqual({ state: 'alive', troubles: [] });
});

import { expect, test } from 'vitest';
import { discover } from '../../src/discover/discover.ts';
import type { Adapter, Candidate, Search, Source } from '../../src/model/adapter.ts';
import { nothingSeen } from '../../src/model/sighting.ts';
import { account, registry } from '../judge/accounts.ts';

const source = (kind: string, canSearch: boolean): Source => ({
  kind,
  title: `示例来源${kind}`,
  order: 1,
  view: 'hint',
  standard: false,
  applies: () => true,
  look: async () => nothingSeen('skipped', ''),
  ...(canSearch ? { search: async (): Promise<Search> => ({ searched: true, candidates: [] }) } : {}),
});
const adapter = {
  id: 'wechat',
  title: '微信',
  sources: [source('blind', false), source('a', true), source('b', true)],
};
const adapters = [adapter as unknown as Adapter];

const filed = registry(
  account({ id: 'a1', name: '示例发布', unit: '示例市', owner: '示例市示例局', handle: { alias: 'shilifabu' } }),
  account({ id: 'a2', name: '示例教育', unit: '示例市', owner: '示例市教育局', handle: { biz: 'MzAwMDAwMDAwMQ==' } }),
);
const found = (...candidates: readonly Candidate[]): Search => ({ searched: true, candidates });

test('proposes what is certified for a body or bears its name, and nothing that is filed or foreign', async () => {
  const asked: string[] = [];
  const { proposals, searches } = await discover(filed, adapters, [], 20, async (_, { kind }, words) => {
    asked.push(`${kind} ${words}`);
    if (words !== '示例市示例局') return found();
    return found(
      { name: '改了名的示例发布', keys: { alias: 'shilifabu' } },
      { name: '示例教育', keys: { alias: 'shilijiaoyu' } },
      { name: '示例在线', keys: { alias: 'shilizaixian' }, subject: '示例市示例局' },
      { name: '示例市示例局服务号', keys: { alias: 'fuwu' } },
      { name: '示例美食', keys: { alias: 'meishi' }, subject: '某餐饮有限公司' },
    );
  });
  // the unit and its two bodies, by each source that can search
  expect(asked).toEqual(
    ['a', 'b'].flatMap((kind) => ['示例市', '示例市示例局', '示例市教育局'].map((name) => `${kind} ${name}`)),
  );
  expect(searches).toBe(6);
  expect(proposals).toMatchObject([
    {
      platform: 'wechat',
      name: '示例在线',
      keys: { alias: 'shilizaixian' },
      owner: '示例市示例局',
      unit: '示例市',
      source: 'wechat.a',
    },
    { name: '示例市示例局服务号', subject: null },
  ]);
  expect(proposals[0]?.why).toContain('认证主体');
  expect(proposals[1]?.why).toContain('人工核实');
});

test('a source that refuses is not asked again, and says so; the others go on', async () => {
  const asked: string[] = [];
  const { troubles } = await discover(filed, adapters, [], 20, async (_, { kind }) => {
    asked.push(kind);
    return kind === 'a' ? { searched: false, outcome: 'captcha', detail: '要求输入验证码' } : found();
  });
  expect(asked).toEqual(['a', 'b', 'b', 'b']);
  expect(troubles).toEqual(['示例来源a：要求输入验证码，没有继续搜索']);
});

test('no source is asked more often than it bears, and what was left out is told', async () => {
  const { searches, troubles } = await discover(filed, adapters, ['示例市'], 2, async () => found());
  expect(searches).toBe(4);
  expect(troubles[0]).toContain('其余 1 个没有搜索');
});

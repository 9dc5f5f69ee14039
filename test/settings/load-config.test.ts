import { expect, test } from 'vitest';
import { loadConfig } from '../../src/settings/load-config.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from '../registry/sample-adapters.ts';

const ACCOUNT = `units:
  - name: 示例市
    accounts:
      - { id: example-1, name: 示例发布, platform: weibo, owner: 示例市人民政府办公室, handle: { uid: "5990004001" } }
`;

test('faults of the settings and of every registry file are told at once', async () => {
  const home = homeWith({
    'config/xuncha.yaml': 'judge:\n  edge: under\n',
    'config/registry/a.yaml': ACCOUNT.replace('weibo', 'weibbo'),
    'config/registry/b.csv': '单位,编号,账号名称,平台,主办单位,uid\n示例县,example 2,示例,新浪微博,示例局,5990004002\n',
  });
  const config = await loadConfig(home, sampleAdapters, {});
  if (config.ready) throw new Error('not expected to be ready');
  expect(config.faults.map((fault) => [fault.file, fault.line])).toEqual([
    ['config/xuncha.yaml', 2],
    ['config/registry/a.yaml', 4],
    ['config/registry/b.csv', 2],
  ]);
});

test('without a fault there are settings, accounts and their places', async () => {
  const config = await loadConfig(homeWith({ 'config/registry/a.yaml': ACCOUNT }), sampleAdapters, {});
  if (!config.ready) throw new Error('expected to be ready');
  expect(config.settings.timezone).toBe('Asia/Shanghai');
  expect(config.registry.accounts).toHaveLength(1);
  expect(config.places.get('example-1')).toEqual({ file: 'config/registry/a.yaml', line: 4, column: 15 });
});

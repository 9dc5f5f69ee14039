import { expect, onTestFinished, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { startReplica } from '../replica/server.ts';
import type { WechatAccount } from '../replica/world.ts';
import { xuncha } from './xuncha.ts';

test('a search proposes the account that nobody filed, and files nothing', async () => {
  const shown = (name: string, alias: string): WechatAccount => ({
    platform: 'wechat',
    name,
    handle: { biz: Buffer.from(`39000000${alias.length}`).toString('base64'), ghId: `gh_${alias}`, alias },
    subject: { kind: 'government', label: '示例县人民政府办公室' },
    posts: [],
  });
  const replica = await startReplica(
    { accounts: [shown('示例县发布', 'shilifabu'), shown('示例县在线', 'shilizaixian')] },
    {},
  );
  onTestFinished(() => replica.close());
  const home = homeWith({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }\n`,
    'config/registry/a.yaml': `units:
  - name: 示例县
    accounts:
      - { id: a, name: 示例县发布, platform: wechat, owner: 示例县人民政府办公室, handle: { alias: shilifabu } }
`,
  });
  const { status, out } = await xuncha(['discover', '--home', home, '--json']);
  const document = JSON.parse(out) as { proposals: unknown[]; troubles: string[] };
  expect(document.proposals).toMatchObject([{ name: '示例县在线', keys: { alias: 'shilizaixian' }, unit: '示例县' }]);
  // the back office wants a login that this office has not set up
  expect(document.troubles.join()).toContain('没有设置公众平台的登录');
  expect(status).toBe(3);
  expect((await xuncha(['discover', '不存在的单位', '--home', home])).status).toBe(2);
});

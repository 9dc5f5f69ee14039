import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { startReplica } from '../replica/server.ts';
import type { WechatAccount } from '../replica/world.ts';
import { xuncha } from './xuncha.ts';

const BIZ = 'MzkwMDAwMDAwMQ==';
const LIST = `示例省政务新媒体台账
单位,主办单位,账号名称,平台,主页链接,状态
示例市,示例市人民政府办公室,“示例”发布★,新浪微博,https://weibo.com/u/5990004001?refer=x,正常运行
,示例市教育局,示例教育,抖音,https://v.douyin.com/abc/,运行
示例厅,示例厅,示例厅,微信公众号,"https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1&idx=1&sn=a",已注销
`;

const registryFiles = (home: string) => {
  const folder = join(home, 'config', 'registry');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const read = (home: string, file: string) => readFileSync(join(home, file), 'utf8');

test('an import shows each row and changes nothing until --write; importing again doubles nothing', async () => {
  const home = homeWith({ '台账.csv': LIST });
  const file = join(home, '台账.csv');

  const shown = await xuncha(['registry', 'import', file, '--home', home]);
  expect(shown.status).toBe(3);
  expect(shown.out).toContain('✓ 第 3 行 ““示例”发布★”：新增 wb-5990004001');
  expect(shown.out).toContain('✗ 第 4 行 “示例教育”：');
  expect(shown.out).toContain('短链接请先在浏览器里打开');
  expect(registryFiles(home)).toEqual([]);

  const written = await xuncha(['registry', 'import', file, '--home', home, '--write']);
  expect(written.out).toContain('新增 2，更新 0，不变 0；没有读懂 1 行。');
  expect(read(home, 'config/registry/imported.yaml')).toContain('name: “示例”发布★');

  const before = read(home, 'config/registry/imported.yaml');
  const again = await xuncha(['registry', 'import', file, '--home', home, '--write']);
  expect(again.out).toContain('新增 0，更新 0，不变 2；没有读懂 1 行。');
  expect(read(home, 'config/registry/imported.yaml')).toBe(before);
});

test('a list in GB18030 is read like one in UTF-8', async () => {
  const home = homeWith({});
  // 单位,账号名称,平台,账号ID / 示例市,示例,微博,5990004001
  const bytes = Buffer.from(
    'b5a5cebb2cd5cbbac5c3fbb3c62cc6bdcca82cd5cbbac549440acabec0fdcad02ccabec0fd2ccea2b2a92c353939303030343030310a',
    'hex',
  );
  writeFileSync(join(home, 'gbk.csv'), bytes);
  const { out } = await xuncha(['registry', 'import', join(home, 'gbk.csv'), '--home', home]);
  expect(out).toContain('“示例”：新增 wb-5990004001');
});

test('a file that is no list is refused with the reason', async () => {
  const home = homeWith({ 'old.xls': '<html><table><tr><td>1</td></tr></table></html>' });
  const { status, err } = await xuncha(['registry', 'import', join(home, 'old.xls'), '--home', home]);
  expect(status).toBe(2);
  expect(err).toContain('old.xls:1:1: ');
});

test.each(['csv', 'xlsx'])('what was exported as %s and comes back changes nothing', async (form) => {
  const home = homeWith({ '台账.csv': LIST });
  await xuncha(['registry', 'import', join(home, '台账.csv'), '--home', home, '--write']);
  const table = join(home, `export.${form}`);
  expect((await xuncha(['registry', 'export', table, '--home', home])).status).toBe(0);
  const { out, status } = await xuncha(['registry', 'import', table, '--home', home]);
  expect(out).toContain('新增 0，更新 0，不变 2；没有读懂 0 行。');
  expect(status).toBe(0);
});

test('a check lists every fault of both files at once, and remarks that are none', async () => {
  const account = (id: string, uid: string) =>
    `      - { id: ${id}, name: 示例${id}, platform: weibo, owner: 示例局, handle: { uid: "${uid}" } }\n`;
  const registry = `units:\n  - name: 示例市\n    accounts:\n${account('a', '5990004001')}${account('b', '5990004001')}`;
  const good = homeWith({ 'config/registry/a.yaml': registry });
  const noted = await xuncha(['registry', 'check', '--home', good]);
  expect(noted.status).toBe(0);
  expect(noted.out).toContain('config/registry/a.yaml:5:15: 账号“示例b”（b）与 a 是平台上的同一个账号');

  const bad = homeWith({
    'config/xuncha.yaml': 'judge: { staleAfterDay: 14 }\n',
    'config/registry/a.yaml': registry.replace('weibo', 'webo'),
  });
  const { status, out } = await xuncha(['registry', 'check', '--home', bad, '--json']);
  expect(status).toBe(2);
  const { faults } = JSON.parse(out) as { faults: { file: string; line: number }[] };
  expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'config/xuncha.yaml:1',
    'config/registry/a.yaml:4',
  ]);
});

test('the registry is compared with that of the last run', async () => {
  const entry = (name: string) =>
    `units: [{ name: 示例市, accounts: [{ id: a, name: ${name}, platform: weibo, owner: 示例局, handle: { uid: "5990004001" } }] }]\n`;
  const home = homeWith({ 'config/registry/a.yaml': entry('示例新名') });
  expect((await xuncha(['registry', 'diff', '--home', home])).out).toContain('还没有巡查过');

  const replica = await startReplica({ accounts: [] }, {});
  onTestFinished(() => replica.close());
  writeFileSync(join(home, 'config', 'xuncha.yaml'), `network: { replica: "${replica.url}", pace: off }\n`);
  writeFileSync(join(home, 'config', 'registry', 'a.yaml'), entry('示例旧名'));
  await xuncha(['run', '--json', '--home', home, '--at', '2026-09-25T01:00:00+08:00']);
  writeFileSync(join(home, 'config', 'registry', 'a.yaml'), entry('示例新名'));
  const { out } = await xuncha(['registry', 'diff', '--home', home]);
  expect(out).toContain('与 2026-09-25 的巡查相比：');
  expect(out).toContain('账号名称："示例旧名" → "示例新名"');
});

test('missing keys are found by the very name, proposed, and written when asked', async () => {
  const account: WechatAccount = {
    platform: 'wechat',
    handle: { biz: BIZ, ghId: 'gh_0123456789ab', alias: 'shilixian' },
    name: '示例县发布',
    posts: [{ at: '2026-09-24T08:00:00+08:00' }],
  };
  const other: WechatAccount = { ...account, handle: { biz: 'MzkwMDAwMDAwMg==' }, name: '示例县发布厅' };
  const replica = await startReplica({ accounts: [account, other], logins: { searchbiz: 'back-office-token' } }, {});
  onTestFinished(() => replica.close());
  const home = homeWith({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }\n`,
    'config/registry/a.yaml': `units:
  - name: 示例县
    accounts:
      - { id: a, name: 示例县发布, platform: wechat, owner: 示例县政府 } # 备注
      - { id: b, name: 示例县不存在, platform: wechat, owner: 示例县政府 }
`,
  });
  const env = { XUNCHA_WECHAT_MP_COOKIE: 'slave_sid=planted', XUNCHA_WECHAT_MP_TOKEN: 'back-office-token' };
  const before = read(home, 'config/registry/a.yaml');
  const shown = await xuncha(['registry', 'resolve', '--home', home], { env });
  expect(shown.out).toContain(`biz=${BIZ}，alias=shilixian（名称一致）`);
  expect(shown.out).toMatch(/✗ b 示例县不存在/);
  expect(shown.status).toBe(3);
  expect(read(home, 'config/registry/a.yaml')).toBe(before);

  await xuncha(['registry', 'resolve', '--home', home, '--write'], { env });
  const after = read(home, 'config/registry/a.yaml');
  expect(after).toContain(BIZ);
  expect(after).toContain('# 备注');
});

test('without a login of the back office, it says that it cannot look there', async () => {
  const replica = await startReplica({ accounts: [] }, {});
  onTestFinished(() => replica.close());
  const home = homeWith({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }\n`,
    'config/registry/a.yaml':
      'units: [{ name: 示例县, accounts: [{ id: a, name: 示例, platform: wechat, owner: 示例县政府 }] }]\n',
  });
  const { out } = await xuncha(['registry', 'resolve', '--home', home]);
  expect(out).toContain('没有设置公众平台的登录');
});

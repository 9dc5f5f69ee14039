import { describe, expect, test } from 'vitest';
import { faultLine } from '../../src/model/fault.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from './sample-adapters.ts';

const ONE = `units:
  - name: 示例市
    accounts:
      - id: example-1
        name: 示例发布
        platform: weibo
        owner: 示例市人民政府办公室
        handle: { uid: "5990004001" }
`;

const SECOND = `units:
  - name: 示例乙市
    contacts: [office@yi.example]
    accounts:
      - id: example-2
        name: 示例二
        platform: wechat
        owner: 示例乙市教育局
        handle:
          ghId: gh_0123456789ab
`;

async function load(files: Readonly<Record<string, string>>) {
  const home = homeWith(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`config/registry/${name}`, text])),
  );
  return loadRegistry(home, sampleAdapters);
}

async function faultsOf(text: string): Promise<string[]> {
  return (await load({ 'a.yaml': text })).faults.map(faultLine);
}

describe('a registry without faults', () => {
  test('gives each account with what was left out filled in', async () => {
    const { registry, faults } = await load({ 'a.yaml': ONE });
    expect(faults).toEqual([]);
    expect(registry.units).toEqual([{ name: '示例市', contacts: [] }]);
    expect(registry.accounts).toEqual([
      {
        id: 'example-1',
        name: '示例发布',
        platform: 'weibo',
        unit: '示例市',
        owner: '示例市人民政府办公室',
        state: 'running',
        closedOn: null,
        kind: 'publishing',
        handle: { uid: '5990004001' },
        confirmed: [],
        ownerAliases: [],
      },
    ]);
  });

  test('knows where each account begins', async () => {
    const { places } = await load({ 'a.yaml': ONE });
    expect(places.get('example-1')).toEqual({ file: 'config/registry/a.yaml', line: 4, column: 13 });
  });

  test('is read in the order of file names, and a unit in several files is one unit where it first stood', async () => {
    const again = SECOND.replace('示例乙市\n', '示例市\n').replace('example-2', 'example-3');
    const { registry } = await load({ 'b.yaml': SECOND, 'a.yaml': ONE, 'c.yaml': again });
    expect(registry.units).toEqual([
      { name: '示例市', contacts: ['office@yi.example'] },
      { name: '示例乙市', contacts: ['office@yi.example'] },
    ]);
    expect(registry.accounts.map((account) => account.id)).toEqual(['example-1', 'example-2', 'example-3']);
  });

  test('keeps what a person confirmed by hand, and former names of the owner', async () => {
    const { registry, faults } = await load({
      'a.yaml': `${ONE}        state: closed
        closedOn: 2022-02-01
        kind: service
        ownerAliases: [{ name: 示例市政府办, until: 2019-03-31 }]
        confirmed:
          - { interaction: { menu: yes }, on: 2026-10-12, by: 办公室, until: 2027-01-10 }
`,
    });
    expect(faults).toEqual([]);
    expect(registry.accounts[0]).toMatchObject({
      state: 'closed',
      closedOn: '2022-02-01',
      kind: 'service',
      ownerAliases: [{ name: '示例市政府办', until: '2019-03-31' }],
      confirmed: [{ interaction: { menu: 'yes' }, on: '2026-10-12', by: '办公室', until: '2027-01-10' }],
    });
  });

  test('may be empty, missing, or hold keys with nothing after them', async () => {
    expect((await loadRegistry(homeWith({}), sampleAdapters)).registry).toEqual({ units: [], accounts: [] });
    expect(await faultsOf('')).toEqual([]);
    expect(await faultsOf('# 还没有账号\nunits:\n')).toEqual([]);
    expect(await faultsOf(`${ONE}        closedOn:\n`)).toEqual([]);
  });

  test('keeps odd marks in names exactly', async () => {
    const name = '“示例”·发布（试运行）★ ①𠮷';
    const { registry } = await load({ 'a.yaml': ONE.replace('示例发布', name) });
    expect(registry.accounts[0]?.name).toBe(name);
  });
});

describe('a fault names file, line, column, key and fix', () => {
  test('an id twice in the whole registry is told at the second, naming the first', async () => {
    const { faults } = await load({ 'a.yaml': ONE, 'b.yaml': SECOND.replace('example-2', 'example-1') });
    expect(faults.map(faultLine)).toEqual([
      'config/registry/b.yaml:5:13: 编号 example-1 重复：config/registry/a.yaml:4 已经用过。请给其中一个账号换一个编号。',
    ]);
  });

  test('a platform that does not exist names those that do', async () => {
    const [fault, ...more] = await faultsOf(ONE.replace('weibo', 'weibbo'));
    expect(more).toEqual([]);
    expect(fault).toMatch(
      /^config\/registry\/a\.yaml:6:19: .*platform.*weibbo.*weibo、wechat、douyin、toutiao、app.*是不是想写 weibo/,
    );
  });

  test('a handle of the wrong type', async () => {
    const [fault] = await faultsOf(ONE.replace('{ uid: "5990004001" }', '\n          uid: [1, 2]'));
    expect(fault).toMatch(/^config\/registry\/a\.yaml:9:11: .*handle\.uid 应为文字，现在是列表/);
  });

  test('a handle that is missing', async () => {
    const [fault] = await faultsOf(ONE.replace(/ {8}handle.*\n/, ''));
    expect(fault).toMatch(/a\.yaml:4:\d+: .*缺少 .*handle\.uid/);
  });

  test('a key of another platform in the handle', async () => {
    const [fault] = await faultsOf(SECOND.replace('ghId: gh_0123456789ab', 'ghid: gh_0123456789ab'));
    expect(fault).toMatch(/a\.yaml:10:11: 没有 .*handle\.ghid 这一项。是不是想写 ghId/);
  });

  test('an id that YAML reads as a number is to be quoted, in the digits that stand there', async () => {
    const [fault] = await faultsOf(ONE.replace('"5990004001"', '00123456'));
    expect(fault).toMatch(/a\.yaml:8:24: .*uid 应为文字，却写成了数字 00123456，会被读成 123456。请加引号："00123456"/);
    const [second] = await faultsOf(ONE.replace('example-1', '007'));
    expect(second).toMatch(/a\.yaml:4:13: .*id 应为文字，却写成了数字 007，会被读成 7。请加引号："007"/);
  });

  test.each([
    [
      'a state that does not exist',
      `${ONE}        state: stopped\n`,
      /a\.yaml:9:16: .*state 的值“stopped”不可用，应为 running、closed、cancelled/,
    ],
    [
      'an id with other signs',
      ONE.replace('example-1', '"示例 1"'),
      /a\.yaml:4:13: .*id“示例 1”的格式不对：只能用英文字母、数字和 \. _ -/,
    ],
    ['a key that does not exist', ONE.replace('owner:', 'ower:'), /a\.yaml:7:9: 没有 .*ower 这一项。是不是想写 owner/],
    ['no owner', ONE.replace(/ {8}owner.*\n/, ''), /a\.yaml:4:\d+: 缺少 .*owner/],
    [
      'a date that does not exist',
      `${ONE}        closedOn: 2022-02-30\n`,
      /a\.yaml:9:19: .*closedOn“2022-02-30”的格式不对：应为日期/,
    ],
    ['an empty name', ONE.replace('name: 示例发布', 'name: ""'), /a\.yaml:5:15: .*name.*太短/],
    [
      'a mail address that is none',
      SECOND.replace('office@yi.example', 'office'),
      /a\.yaml:3:16: 单位“示例乙市”的 contacts\[0\]“office”的格式不对/,
    ],
    ['a unit without a name', ONE.replace('name: 示例市\n   ', ''), /a\.yaml:2:6: 缺少 单位的 name/],
    ['a key beside units', `${ONE}unit: []\n`, /a\.yaml:9:1: 没有 unit 这一项。是不是想写 units/],
    ['a key twice', `${ONE}        name: 又一个\n`, /a\.yaml:9:9: “name”写了两次/],
    ['text that is no YAML', 'units:\n  - name: [示例\n', /a\.yaml:[23]:\d+: /],
    ['tabs', 'units:\n\t- name: 示例市\n', /a\.yaml:2:1: .*制表符/],
    ['a list where a map belongs', '- 示例市\n', /a\.yaml:1:1: 内容 应为一组/],
    [
      'a confirmation that ends before it begins',
      `${ONE}        confirmed:\n          - { on: 2026-10-12, by: 办公室, until: 2026-01-10 }\n`,
      /a\.yaml:10:\d+: .*confirmed\[0\]\.until“2026-01-10”：有效期不能早于核查日期/,
    ],
  ])('%s', async (_, text, expected) => {
    const faults = await faultsOf(text);
    expect(faults.filter((fault) => expected.test(fault))).toHaveLength(1);
  });

  test('a file that is not UTF-8 says so', async () => {
    const home = homeWith({ 'config/registry/a.yaml': Uint8Array.of(0xca, 0xbe, 0xc0, 0xfd) });
    const { faults } = await loadRegistry(home, sampleAdapters);
    expect(faults.map(faultLine)).toEqual([expect.stringMatching(/a\.yaml:1:1: 文件不是 UTF-8/)]);
  });

  test('all faults of all files are told at once, in the order of files and lines', async () => {
    const { faults, registry } = await load({
      'a.yaml': ONE.replace('weibo', 'weibbo'),
      'b.yaml': `${SECOND.replace('name: 示例二', 'name: 7')}        state: stopped\n`,
    });
    expect(faults.map((fault) => `${fault.file.split('/').at(-1)}:${fault.line}`)).toEqual([
      'a.yaml:6',
      'b.yaml:6',
      'b.yaml:11',
    ]);
    expect(registry.accounts).toEqual([]);
  });
});

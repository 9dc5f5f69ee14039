import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/registry/csv-sheet.ts';
import { planImport } from '../../src/registry/import.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { applyImport, IMPORTED_FILE } from '../../src/registry/write.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from './sample-adapters.ts';

const FILE = 'config/registry/shi.yaml';
const TEXT = `# 示例市的账号，由办公室维护
units:
  - name: 示例市 # 第一个
    contacts: [office@shi.example]
    accounts:
      # 市政府办公室
      - id: shi-weibo
        name: 示例发布 # 已备案
        platform: weibo
        owner: 示例市人民政府办公室
        handle: { uid: "5990004001" } # 勿改

      - { id: shi-wechat, name: 示例教育, platform: wechat, owner: 示例市教育局, handle: { ghId: gh_0123456789ab } }
  # 下面是县
  - name: 示例县
    accounts:
`;
const HEAD = '单位,主办单位,账号名称,平台,账号ID,状态\n';

/** imports the rows into a home with these files, writes, and reads everything again */
async function imported(rows: string, files: Readonly<Record<string, string>> = { [FILE]: TEXT }) {
  const before = await loadRegistry(homeWith(files), sampleAdapters);
  const sheets = readCsv(Buffer.from(`${HEAD}${rows}`));
  if (!sheets.read) throw new Error(sheets.message);
  const plan = planImport(sheets.sheets, before.registry, sampleAdapters);
  const yaml = new Map(Object.entries(files).filter(([name]) => name.endsWith('.yaml')));
  const written = applyImport(plan, yaml, before.places);
  const after = await loadRegistry(homeWith({ ...files, ...Object.fromEntries(written.files) }), sampleAdapters);
  return { plan, written, after };
}

describe('an import that is written', () => {
  test('changes the value alone: comments, order and everything else stay', async () => {
    const { written, after } = await imported('示例市,示例市人民政府办公室,示例“新”名,微博,5990004001,关停\n');
    expect(after.faults).toEqual([]);
    expect([...written.files.keys()]).toEqual([FILE]);
    expect(written.files.get(FILE)).toBe(
      TEXT.replace('name: 示例发布 # 已备案', 'name: 示例“新”名 # 已备案').replace(
        'handle: { uid: "5990004001" } # 勿改\n',
        'handle: { uid: "5990004001" } # 勿改\n        state: closed\n',
      ),
    );
  });

  test('adds who gets the mail of a unit, beside those who do already', async () => {
    const home = homeWith({ [FILE]: TEXT });
    const before = await loadRegistry(home, sampleAdapters);
    const rows = `单位,单位收件人,账号名称,平台,账号ID
示例市,office@shi.example；new@shi.example,示例发布,微博,5990004001
示例县,xian@shi.example,示例县发布,微博,5990004002
`;
    const read = readCsv(Buffer.from(rows));
    if (!read.read) throw new Error(read.message);
    const plan = planImport(read.sheets, before.registry, sampleAdapters);
    const { files } = applyImport(plan, new Map([[FILE, TEXT]]), before.places);
    expect(files.get(FILE)).toContain('contacts: [ office@shi.example, new@shi.example ]');
    expect(files.get(FILE)).toContain('  - name: 示例县\n    contacts: [ xian@shi.example ]\n    accounts:\n');
    const after = await loadRegistry(homeWith({ [FILE]: files.get(FILE) ?? '' }), sampleAdapters);
    expect(after.faults).toEqual([]);
    expect(planImport(read.sheets, after.registry, sampleAdapters).contacts).toEqual([]);
  });

  test('adds an account below those of its unit, ids in quotes where YAML would read a number', async () => {
    const { written, after } = await imported('示例县,示例县教育局,示例县教育,微博,5990004002,运行\n');
    expect(after.faults).toEqual([]);
    expect(written.files.get(FILE)).toContain(`  - name: 示例县
    accounts:
      - id: wb-5990004002
        name: 示例县教育
        platform: weibo
        owner: 示例县教育局
        handle: { uid: "5990004002" }
`);
    expect(after.registry.accounts.map((account) => account.id)).toEqual(['shi-weibo', 'shi-wechat', 'wb-5990004002']);
  });

  test('puts new units into a file of their own', async () => {
    const { written, after } = await imported('示例乙市,示例乙市水利局,示例水利,微博,5990004003,注销\n');
    expect([...written.files.keys()]).toEqual([IMPORTED_FILE]);
    expect(written.files.get(IMPORTED_FILE)?.split('\n', 1)).toEqual([
      '# yaml-language-server: $schema=../schema/registry.json',
    ]);
    expect(after.faults).toEqual([]);
    expect(after.registry.accounts).toContainEqual(
      expect.objectContaining({ unit: '示例乙市', state: 'cancelled', handle: { uid: '5990004003' } }),
    );
  });

  test('moves an account whose unit changed', async () => {
    const { after } = await imported('示例县,示例市教育局,示例教育,微信,gh_0123456789ab,运行\n');
    expect(after.faults).toEqual([]);
    expect(after.registry.accounts.map((account) => [account.id, account.unit])).toEqual([
      ['shi-weibo', '示例市'],
      ['shi-wechat', '示例县'],
    ]);
  });

  test('twice is the same as once', async () => {
    const rows = '示例县,示例县教育局,示例县教育,微博,5990004002,关停\n示例丙市,示例丙局,- “丙”: #1,微信,,运行\n';
    const first = await imported(rows);
    const files = { [FILE]: TEXT, ...Object.fromEntries(first.written.files) };
    const second = await imported(rows, files);
    expect(second.plan.rows.map((row) => row.change?.kind)).toEqual(['same', 'same']);
    expect([...second.written.files.keys()]).toEqual([]);
    expect(second.after.registry.accounts.map((account) => account.name)).toContain('- “丙”: #1');
  });

  test('starts from nothing', async () => {
    const { after } = await imported(
      '示例市,示例局,甲,微博,5990004001,运行\n示例市,示例局,乙,微博,5990004002,运行\n',
      {},
    );
    expect(after.faults).toEqual([]);
    expect(after.registry.units.map((unit) => unit.name)).toEqual(['示例市']);
    expect(after.registry.accounts).toHaveLength(2);
  });

  test('an account that stands in a spreadsheet is left alone, and said', async () => {
    const csv = '单位,编号,账号名称,平台,主办单位,uid\n示例丁市,ding,示例丁,新浪微博,示例丁局,5990004009\n';
    const { written } = await imported('示例丁市,示例丁局,示例丁新名,微博,5990004009,运行\n', {
      'config/registry/ding.csv': csv,
    });
    expect([...written.files.keys()]).toEqual([]);
    expect(written.refused).toEqual(['示例丁新名（ding）登记在 config/registry/ding.csv，不能自动修改，请在那里改。']);
  });

  test('keeps another style of indentation, aligned comments and quotes', async () => {
    const text = `units:
- name: '示例市'      # 单引号
  accounts:
  - id: shi-weibo     # 编号
    name: "示例发布"
    platform: weibo
    owner: 示例局
    handle: {uid: '5990004001'}
`;
    const { written, after } = await imported('示例市,示例局,示例新名,微博,5990004001,运行\n', { [FILE]: text });
    expect(after.faults).toEqual([]);
    expect(written.files.get(FILE)).toBe(text.replace('"示例发布"', '"示例新名"'));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account, Registry } from '../../src/model/account.ts';
import { exportCsv, exportXlsx } from '../../src/registry/export.ts';
import { guarded, unguarded } from '../../src/registry/formula-guard.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from './sample-adapters.ts';

const account = (more: Partial<Account>): Account => ({
  id: 'a-1',
  name: '示例发布',
  platform: 'weibo',
  unit: '示例市',
  owner: '示例局',
  state: 'running',
  closedOn: null,
  kind: 'publishing',
  handle: { uid: '5990004001' },
  confirmed: [],
  ownerAliases: [],
  ...more,
});

const REGISTRY: Registry = {
  units: [
    { name: '示例市', contacts: ['a@shi.example', '办公室 <b@shi.example>'] },
    { name: '空单位', contacts: [] },
  ],
  accounts: [
    account({}),
    account({
      id: 'a-2',
      name: '=HYPERLINK("http://x.test";"示例")',
      platform: 'wechat',
      state: 'closed',
      closedOn: '2022-02-01',
      kind: 'service',
      handle: {
        biz: 'MzAxMjM0NTY3OA==',
        articles: ['https://mp.weixin.qq.com/s/a', 'https://mp.weixin.qq.com/s/b'],
        feeds: { main: '1', 'second.one': '2' },
      },
      confirmed: [{ interaction: { menu: 'yes' }, on: '2026-10-12', by: '办公室', until: '2027-01-10' }],
      ownerAliases: [{ name: '示例旧局', until: '2019-03-31' }],
    }),
    account({
      id: 'a-3',
      name: "'@“示例”, ★\n第二行",
      platform: 'app',
      handle: { package: 'cn.example.gov', stores: ['apple', 'vivo'] },
    }),
  ],
};

const readBack = async (name: string, content: string | Uint8Array) =>
  loadRegistry(homeWith({ [`config/registry/${name}`]: content }), sampleAdapters);

describe('an exported registry', () => {
  test('reads back as the same registry, as CSV', async () => {
    const { registry, faults } = await readBack('a.csv', exportCsv(REGISTRY, sampleAdapters));
    expect(faults).toEqual([]);
    expect(registry).toEqual(REGISTRY);
  });

  test('reads back as the same registry, as a workbook', async () => {
    const { registry, faults } = await readBack('a.xlsx', await exportXlsx(REGISTRY, sampleAdapters));
    expect(faults).toEqual([]);
    expect(registry).toEqual(REGISTRY);
  });

  test('begins with a mark by which spreadsheets know UTF-8, and names its columns', () => {
    expect(exportCsv(REGISTRY, sampleAdapters)).toMatch(
      /^\ufeff单位,单位收件人,编号,账号名称,平台,主办单位,状态,关停日期,类别,uid,biz,/,
    );
  });

  test('holds no cell that a spreadsheet takes for a formula', () => {
    expect(exportCsv(REGISTRY, sampleAdapters)).toContain(`"'=HYPERLINK(""http://x.test"";""示例"")"`);
  });
});

describe('the guard against formulas', () => {
  test.each(['=1+1', '+86', '-1', '@x', '\t=1', '＝1', "'=1"])('%j is made inert', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  test('leaves ordinary text alone and takes back exactly what it did', () => {
    expect(guarded('示例发布')).toBe('示例发布');
    expect(unguarded("'示例’")).toBe("'示例’");
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unguarded(guarded(text))).toBe(text);
      }),
    );
  });
});

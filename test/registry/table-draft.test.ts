import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { faultLine } from '../../src/model/fault.ts';
import { loadRegistry } from '../../src/registry/load.ts';
import { homeWith } from '../home-folder.ts';
import { sampleAdapters } from './sample-adapters.ts';

const CSV = `单位,单位收件人,编号,账号名称,平台,主办单位,状态,关停日期,类别,uid,articles,feeds.main
示例市,office@shi.example,example-1,示例发布,新浪微博,示例市人民政府办公室,运行,,发布类,5990004001,,
示例市,,example-2,"示例,教育",微信公众号,示例市教育局,关停,2022-02-01,服务类,,"https://mp.weixin.qq.com/s/a
https://mp.weixin.qq.com/s/b",MP_WXS_1
示例乙市,,,,,,,,,,,
`;

const load = (file: string, content: string | Uint8Array) =>
  loadRegistry(homeWith({ [`config/registry/${file}`]: content }), sampleAdapters);

/** 示例发布 as GB18030 writes it */
const GB18030_NAME = Uint8Array.of(0xca, 0xbe, 0xc0, 0xfd, 0xb7, 0xa2, 0xb2, 0xbc);

describe('a registry file as a table', () => {
  test('says the same as the YAML form', async () => {
    const { registry, faults } = await load('a.csv', CSV);
    expect(faults).toEqual([]);
    expect(registry.units).toEqual([
      { name: '示例市', contacts: ['office@shi.example'] },
      { name: '示例乙市', contacts: [] },
    ]);
    expect(registry.accounts).toMatchObject([
      {
        id: 'example-1',
        name: '示例发布',
        platform: 'weibo',
        unit: '示例市',
        state: 'running',
        closedOn: null,
        handle: { uid: '5990004001' },
      },
      {
        id: 'example-2',
        name: '示例,教育',
        platform: 'wechat',
        state: 'closed',
        closedOn: '2022-02-01',
        kind: 'service',
        handle: {
          articles: ['https://mp.weixin.qq.com/s/a', 'https://mp.weixin.qq.com/s/b'],
          feeds: { main: 'MP_WXS_1' },
        },
      },
    ]);
  });

  test('is read with a byte order mark, in UTF-16, with tabs, and in GB18030', async () => {
    const whole = (await load('a.csv', CSV)).registry;
    expect((await load('a.csv', `\ufeff${CSV}`)).registry).toEqual(whole);
    expect((await load('a.csv', Buffer.from(`\ufeff${CSV}`, 'utf16le'))).registry).toEqual(whole);
    expect(
      (await load('a.csv', CSV.replaceAll('"示例,教育"', '示例,教育').replaceAll(/,(?!教育)/g, '\t'))).registry,
    ).toEqual(whole);
    const english = 'unit,id,name,platform,owner,uid\nA,a-1,@,weibo,O,5990004001\n';
    const [before = '', after = ''] = english.split('@');
    const gb = Buffer.concat([Buffer.from(before), GB18030_NAME, Buffer.from(after)]);
    expect((await load('a.csv', gb)).registry.accounts[0]?.name).toBe('示例发布');
  });

  test('a fault names the line of the row and the number of the column', async () => {
    const { faults } = await load(
      'a.csv',
      CSV.replace('5990004001', '59x').replace('关停,2022-02-01', '停摆,2022-02-01'),
    );
    expect(faults.map(faultLine)).toEqual([
      expect.stringMatching(/^config\/registry\/a\.csv:2:10: 账号“示例发布”（example-1）的 handle\.uid“59x”的格式不对/),
      expect.stringMatching(/^config\/registry\/a\.csv:3:7: .*state 的值“停摆”不可用/),
    ]);
  });

  test('rows behind a cell of several lines keep their line', async () => {
    const { faults } = await load('a.csv', `${CSV}示例乙市,,bad id,示例三,新浪微博,示例乙市水利局,,,,5990004003,,\n`);
    expect(faults.map(faultLine)).toEqual([expect.stringMatching(/a\.csv:6:3: /)]);
  });

  test('a column that does not exist is told with the one that was meant', async () => {
    const { faults } = await load('a.csv', CSV.replace('账号名称', '帐号名称'));
    expect(faults.map(faultLine)[0]).toMatch(/a\.csv:1:4: 没有“帐号名称”这一列。是不是想写“账号名称”？/);
  });

  test('a list in another form is sent to the import', async () => {
    const { faults } = await load('a.csv', '序号,名称\n1,示例发布\n');
    expect(faults.map(faultLine)).toEqual([expect.stringMatching(/a\.csv:1:1: .*xuncha registry import/)]);
  });

  test('a quote that is never closed is a fault, not an exception', async () => {
    const { faults } = await load('a.csv', 'unit,id,name\n"A,b,c\n');
    expect(faults.map(faultLine)).toEqual([expect.stringMatching(/a\.csv:\d+:1: CSV 读到这里读不下去/)]);
  });

  test('a workbook is read sheet by sheet, and ids keep their digits', async () => {
    const data = [
      ['单位', '编号', '账号名称', '平台', '主办单位', 'uid'],
      ['示例市', 'example-1', '示例发布', '新浪微博', '示例市人民政府办公室', 5990004001],
      ['示例市', 'example-1', '示例重复', '新浪微博', '示例市教育局', '5990004002'],
    ];
    const bytes = await writeXlsxFile([{ data, sheet: '台账' }]).toBuffer();
    const { registry, faults } = await load('a.xlsx', bytes);
    expect(registry.accounts[0]?.handle).toEqual({ uid: '5990004001' });
    expect(faults.map(faultLine)).toEqual([
      expect.stringMatching(/a\.xlsx:3:2: 编号 example-1 重复：config\/registry\/a\.xlsx:2 已经用过/),
    ]);
  });

  test.each([
    ['text', 'a.xlsx', Buffer.from('not a workbook')],
    ['a web page under the name of a workbook', 'a.xlsx', Buffer.from('<html><table></table></html>')],
    ['a workbook of the old kind, or with a password', 'a.csv', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)],
    ['a workbook that was cut off', 'a.xlsx', Buffer.of(0x50, 0x4b, 0x03, 0x04)],
  ])('%s is no workbook, and says so', async (_, file, bytes) => {
    const { faults } = await load(file, bytes);
    expect(faults.map(faultLine)).toEqual([expect.stringMatching(/a\.(xlsx|csv):1:1: 不是能读的 \.xlsx 文件/)]);
  });
});

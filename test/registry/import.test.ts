import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { type ImportPlan, planImport } from '../../src/registry/import.ts';
import { readSheets } from '../../src/registry/sheets.ts';
import { homeWith } from '../home-folder.ts';
import { accountsOf, BIZ, carriedOut, EMPTY, planOf, SEC_UID } from './import-plan.ts';
import { sampleAdapters } from './sample-adapters.ts';

async function planOfWorkbook(sheets: Parameters<typeof writeXlsxFile>[0]): Promise<ImportPlan> {
  const path = join(homeWith({}), 'list.xlsx');
  writeFileSync(path, await writeXlsxFile(sheets as never).toBuffer());
  const read = await readSheets(path);
  if (!read.read) throw new Error(read.message);
  return planImport(read.sheets, EMPTY, sampleAdapters);
}

const verdicts = (plan: ImportPlan) => plan.rows.map((row) => row.verdict);

describe('a list as offices have it', () => {
  test('a workbook with a title, a note, merged units, headings and a sum below', async () => {
    const plan = await planOfWorkbook([
      {
        sheet: '汇总',
        data: [
          [{ value: '示例省政务新媒体台账', columnSpan: 6 }],
          [{ value: '注：状态按备案系统填写', columnSpan: 6 }],
          [],
          ['序号', '市州/部门', '主办单位', '账号名称', '账号平台', '主页链接', '状态', '联系电话'],
          [
            1,
            { value: '示例市', rowSpan: 2 },
            '示例市人民政府办公室',
            '“示例”发布★',
            '新浪微博',
            'https://weibo.com/u/5990004001?refer_flag=1',
            '正常运行',
            '1',
          ],
          [
            2,
            null,
            '示例市教育局',
            '示例教育',
            '微信',
            `https://mp.weixin.qq.com/s?__biz=${encodeURIComponent(BIZ)}&mid=1&idx=1`,
            '关停',
            '2',
          ],
          ['二、省直部门'],
          [3, '省直部门', '示例厅', '示例厅', '抖音', `https://www.douyin.com/user/${SEC_UID}`, null, '3'],
          ['合计', 3, null, null, null, null, null, null],
        ],
      },
    ]);
    expect(plan.rows.map((row) => [row.line, row.verdict])).toEqual([
      [5, 'understood'],
      [6, 'understood'],
      [7, 'skipped'],
      [8, 'understood'],
      [9, 'skipped'],
    ]);
    expect(accountsOf(plan)).toMatchObject([
      {
        id: 'wb-5990004001',
        name: '“示例”发布★',
        platform: 'weibo',
        unit: '示例市',
        owner: '示例市人民政府办公室',
        state: 'running',
        handle: { uid: '5990004001' },
      },
      {
        id: 'wx-MzAxMjM0NTY3OA',
        name: '示例教育',
        platform: 'wechat',
        unit: '示例市',
        owner: '示例市教育局',
        state: 'closed',
        handle: { biz: BIZ },
      },
      { name: '示例厅', platform: 'douyin', unit: '省直部门', handle: { secUid: SEC_UID } },
    ]);
    expect(plan.unusedColumns).toEqual(['工作表“汇总”：序号、联系电话']);
  });

  // saved by LibreOffice: header of two lines with merged titles, links behind “点击查看”, merged units and states
  test('a workbook of another program, with a header of two lines and links behind the text', async () => {
    const read = await readSheets(join(import.meta.dirname, 'fixtures/linked-list.xlsx'));
    if (!read.read) throw new Error(read.message);
    const plan = planImport(read.sheets, EMPTY, sampleAdapters);
    expect(plan.rows.map((row) => [row.line, row.verdict, row.title])).toEqual([
      [5, 'look', '“示例”·发布（试运行）'],
      [6, 'look', '示例公众号'],
      [7, 'failed', '示例视频'],
      [8, 'look', '示例县发布'],
      [9, 'skipped', '合计'],
      // who filled it in is nobody's business here
      [10, 'skipped', '填报人……'],
    ]);
    expect(plan.rows[0]?.reasons).toEqual(['没有主办单位，暂以单位“示例市”代替。']);
    expect(accountsOf(plan)).toMatchObject([
      { unit: '示例市', platform: 'weibo', state: 'running', handle: { uid: '5990004001' } },
      {
        unit: '示例市',
        platform: 'wechat',
        state: 'running',
        handle: { articles: ['https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv'] },
      },
      { unit: '示例县', platform: 'weibo', state: 'closed', closedOn: '2022-02-01', handle: { uid: '5990004002' } },
    ]);
  });

  test('every sheet is read; one without a header is named', async () => {
    const row = (name: string, uid: number) => ['示例市', '示例局', name, uid];
    const head = ['单位', '主办单位', '微博名称', '微博UID'];
    const plan = await planOfWorkbook([
      {
        sheet: '微博',
        data: [
          [...head, '平台'],
          [...row('示例甲', 5990004001), '微博'],
        ],
      },
      { sheet: '说明', data: [['本表由示例单位填报']] },
      { sheet: '空表', data: [] },
    ]);
    expect(accountsOf(plan)).toMatchObject([{ name: '示例甲', handle: { uid: '5990004001' } }]);
    expect(plan.headlessSheets).toEqual(['说明']);
  });

  test('an id of which the spreadsheet dropped digits is not believed', async () => {
    const plan = await planOfWorkbook([
      {
        sheet: '表',
        data: [
          ['主办单位', '账号名称', '平台', '账号ID'],
          ['示例局', '示例', '微博', 12345678901234568],
        ],
      },
    ]);
    expect(plan.rows[0]).toMatchObject({ verdict: 'failed', change: null });
    expect(plan.rows[0]?.reasons[0]).toContain('D2 的数字超过 15 位');
  });

  test('columns may be called otherwise, stand in another order, and repeat their header on each page', () => {
    const plan = planOf(`名称,类型,代表主体名称,运行情况,账号ID
示例发布,微博,示例局,正常,5990004001
名称,类型,代表主体名称,运行情况,账号ID
示例教育,订阅号,示例教育局,已注销,gh_0123456789ab
`);
    expect(verdicts(plan)).toEqual(['understood', 'skipped', 'understood']);
    expect(accountsOf(plan)).toMatchObject([
      { platform: 'weibo', unit: '示例局', owner: '示例局', state: 'running' },
      { platform: 'wechat', unit: '示例教育局', state: 'cancelled', handle: { ghId: 'gh_0123456789ab' } },
    ]);
  });

  test('units that were merged before the list was saved as CSV count for the rows below', () => {
    const plan = planOf(`单位,主办单位,账号名称,平台,账号ID
示例市,示例局,示例甲,微博,5990004001
,示例局,示例乙,微博,5990004002
示例县,示例局,示例丙,微博,5990004003
`);
    expect(accountsOf(plan).map((account) => account.unit)).toEqual(['示例市', '示例市', '示例县']);
  });
});

describe('what is not clear is said, row by row', () => {
  const HEAD = '单位,主办单位,账号名称,平台,账号ID,状态\n';
  const one = (row: string) => planOf(`${HEAD}${row}\n`).rows[0];

  test.each([
    [
      'a platform that nobody watches',
      '示例市,示例局,示例,视频号,1,运行',
      /平台“视频号”不认识。现有平台：新浪微博、微信公众号/,
    ],
    ['no name', '示例市,示例局,,微博,5990004001,运行', /没有账号名称/],
    ['no platform', '示例市,示例局,示例,,5990004001,运行', /没有写平台/],
    ['no id where one is needed', '示例市,示例局,示例,微博,无,运行', /没有新浪微博的永久标识/],
    ['an id that is none', '示例市,示例局,示例,微博,示例发布,运行', /“示例发布”不像新浪微博的永久标识/],
    ['a state that nobody knows: it could accuse', '示例市,示例局,示例,微博,5990004001,停更', /状态“停更”不认识/],
    ['neither unit nor owner', ',,示例,微博,5990004001,运行', /没有单位，也没有主办单位/],
  ])('%s: not taken', (_, row, reason) => {
    expect(one(row)).toMatchObject({ verdict: 'failed', change: null });
    expect(one(row)?.reasons.join()).toMatch(reason);
  });

  test('an owner that is missing is taken from the unit, and a person is asked to look', () => {
    expect(one('示例市,,示例,微博,5990004001,运行')).toMatchObject({
      verdict: 'look',
      reasons: ['没有主办单位，暂以单位“示例市”代替。'],
      change: { account: { owner: '示例市' } },
    });
  });

  test('an account without any key is taken where its platform allows, and a person is asked to look', () => {
    const row = one('示例市,示例局,示例,微信,,运行');
    expect(row).toMatchObject({ verdict: 'look', change: { account: { handle: {} } } });
    expect(row?.reasons.join()).toContain('registry resolve');
  });

  test('the same account twice in the list is taken once', () => {
    const plan = planOf(`${HEAD}示例市,示例局,甲,微博,5990004001,运行\n示例市,示例局,乙,微博,5990004001,运行\n`);
    expect(verdicts(plan)).toEqual(['understood', 'failed']);
    expect(plan.rows[1]?.reasons).toEqual(['与第 2 行是同一个账号（wb-5990004001），没有重复登记。']);
  });

  test('a file that is no list says so', () => {
    expect(planOf('你好,世界\n1,2\n')).toMatchObject({ rows: [], headlessSheets: [''] });
  });
});

describe('importing again', () => {
  const HEAD = '单位,主办单位,账号名称,平台,账号ID,状态\n';
  const LIST = `${HEAD}示例市,示例局,示例甲,微博,5990004001,运行\n示例市,示例局,示例乙,微信,,运行\n`;

  test('the same list changes nothing', () => {
    const second = planOf(LIST, carriedOut(planOf(LIST)));
    expect(second.rows.map((row) => row.change?.kind)).toEqual(['same', 'same']);
    expect(second.notInList).toEqual([]);
  });

  test('a new name, unit or state updates the account that has the key', () => {
    const registry = carriedOut(planOf(LIST));
    const plan = planOf(`${HEAD}示例县,示例局,示例新名,微博,5990004001,关停\n`, registry);
    expect(plan.rows[0]?.change).toMatchObject({
      kind: 'update',
      fields: ['name', 'unit', 'state'],
      account: { id: 'wb-5990004001', name: '示例新名', unit: '示例县', state: 'closed' },
    });
    expect(plan.notInList.map((account) => account.name)).toEqual(['示例乙']);
  });

  test('a key that was missing is added to the account of that platform, name and owner', () => {
    const registry = carriedOut(planOf(LIST));
    const plan = planOf(`${HEAD}示例市,示例局,示例乙,微信,gh_0123456789ab,运行\n`, registry);
    expect(plan.rows[0]?.change).toMatchObject({
      kind: 'update',
      fields: ['handle'],
      account: { id: registry.accounts[1]?.id, handle: { ghId: 'gh_0123456789ab' } },
    });
  });

  test('cells that are empty, and columns that are not there, leave what was registered', () => {
    const registry = carriedOut(planOf(`${HEAD}示例市,示例局,示例甲,微博,5990004001,注销\n`));
    const plan = planOf('账号名称,平台,账号ID\n示例甲,微博,5990004001\n', registry);
    expect(plan.rows[0]?.change).toMatchObject({ kind: 'same', account: { state: 'cancelled', owner: '示例局' } });
  });

  test('another key under the same name and owner is another account, and a person is asked to look', () => {
    const registry = carriedOut(planOf(LIST));
    const row = planOf(`${HEAD}示例市,示例局,示例甲,微博,5990004009,运行\n`, registry).rows[0];
    expect(row).toMatchObject({ verdict: 'look', change: { kind: 'add', account: { id: 'wb-5990004009' } } });
    expect(row?.reasons.join()).toContain('wb-5990004001');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImportPlan, planImport } from '../../src/registry/import.ts';
import { readSheets } from '../../src/registry/sheets.ts';
import { homeWith } from '../home-folder.ts';
import { accountsOf, BIZ, carriedOut, EMPTY, planOf, SEC_UID } from './import-plan.ts';
import * as lists from './office-lists.ts';
import { sampleAdapters } from './sample-adapters.ts';

async function planOfFile(name: string, bytes: Uint8Array, registry = EMPTY): Promise<ImportPlan> {
  const path = join(homeWith({}), name);
  writeFileSync(path, bytes);
  const read = await readSheets(path);
  if (!read.read) throw new Error(read.message);
  return planImport(read.sheets, registry, sampleAdapters);
}

/** line, name, platform and keys of each account that would be taken; state where it is not running */
const taken = (plan: ImportPlan) =>
  plan.rows.flatMap(({ line, change }) => {
    if (change === null) return [];
    const { name, platform, handle, state } = change.account;
    return [[line, name, platform, handle, ...(state === 'running' ? [] : [state])]];
  });
const notTaken = (plan: ImportPlan) =>
  plan.rows.flatMap(({ line, title, verdict, reasons, change }) =>
    change === null ? [[line, verdict, title, reasons.join('')]] : [],
  );
const matching = (text: string) => expect.stringContaining(text);

describe('one row a unit, one column or more a platform', () => {
  test('two header rows with merged platforms, several accounts in a cell, persons above and below', async () => {
    const plan = await planOfFile('a.xlsx', await lists.countyTable());
    expect(taken(plan)).toEqual([
      [5, '示例县发布', 'wechat', { ghId: 'gh_0123456789ab' }],
      [5, '示例县政务服务', 'wechat', { ghId: 'gh_0123456789ac' }],
      [5, '示例县发布', 'weibo', { uid: '5990004001' }],
      [6, '示例县教育', 'wechat', {}],
      [6, '示例教育', 'weibo', { uid: '5990004002' }],
      [6, '示例县教育', 'douyin', { secUid: SEC_UID }],
      [8, '平安示例', 'wechat', { alias: 'shilipolice' }, 'cancelled'],
      [8, '平安示例', 'weibo', { uid: '5990004003' }],
    ]);
    expect(notTaken(plan)).toEqual([
      [5, 'skipped', '示例县发布', '视频号不在巡查范围，没有登记。'],
      [7, 'skipped', '示例县档案馆', '各平台都没有账号。'],
      [8, 'failed', '示例公安', matching('没有头条号的永久标识。请在浏览器里打开它的主页')],
      [9, 'skipped', '合计', '合计行。'],
      [10, 'skipped', matching('注：'), '说明，不是账号。'],
      [11, 'skipped', '填表人……', matching('不是账号，没有登记')],
    ]);
    expect(accountsOf(plan).map(({ unit, owner }) => [unit, owner])).toContainEqual(['示例县教育局', '示例县教育局']);
    expect(plan.headers.join('')).toContain('微信公众号：“政务微信/名称”（账号）、“政务微信/ID”（标识或链接）');
    expect(plan.unusedColumns).toEqual(['工作表“Sheet1”：序号、联系人、联系电话']);
  });

  test('names, ids and links in the same cell, in GB18030', async () => {
    const plan = await planOfFile('a.csv', lists.inGb18030(lists.CITY_COLUMNS));
    expect(taken(plan)).toEqual([
      [3, '示例发布', 'wechat', { ghId: 'gh_0123456789ab' }],
      [3, '示例政务', 'wechat', { ghId: 'gh_0123456789ac' }],
      [3, '示例发布', 'weibo', { uid: '5990004001' }],
      [3, '示例发布', 'douyin', { secUid: SEC_UID }],
      [3, '示例办', 'app', { package: 'cn.example.banshi' }],
      [4, '示例教育', 'wechat', { alias: 'shilijiaoyu' }],
      [4, '示例教育', 'weibo', { uid: '5990004002' }],
      [4, '示例招考', 'weibo', { uid: '5990004003' }],
      [5, '示例文旅', 'wechat', { biz: BIZ }],
    ]);
    expect(notTaken(plan)).toEqual([
      [5, 'failed', '5990004004', matching('只有“5990004004”，没有账号名称')],
      [5, 'failed', '建设中', matching('还没有开通的请写“无”')],
      [5, 'failed', '2个', matching('像是数量')],
      [7, 'skipped', '合计', '合计行。'],
      [8, 'skipped', '填报人……', matching('没有登记')],
    ]);
  });

  test('a merged header that was saved as CSV', () => {
    const plan = planOf(`示例县账号表,,,,,
单位,政务微信,,政务微博,,备注
,名称,原始ID,名称,ID,
示例局,示例甲,gh_0123456789ab,示例乙,5990004001,无
`);
    expect(taken(plan)).toEqual([
      [4, '示例甲', 'wechat', { ghId: 'gh_0123456789ab' }],
      [4, '示例乙', 'weibo', { uid: '5990004001' }],
    ]);
  });

  test('a tick takes the name that the row gives for all platforms; a tick alone names nobody', () => {
    const plan = planOf(lists.TICKED);
    expect(taken(plan)).toEqual([
      [2, '示例气象', 'wechat', {}],
      [2, '示例气象', 'weibo', { uid: '5990004001' }],
    ]);
    expect(notTaken(plan)).toEqual([[3, 'failed', '√', matching('没有账号名称')]]);
  });

  test('names and ids whose numbers differ are not paired by guess', () => {
    const [row] = planOf('单位,微信公众号,微博名称,微博ID\n示例局,无,甲、乙、丙,5990004001、5990004002\n').rows;
    expect(row).toMatchObject({ verdict: 'failed', change: null });
    expect(row?.reasons.join()).toContain('名称有 3 个（甲、乙、丙），旁边一格却有 2 个');
  });

  test('a WeChat id beside the contact person is theirs, and is not read', () => {
    const plan = planOf('单位,公众号,微博,联系人,微信号\n示例局,示例甲（gh_0123456789ab）,无,张某某,zhang_privat\n');
    expect(taken(plan)).toEqual([[2, '示例甲', 'wechat', { ghId: 'gh_0123456789ab' }]]);
    expect(plan.unusedColumns).toEqual(['联系人、微信号']);
  });

  test('two columns of one platform are two accounts, each with its own state', () => {
    const plan = planOf(`单位,订阅号,订阅号状态,服务号,服务号状态,微博
示例局,示例甲,正常,示例乙,已注销,示例丙（5990004001）
`);
    expect(taken(plan)).toEqual([
      [2, '示例甲', 'wechat', {}],
      [2, '示例乙', 'wechat', {}, 'cancelled'],
      [2, '示例丙', 'weibo', { uid: '5990004001' }],
    ]);
  });

  const workbooks = [lists.countyTable, lists.sheetPerCounty, lists.sheetPerPlatform, lists.twoRowsOfTitles];
  test.each(workbooks)('importing again adds and changes nothing: %o', async (build) => {
    const bytes = await build();
    const first = await planOfFile('a.xlsx', bytes);
    const again = await planOfFile('a.xlsx', bytes, carriedOut(first));
    expect(taken(first)).not.toEqual([]);
    expect(again.rows.flatMap(({ change }) => change?.kind ?? [])).toEqual(taken(first).map(() => 'same'));
  });
});

describe('one row an account, untidy', () => {
  test('numbers that a spreadsheet ruined are refused with the remedy; full-width ids are read', () => {
    const plan = planOf(lists.SAVED_AGAIN);
    expect(taken(plan)).toEqual([
      [3, '示例乙', 'wechat', { ghId: 'gh_0123456789ab' }, 'cancelled'],
      [4, '示例丙', 'douyin', { secUid: SEC_UID }, 'closed'],
      [5, '示例丁', 'weibo', { uid: '5990004004' }, 'closed'],
    ]);
    expect(accountsOf(plan).map(({ closedOn }) => closedOn)).toEqual(['2022-02-01', '2022-02-01', null]);
    expect(notTaken(plan)).toEqual([
      [2, 'failed', '示例甲', matching('“5.99E+09”是表格软件改写过的长数字')],
      [6, 'skipped', '示例县小计', '合计行。'],
    ]);
    expect(plan.rows[3]?.reasons.join()).toContain('日期“2022年2月”看不懂，或者没有写到日');
  });

  test('a sheet for each county is the unit of its accounts', async () => {
    const plan = await planOfFile('a.xlsx', await lists.sheetPerCounty());
    expect(accountsOf(plan).map(({ name, unit, owner }) => [name, unit, owner])).toEqual([
      ['甲县教育', '示例甲县', '教育局'],
      ['健康甲县', '示例甲县', '卫健局'],
      ['乙县教育', '示例乙县', '教育局'],
    ]);
    expect(plan.headlessSheets).toEqual(['填表说明']);
    expect(notTaken(plan).map(([, , title]) => title)).toEqual(['例', '小计']);
  });

  test('a sheet for each platform, by its name or by its heading', async () => {
    const plan = await planOfFile('a.xlsx', await lists.sheetPerPlatform());
    expect(accountsOf(plan).map(({ platform }) => platform)).toEqual(['wechat', 'weibo', 'douyin']);
    expect(notTaken(plan)).toEqual([[3, 'failed', '示例体育', matching('D3 的数字超过 15 位')]]);
  });

  test('a header of two rows, sections, sums, and a row that counts the columns', async () => {
    const plan = await planOfFile('a.xlsx', await lists.twoRowsOfTitles());
    expect(accountsOf(plan).map(({ name, unit, state, closedOn }) => [name, unit, state, closedOn])).toEqual([
      ['示例教育', '县直部门', 'running', null],
      ['示例体育', '县直部门', 'closed', '2022-02-01'],
      ['示例镇发布', '乡镇', 'running', null],
    ]);
    expect(notTaken(plan).map(([line]) => line)).toEqual([4, 5, 8, 9, 11]);
  });

  test('是否正常运行 is answered by yes; what a no means is for a person to say', () => {
    const plan = planOf(
      '单位,账号名称,平台,账号ID,是否正常运行\n示例局,甲,微博,5990004001,是\n示例局,乙,微博,5990004002,否\n',
    );
    expect(taken(plan)).toEqual([[2, '甲', 'weibo', { uid: '5990004001' }]]);
    expect(notTaken(plan)).toEqual([[3, 'failed', '乙', matching('应为 运行、关停 或 注销')]]);
  });

  test('three rows of titles, merged both ways and saved as CSV', () => {
    const plan = planOf(`示例县统计表,,,,,,
填报时间：2026年9月1日,,,,,,
序号,主管单位,主办单位,账号情况,,,
,,,微信公众号,,新浪微博,
,,,账号名称,原始ID,昵称,主页地址
1,示例办,示例中心,示例甲,gh_0123456789ab,示例乙,http://weibo.com/u/5990004001?is_all=1
`);
    expect(taken(plan)).toEqual([
      [6, '示例甲', 'wechat', { ghId: 'gh_0123456789ab' }],
      [6, '示例乙', 'weibo', { uid: '5990004001' }],
    ]);
    expect(accountsOf(plan)[0]).toMatchObject({ unit: '示例办', owner: '示例中心' });
  });

  test('who reports stands above the table, and is the unit of rows that name none', () => {
    const plan = planOf(`填报单位：示例县,联系人：张某某,电话：07300000000,
账号名称,平台,主办单位,账号ID
示例甲,微博,示例局,5990004001
`);
    expect(accountsOf(plan)).toMatchObject([{ unit: '示例县', owner: '示例局' }]);
  });
});

test('an address becomes a contact where the unit runs the account itself, and never that of another owner', () => {
  const own = planOf('单位,微信公众号,微博,联系邮箱,联系电话\n示例局,示例甲,无,ｊｉａ@example.cn,07300000000\n');
  expect(own.contacts).toEqual([{ unit: '示例局', added: ['jia@example.cn'] }]);
  const others = planOf(
    '市州,主办单位,账号名称,平台,账号ID,联系邮箱\n示例市,示例局,甲,微博,5990004001,jia@example.cn\n',
  );
  expect(others.contacts).toEqual([]);
  const persons = planOf('单位,微信公众号,微博,联系邮箱\n示例局,示例甲,无,张某某 07300000000\n');
  expect(persons.contacts).toEqual([]);
  expect(persons.rows[0]?.reasons.join()).toContain('不是邮箱地址');
});

test('no telephone number and no person of any list gets into an account or into what is shown of other rows', async () => {
  const plans = [
    planOf(lists.SAVED_AGAIN),
    planOf(lists.CITY_COLUMNS),
    ...(await Promise.all(
      [lists.countyTable, lists.sheetPerCounty, lists.twoRowsOfTitles].map(async (build) =>
        planOfFile('a.xlsx', await build()),
      ),
    )),
  ];
  const all = JSON.stringify(plans);
  expect(all).not.toMatch(/0730|1300000/);
  expect(all).not.toMatch(/[张李王赵]某某/);
});

test('whatever stands below platforms, every row is answered and no id is given twice', () => {
  const part = fc.constantFrom(
    ...[
      '无',
      '√',
      '示例',
      '示例（gh_0123456789ab）',
      '5990004001',
      '1.2E+15',
      'https://weibo.com/u/5990004002',
      '、',
      '\n',
    ],
    ...['（', '）', '：', '合计', '已注销', '3个', '“示例”', '', ' '],
  );
  const cell = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), (rows) => {
      const body = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n');
      const plan = planOf(`单位,微信公众号,微信ID,微博,抖音,视频号\n${body}`);
      const ids = accountsOf(plan).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const row of plan.rows) expect(row.verdict === 'understood' || row.reasons.length > 0).toBe(true);
      const again = planOf(`单位,微信公众号,微信ID,微博,抖音,视频号\n${body}`, carriedOut(plan));
      expect(again.rows.filter(({ change }) => change?.kind === 'add')).toEqual([]);
    }),
  );
});

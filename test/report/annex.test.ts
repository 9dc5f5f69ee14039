import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../src/model/account.ts';
import { annexWorkbook } from '../../src/report/annex.ts';
import { verifyWorkbook } from '../../src/report/arithmetic.ts';
import { readPrevious } from '../../src/report/previous.ts';
import { quarterView } from '../../src/report/quarter.ts';
import { AT, account, hunanQuarter, judgementOf, quarter, violation } from './hunan.ts';
import { partsOf, workbookOf } from './workbook.ts';

const hostile: Registry = {
  units: [{ name: '示例市', contacts: [] }],
  accounts: [
    account('eq', '示例市', { name: '=HYPERLINK("http://example.invalid","x")', owner: '+1+1' }),
    account('at', '示例市', { name: '@SUM(A1:A9)', owner: '-2' }),
    account('xml', '示例市', { name: '<b>&\u0001\ud800“引”', owner: ']]>' }),
  ],
};
const hostileFindings = hostile.accounts.map(({ id }) => violation(id));

describe('the annex of 湘政务函〔2020〕25号', async () => {
  const workbook = await annexWorkbook(quarterView(hunanQuarter()));
  const sheets = await readWorkbook(workbook);

  test('its sheets stand in the order of the contract', () => {
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['政务新媒体检查情况', '突出问题名单', '证据']);
  });

  test('table 1 has its two header rows, 15 units and 合计', () => {
    const rows = sheets[0]?.data ?? [];
    expect(rows[1]).toEqual([
      '序号',
      '单位',
      '实际运行政务新媒体数',
      '检查政务新媒体数',
      '发现存在突出问题的政务新媒体',
      null,
    ]);
    expect(rows[2]).toEqual([null, null, null, null, '政务新媒体数', '占检查数比例']);
    expect(rows[3]).toEqual([1, '省直部门', 88, 88, 0, '0']);
    expect(rows[9]).toEqual([7, '岳阳市', 148, 148, 9, '6.08%']);
    expect(rows[18]).toEqual(['合计', null, 1738, 1738, 35, '2.01%']);
    expect(rows[19]?.[0]).toBe('注：检查采样时间为2020年7月7日至9月17日。');
  });

  test('table 2 has a line for each problem in one cell', () => {
    const rows = sheets[1]?.data ?? [];
    expect(rows).toHaveLength(2 + 35);
    expect(rows[5]).toEqual([
      4,
      '岳阳市',
      '临湘市桃林镇人民政府',
      '监测时间点前2周内无更新\n未提供有效互动功能',
      '桃林镇人民政府',
      '微信公众号',
      '2020年8月24日',
    ]);
    expect(rows[9]?.[6]).toBe('无动态信息');
  });

  test('every sum and percentage of it is right', async () => {
    expect(await verifyWorkbook(workbook)).toEqual([]);
  });

  test('the next quarter can be compared with it', async () => {
    const previous = await readPrevious(workbook);
    expect(previous.total).toEqual({ checked: 1738, failed: 35 });
    expect(previous.units[6]).toEqual({ unit: '岳阳市', checked: 148, failed: 9 });
    expect(previous.failing[3]).toEqual({
      unit: '岳阳市',
      name: '临湘市桃林镇人民政府',
      platform: '微信公众号',
      problems: ['监测时间点前2周内无更新', '未提供有效互动功能'],
    });
    const view = quarterView({ ...hunanQuarter(), previous });
    expect(view.failing.every(({ repeated }) => repeated === 'published')).toBe(true);
    expect(view.comparison.at(-1)).toMatchObject({ unit: null, points: '0.00' });
  });

  test('header rows repeat on every printed page', async () => {
    const book = (await partsOf(workbook)).get('xl/workbook.xml') ?? '';
    expect(book).toContain('localSheetId="0">\'政务新媒体检查情况\'!$2:$3<');
    expect(book).toContain('localSheetId="1">\'突出问题名单\'!$2:$2<');
  });
});

test('a workbook without the table of units is no last quarter', async () => {
  await expect(readPrevious(await workbookOf([['说明'], ['空']]))).rejects.toThrow('上季度附件中没有');
});

describe('names from outside', async () => {
  const workbook = await annexWorkbook(quarterView(quarter(hostile, hostileFindings)));

  test('that look like formulas are text', async () => {
    const parts = await partsOf(workbook);
    for (const [name, xml] of parts) if (name.startsWith('xl/worksheets/')) expect(xml).not.toMatch(/<f[ >]/);
    const rows = (await readWorkbook(workbook))[1]?.data ?? [];
    expect(rows.slice(2).map((row) => [row[2], row[4]])).toEqual([
      ['=HYPERLINK("http://example.invalid","x")', '+1+1'],
      ['@SUM(A1:A9)', '-2'],
      ['<b>&“引”', ']]>'],
    ]);
  });
});

describe('the sheet of evidence', () => {
  const registry: Registry = {
    units: [{ name: '示例市', contacts: [] }],
    accounts: [account('a', '示例市'), account('b', '示例市')],
  };
  const proof = `sha256:${'0'.repeat(64)}`;
  const find = [violation('a', { evidence: [proof], since: '2020-09-03T00:00:00+08:00' })];

  test('names finding, monitoring point, source, moment, excerpt and hash', async () => {
    const evidence = new Map([
      [proof, { source: 'wechat.album', fetchedAt: '2020-09-17T10:00:00Z', url: null, excerpt: '最新一篇 2020-08-19' }],
    ]);
    const workbook = await annexWorkbook(quarterView(quarter(registry, find, { evidence })));
    const [, , sheet] = await readWorkbook(workbook);
    const [, header, row] = sheet?.data ?? [];
    const told = Object.fromEntries((header ?? []).map((label, at) => [label, row?.[at]]));
    expect(told).toMatchObject({
      账号编号: 'a',
      结论: '突出问题',
      监测时间点: AT,
      来源: 'wechat.album',
      取证时间: '2020-09-17T18:00:00+08:00',
      摘录: '最新一篇 2020-08-19',
      证据哈希: proof,
    });
  });

  test('what was not judged stands with its reason on a sheet of its own', async () => {
    const judgement = judgementOf(registry, find, ['b']);
    const sheets = await readWorkbook(await annexWorkbook(quarterView(quarter(registry, find, { judgement }))));
    const sheet = sheets.find((one) => one.sheet === '未判定');
    expect(sheet?.data[2]).toEqual([
      1,
      '示例市',
      '示例账号b',
      'b',
      '微信公众号',
      'stale',
      '平台要求登录，未见任何内容',
    ]);
  });
});

test('rows beyond the first look like it, and none is taller than spreadsheets allow', async () => {
  const excerpt = '示例'.repeat(250);
  const evidence = new Map(
    hostile.accounts.map(({ id }) => [id, { source: 'wechat.test', fetchedAt: null, url: null, excerpt }]),
  );
  const findings = hostile.accounts.map(({ id }) => violation(id, { evidence: [id] }));
  const workbook = await annexWorkbook(quarterView(quarter(hostile, findings, { evidence })));
  const xml = (await partsOf(workbook)).get('xl/worksheets/sheet3.xml') ?? '';
  const rows = [...xml.matchAll(/<row r="(\d+)" ht="([\d.]+)"[^>]*>(.*?)<\/row>/gs)].slice(2);
  expect(rows.map(([, number]) => number)).toEqual(['3', '4', '5']);
  for (const [, , height] of rows) expect(Number(height)).toBeLessThanOrEqual(409);
  const styles = rows.map(([, , , cells]) => [...(cells ?? '').matchAll(/ s="(\d+)"/g)].map(([, style]) => style));
  expect(styles[1]).toEqual(styles[0]);
  expect(styles[2]).toEqual(styles[0]);
});

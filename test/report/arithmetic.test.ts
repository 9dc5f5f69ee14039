import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percent } from '../../src/model/percent.ts';
import { verifySheets, verifyWorkbook } from '../../src/report/arithmetic.ts';
import { workbookOf } from './workbook.ts';

const faultsOf = async (rows: (string | number | null)[][]) =>
  (await verifyWorkbook(await workbookOf(rows))).map(({ row, column, printed, expected }) => ({
    row,
    column,
    printed,
    expected,
  }));

describe('rates that were published wrong are found', () => {
  const cases: [string, number, number, string, string][] = [
    ['无锡市 2021 年第四季度', 461, 24, '95.0%', '94.8%'],
    ['红河州 2020 年第一季度', 150, 14, '93.3%', '90.7%'],
    ['青海省 2020 年第三季度', 134, 8, '94.3%', '94.0%'],
    ['江西省 2020 年第一季度', 356, 57, '84.27%', '83.99%'],
    ['咸宁市 2019 年第二季度', 35, 1, '97.2%', '97.1%'],
    ['濮阳市 2022 年第四季度', 33, 1, '97.7%', '97.0%'],
  ];
  test.each(cases)('%s: of %i checked %i failed, printed %s', async (place, checked, failed, printed, expected) => {
    expect(
      await faultsOf([
        ['单位', '检查数', '不合格数', '合格率'],
        [place, checked, failed, printed],
      ]),
    ).toEqual([{ row: 2, column: '合格率', printed, expected }]);
  });

  test('shares of what passed: 山南 6 of 17, 商洛 151 of 240, 重庆 55 of 88', async () => {
    expect(
      await faultsOf([
        ['地区', '抽查数', '合格数', '合格率'],
        ['山南', 17, 6, '35.30%'],
        ['商洛', 240, 151, '约64.6%'],
        ['重庆', 88, 55, '63.6%'],
      ]),
    ).toEqual([
      { row: 2, column: '合格率', printed: '35.30%', expected: '35.29%' },
      { row: 3, column: '合格率', printed: '约64.6%', expected: '62.9%' },
      { row: 4, column: '合格率', printed: '63.6%', expected: '62.5%' },
    ]);
  });

  test('甘肃: 1010 of 5038 running were sampled, printed 20.1%', async () => {
    expect(
      await faultsOf([
        ['地区', '运行数', '抽查数', '抽查比例'],
        ['甘肃', 5038, 1010, '20.1%'],
      ]),
    ).toEqual([{ row: 2, column: '抽查比例', printed: '20.1%', expected: '20.0%' }]);
  });

  test('西藏: four platforms add up to 51 and not to 53, and 21 of 38 is not 48.48%', async () => {
    expect(
      await faultsOf([
        ['平台', '抽查数', '合格数', '合格率'],
        ['微信', 25, 25, '100%'],
        ['抖音', 38, 21, '48.48%'],
      ]),
    ).toEqual([{ row: 3, column: '合格率', printed: '48.48%', expected: '55.26%' }]);
    expect(
      await faultsOf([
        ['平台', '抽查数'],
        ['微信', 25],
        ['微博', 8],
        ['抖音', 17],
        ['头条', 1],
        ['合计', 53],
      ]),
    ).toEqual([{ row: 6, column: '抽查数', printed: '53', expected: '51' }]);
  });

  test('黑龙江: from 44 to 76 is a growth of 72.7%', async () => {
    expect(
      await faultsOf([
        ['地区', '上季度', '本季度', '增长率'],
        ['黑龙江', 44, 76, '42.1%'],
      ]),
    ).toEqual([{ row: 2, column: '增长率', printed: '42.1%', expected: '72.7%' }]);
  });
});

describe('numbers that contradict each other are found', () => {
  test('闽侯: more accounts checked than there are', async () => {
    expect(
      await faultsOf([
        ['单位', '运行总数', '检查数'],
        ['闽侯', 21, 28],
      ]),
    ).toEqual([{ row: 2, column: '检查数', printed: '28', expected: '不超过21' }]);
  });

  test('镇巴: the parts of 56 accounts add up to 43', async () => {
    expect(
      await faultsOf([
        ['单位', '运行总数', '其中：微信', '其中：微博', '其中：抖音'],
        ['镇巴', 56, 31, 10, 2],
      ]),
    ).toEqual([{ row: 2, column: '其中：微信', printed: '31', expected: '56' }]);
  });

  test('河东: no whole number of 77 accounts is printed as 93%', async () => {
    const [fault] = await faultsOf([
      ['单位', '检查数', '合格率'],
      ['河东', 77, '93%'],
    ]);
    expect(fault).toMatchObject({ row: 2, printed: '93%' });
  });

  test('the list of names must have as many rows as the table says', async () => {
    const { default: write } = await import('write-excel-file/node');
    const workbook = await write([
      {
        sheet: '情况',
        data: [
          ['序号', '单位', '检查数', '存在突出问题数'],
          [1, '示例市', 10, 2],
          [null, '合计', 10, 2],
        ],
      },
      {
        sheet: '名单',
        data: [
          ['序号', '市州/部门', '存在的突出问题'],
          [1, '示例市', '未更新'],
        ],
      },
    ]).toBuffer();
    expect((await verifyWorkbook(workbook)).map(({ row, printed, expected }) => ({ row, printed, expected }))).toEqual([
      { row: 2, printed: '2', expected: '1' },
      { row: 3, printed: '2', expected: '1' },
    ]);
  });

  test('serial numbers run on', async () => {
    expect(
      await faultsOf([
        ['序号', '单位', '检查数'],
        [1, '甲', 1],
        [3, '乙', 1],
      ]),
    ).toEqual([{ row: 3, column: '序号', printed: '3', expected: '2' }]);
  });
});

describe('what is right is left alone', () => {
  test('100% and 0 without places, numbers as cells, a header of two rows', async () => {
    expect(
      await faultsOf([
        ['全省政务新媒体检查情况', null, null, null, null, null],
        ['序号', '单位', '实际运行政务新媒体数', '检查政务新媒体数', '发现存在突出问题的政务新媒体', null],
        [null, null, null, null, '政务新媒体数', '占检查数比例'],
        [1, '长沙市', 176, 176, 0, '0'],
        [2, '岳阳市', 148, 148, 9, '6.08%'],
        [3, '益阳市', 137, 137, 2, 0.0146],
        [null, '合计', 461, 461, 11, '2.39%'],
        ['注：检查采样时间为2020年7月7日至9月17日。', null, null, null, null, null],
      ]),
    ).toEqual([]);
  });

  test('100% of a column with places means all, not nearly all', async () => {
    expect(
      await faultsOf([
        ['单位', '检查数', '不合格数', '合格率'],
        ['甲', 10_000, 1, '100%'],
        ['乙', 100, 1, '99.00%'],
      ]),
    ).toEqual([{ row: 2, column: '合格率', printed: '100%', expected: '99.99%' }]);
  });

  test('a place that truncates is right by its own rule', async () => {
    const rows = [
      ['单位', '检查数', '不合格数', '合格率'],
      ['开封', 98, 1, '98.9%'],
    ];
    expect(await verifyWorkbook(await workbookOf(rows), 'truncate')).toEqual([]);
    expect(await verifyWorkbook(await workbookOf(rows))).toMatchObject([{ expected: '99.0%' }]);
  });

  test('a sheet without a table has no faults', async () => {
    expect(await faultsOf([['说明'], ['本表为空']])).toEqual([]);
  });
});

describe('laws', () => {
  const counts = fc.array(
    fc
      .integer({ min: 1, max: 3000 })
      .chain((checked) => fc.tuple(fc.constant(checked), fc.integer({ min: 0, max: checked }))),
    { minLength: 1, maxLength: 30 },
  );
  const table = (units: [number, number][]) => {
    const [checked, failed] = [0, 1].map((at) => units.reduce((sum, unit) => sum + (unit[at] ?? 0), 0)) as [
      number,
      number,
    ];
    return [
      ['序号', '单位', '检查政务新媒体数', '不合格数', '占检查数比例'],
      ...units.map(([all, bad], at) => [at + 1, `单位${at}`, all, bad, percent(bad, all)]),
      ['合计', null, checked, failed, percent(failed, checked)],
    ];
  };

  test('a table that was counted right has no faults', () => {
    fc.assert(
      fc.property(counts, (units) => {
        expect(verifySheets([{ sheet: '表', data: table(units) }])).toEqual([]);
      }),
    );
  });

  test('one count that is changed by one is found', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.constantFrom(2, 3), (units, pick, column) => {
        const rows = table(units);
        const row = rows[1 + (pick % (rows.length - 1))] ?? [];
        row[column] = Number(row[column]) + 1;
        expect(verifySheets([{ sheet: '表', data: rows }])).not.toEqual([]);
      }),
    );
  });
});

test('what is no workbook is refused in words', async () => {
  await expect(verifyWorkbook(Buffer.from('no workbook'))).rejects.toThrow('无法作为 .xlsx 读取');
  await expect(verifyWorkbook('/nowhere/附件.xlsx')).rejects.toThrow('/nowhere/附件.xlsx：无法作为 .xlsx 读取');
});

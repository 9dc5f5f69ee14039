import { describe, expect, test } from 'vitest';
import type { Registry } from '../../src/model/account.ts';
import { quarterView } from '../../src/report/quarter.ts';
import { account, hunanQuarter, judgementOf, night, published, quarter, violation } from './hunan.ts';

const two: Registry = {
  units: [
    { name: '省直部门', contacts: [] },
    { name: '示例市', contacts: [] },
  ],
  accounts: [
    account('b', '示例市'),
    account('a', '省直部门'),
    account('c', '示例市'),
    account('closed', '示例市', { state: 'closed' }),
  ],
};

describe('湘政务函〔2020〕25号, annexes 3 and 4', () => {
  const view = quarterView(hunanQuarter());

  test('each of the 15 rows of table 1 is as published', () => {
    expect(view.units).toEqual(
      published.per_unit.map(({ unit, running, checked, failed, rate_text }) => ({
        unit,
        running,
        checked,
        failed,
        share: rate_text,
      })),
    );
  });

  test('合计 is 1738, 1738, 35, 2.01%, and the pass rate 97.99%', () => {
    expect(view.total).toEqual({ running: 1738, checked: 1738, failed: 35, share: '2.01%' });
    expect(view.passRate).toBe('97.99%');
  });

  test('the 35 names stand in the published order with owner, platform and last update', () => {
    const dateText = (date: string | null) => {
      const found = /^(\d+)-0?(\d+)-0?(\d+)$/.exec(date ?? '');
      return found ? `${found[1]}年${found[2]}月${found[3]}日` : '无动态信息';
    };
    expect(view.failing.map((row) => [row.account.name, row.account.owner, row.platform, row.lastUpdate])).toEqual(
      published.accounts.map((row) => [row.name, row.owner, row.platform, dateText(row.last_update)]),
    );
  });

  test('the quarter and the period are named as in the notice', () => {
    expect([view.year, view.quarter, view.period]).toEqual([2020, 3, '2020年7月7日至9月17日']);
  });
});

describe('who fails', () => {
  const failing = (...findings: ReturnType<typeof violation>[]) =>
    quarterView(quarter(two, findings)).failing.map((row) => row.account.id);

  test('a proven veto or fail violation', () => {
    expect(failing(violation('a'), violation('b', { severity: 'fail' }))).toEqual(['a', 'b']);
  });

  test('nobody by a suspicion, a warning, a deduction or a notice', () => {
    expect(
      failing(
        violation('a', { verdict: 'suspected' }),
        violation('b', { verdict: 'warning' }),
        violation('b', { severity: 'deduct' }),
        violation('c', { severity: 'notice' }),
      ),
    ).toEqual([]);
  });

  test('no account that is filed as closed; its finding is told in the text', () => {
    const view = quarterView(quarter(two, [violation('closed', { rule: 'closed-not-cancelled', severity: 'notice' })]));
    expect(view.failing).toEqual([]);
    expect(view.others.map(({ account: { id } }) => id)).toEqual(['closed']);
    expect(view.total.running).toBe(3);
  });

  test('several problems stand together, update first', () => {
    const [row] = quarterView(
      quarter(two, [violation('a', { rule: 'no-interaction', wording: '未提供有效互动功能' }), violation('a')]),
    ).failing;
    expect(row?.problems.map(({ rule }) => rule)).toEqual(['stale', 'no-interaction']);
  });

  test('each once, though a unit is filed twice', () => {
    const twice = { ...two, units: [...two.units, { name: '示例市', contacts: [] }] };
    const view = quarterView(quarter(twice, [violation('b')], { judgement: judgementOf(two, [violation('b')]) }));
    expect(view.failing).toHaveLength(1);
    expect(view.total).toMatchObject({ running: 3, failed: 1 });
  });

  test('units in the order of the registry, not of its accounts', () => {
    expect(failing(violation('c'), violation('b'), violation('a'))).toEqual(['a', 'b', 'c']);
  });
});

test('what could not be judged is not checked, and the shares are of what was', () => {
  const input = quarter(two, [violation('b')], { judgement: judgementOf(two, [violation('b')], ['c']) });
  const view = quarterView(input);
  expect(view.units[1]).toEqual({ unit: '示例市', running: 2, checked: 1, failed: 1, share: '100%' });
  expect(view.total).toEqual({ running: 3, checked: 2, failed: 1, share: '50.00%' });
});

test('a summary that contradicts its findings makes no notice', () => {
  const judgement = { ...judgementOf(two, [violation('a')]), findings: [] };
  expect(() => quarterView(quarter(two, [], { judgement }))).toThrow(
    '省直部门：判定汇总为 1 个不合格，按判定逐个清点为 0 个',
  );
});

describe('last quarter', () => {
  const previous = {
    units: [
      { unit: '省直部门', checked: 1, failed: 0 },
      { unit: '示例市', checked: 3, failed: 1 },
    ],
    total: { checked: 4, failed: 1 },
    failing: [{ unit: '示例市', name: '示例账号b', platform: '微信公众号', problems: ['监测时间点前2周内无更新'] }],
  };

  test('the same account with the same problem is a repeat offender, another is not', () => {
    const { failing } = quarterView(quarter(two, [violation('b'), violation('c')], { previous }));
    expect(failing.map(({ account: { id }, repeated }) => [id, repeated])).toEqual([
      ['b', 'published'],
      ['c', null],
    ]);
  });

  test('another problem of the same account is no repetition', () => {
    const finding = violation('b', { rule: 'no-interaction', wording: '未提供有效互动功能' });
    expect(quarterView(quarter(two, [finding], { previous })).failing[0]?.repeated).toBe(null);
  });

  test('a problem that was mended and came back is one', () => {
    const again = violation('c', {
      rule: 'not-rectified',
      severity: 'notice',
      wording: '整改不到位，同一问题再次出现',
    });
    const view = quarterView(quarter(two, [violation('c'), again]));
    expect(view.failing[0]?.repeated).toBe('again');
    expect(view.others).toEqual([]);
  });

  test('rates are compared in percentage points of what was printed', () => {
    const { comparison } = quarterView(quarter(two, [], { previous }));
    // 示例市: 2 of 3 is printed 66.67%; all: 3 of 4 is 75.00%; now nobody failed
    expect(comparison.map(({ unit, before, now, points }) => [unit, before.rate, now.rate, points])).toEqual([
      ['省直部门', '100%', '100%', '0.00'],
      ['示例市', '66.67%', '100%', '33.33'],
      [null, '75.00%', '100%', '25.00'],
    ]);
  });

  test('a unit that was not checked last time has no change', () => {
    const before = { ...previous, units: previous.units.slice(1) };
    expect(quarterView(quarter(two, [], { previous: before })).comparison[0]).toMatchObject({
      before: { checked: 0, rate: '—' },
      points: null,
    });
  });
});

test('the date of the last update is asked in the zone of the program', () => {
  const lateUtc = night(account('a', '省直部门'), '2020-08-19T16:30:00Z');
  const view = quarterView(quarter(two, [violation('a')], { accounts: new Map([['a', lateUtc]]) }));
  expect(view.failing[0]?.lastUpdate).toBe('2020年8月20日');
});

describe('an account of which no dated post is known', () => {
  const undated = (neverPosted: boolean, rule: string) => {
    const accounts = new Map([['a', { ...night(account('a', '省直部门'), null), neverPosted }]]);
    return quarterView(quarter(two, [violation('a', { rule })], { accounts })).failing[0]?.lastUpdate;
  };
  test('is said to have none only where that is proven', () => {
    expect(undated(true, 'never-published')).toBe('无动态信息');
    expect(undated(false, 'no-interaction')).toBe('—');
  });
  test('has none where it is an app that no store lists', () => {
    expect(undated(false, 'app-not-downloadable')).toBe('无动态信息');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import exportCommand from '../../src/commands/export.ts';
import { EXIT } from '../../src/exit.ts';
import type { Case } from '../../src/model/case.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { look, partialLook, post } from '../judge/accounts.ts';
import { partsOf } from '../report/workbook.ts';
import { called } from './called.ts';
import { exampleHome, store } from './example-home.ts';

const AT = '2020-09-17T18:00:00+08:00';

function observedHome(): string {
  const home = exampleHome();
  store(home, [
    look('2020-09-17T17:00:00+08:00', { accountId: 'stale', platform: 'weibo', lastPost: post('2020-08-19') }),
    partialLook('2020-09-17T17:00:00+08:00', { accountId: 'mended', platform: 'weibo', displayName: '@示例' }),
    look('2020-09-17T17:00:00+08:00', { accountId: 'fine', platform: 'weibo', lastPost: post('2020-09-15') }),
  ]);
  return home;
}

async function csvOf(home: string, list: string): Promise<Record<string, string>[]> {
  const out = join(home, `${list}.csv`);
  const { status } = await called(exportCommand, { home, at: AT, out }, list);
  expect(status).toBe(EXIT.done);
  return parse(readFileSync(out), { bom: true, columns: true });
}

describe('a list', () => {
  test('of accounts says how each stands', async () => {
    const rows = await csvOf(observedHome(), 'accounts');
    expect(rows.map((row) => [row.账号编号, row.结论, row.距今天数])).toEqual([
      ['stale', '不合格', '29'],
      ['mended', '未判定', ''],
      ['fine', '合格', '2'],
    ]);
  });

  test('of findings holds what was found and what could not be decided', async () => {
    const rows = await csvOf(observedHome(), 'findings');
    expect(rows.find((row) => row.规则 === 'stale' && row.账号编号 === 'stale')).toMatchObject({
      结论: '认定',
      问题: '监测时间点前2周内无更新',
      严重程度: '单项否决',
    });
    expect(rows.find((row) => row.规则 === 'stale' && row.账号编号 === 'mended')).toMatchObject({ 结论: '未判定' });
  });

  test('of observations holds every one that is stored', async () => {
    const rows = await csvOf(observedHome(), 'observations');
    expect(rows.map((row) => row.账号编号)).toEqual(['stale', 'mended', 'fine']);
  });

  test('of cases tells their story, also of accounts that left the registry', async () => {
    const home = observedHome();
    const db = openDatabase(join(home, 'data', 'xuncha.db'));
    const at = '2020-09-03T02:00:00+08:00';
    const left: Case = {
      id: 1,
      accountId: 'left',
      rule: 'stale',
      state: 'open',
      verdict: 'violation',
      severity: 'veto',
      wording: '监测时间点前2周内无更新',
      openedAt: at,
      lastFoundAt: at,
      dueOn: null,
      resolvedAt: null,
      facts: {},
      evidence: [],
      byHand: false,
      events: [{ at, kind: 'opened', by: 'xuncha', text: '认定' }],
    };
    new CaseStore(db).save([], [left]);
    db.close();
    expect(await csvOf(home, 'cases')).toMatchObject([
      { 账号编号: 'left', 状态: '未解决', 经过: `${at} xuncha：认定` },
    ]);
  });
});

describe('no text becomes a formula', () => {
  test('in CSV', async () => {
    const home = observedHome();
    expect((await csvOf(home, 'accounts'))[0]?.账号名称).toBe("'=示例停更");
    expect((await csvOf(home, 'observations'))[1]?.显示名称).toBe("'@示例");
  });

  test('in a workbook', async () => {
    const home = observedHome();
    const out = join(home, 'accounts.xlsx');
    await called(exportCommand, { home, at: AT, out }, 'accounts');
    const [sheet] = await readWorkbook(out);
    expect(sheet?.sheet).toBe('账号');
    expect(sheet?.data[1]?.[1]).toBe('=示例停更');
    expect((await partsOf(readFileSync(out))).get('xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });
});

test('wrong usage names everything that is wrong at once', async () => {
  const { status, stopped } = await called(exportCommand, { format: 'pdf' }, 'people');
  expect(status).toBe(EXIT.usage);
  expect(stopped).toMatch(/people.*\n.*pdf.*\n.*--out/s);
});

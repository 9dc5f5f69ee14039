import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { account, judged, look, post, said } from './accounts.ts';

/** 湘政务函〔2020〕25号: the accounts that it names, as an observer of 17 September 2020 would have seen them. */
interface Named {
  readonly no: number;
  readonly name: string;
  readonly owner: string;
  readonly unit: string;
  readonly last_update: string;
  readonly problem_codes: readonly string[];
}
const NOTICE = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/notices/hunan-2020q3.json'), 'utf8')) as {
  readonly accounts: readonly Named[];
};

const SILENT = { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' } as const;

describe('湘政务函〔2020〕25号', () => {
  const { judgement } = judged({
    at: '2020-09-17T18:00:00+08:00',
    accounts: NOTICE.accounts.map(({ no, name, owner, unit }) => account({ id: `n${no}`, name, owner, unit })),
    looks: NOTICE.accounts.map(({ no, last_update, problem_codes }) =>
      look('2020-09-17T17:00:00+08:00', {
        accountId: `n${no}`,
        ...(last_update === '无动态信息' ? { neverPosted: true } : { lastPost: post(last_update) }),
        ...(problem_codes.includes('NO_INTERACTION') ? { interaction: SILENT } : {}),
      }),
    ),
  });

  test('all 35 accounts are found stale, as the notice says', () => {
    const stale = judgement.findings.filter((one) => one.rule === 'stale' && one.verdict === 'violation');
    expect(stale.map((one) => one.accountId)).toEqual(NOTICE.accounts.map(({ no }) => `n${no}`));
    expect(new Set(stale.map((one) => one.wording))).toEqual(new Set(['监测时间点前2周内无更新']));
  });

  test('the first of them is stale since 3 September, 29 days after its last update', () => {
    expect(judgement.findings.find((one) => one.accountId === 'n1')).toMatchObject({
      rule: 'stale',
      severity: 'veto',
      since: '2020-09-03T00:00:00+08:00',
      facts: { lastPostAt: '2020-08-19T00:00:00+08:00', days: 29 },
    });
  });

  test('the account without any news is named as stale and as empty, with no date', () => {
    const empty = NOTICE.accounts.filter((one) => one.last_update === '无动态信息');
    expect(empty).toHaveLength(1);
    const id = `n${empty[0]?.no}`;
    expect(said(judgement, id)).toContain('never-published:violation');
    expect(judgement.findings.find((one) => one.accountId === id && one.rule === 'stale')).toMatchObject({
      since: null,
      facts: { lastPostAt: null, days: null },
    });
  });

  test('four of them offer no interaction', () => {
    const silent = NOTICE.accounts.filter((one) => one.problem_codes.includes('NO_INTERACTION'));
    const found = judgement.findings.filter((one) => one.rule === 'no-interaction');
    expect(found.map((one) => one.accountId)).toEqual(silent.map(({ no }) => `n${no}`));
    expect(found).toHaveLength(4);
  });

  test('every one of them fails, so the rate of passing is none', () => {
    expect(judgement.summary).toMatchObject({ running: 35, checked: 35, failed: 35, undetermined: 0, passRate: '0' });
  });
});

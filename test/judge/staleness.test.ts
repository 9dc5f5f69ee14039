import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { account, blockedLook, judged, look, partialLook, post, said } from './accounts.ts';

const MIDNIGHT = '2026-09-25T00:00:00+08:00';
const BEFORE = '2026-09-24T23:50:00+08:00';

function stale(at: string, looks: readonly Observation[], settings: unknown = {}) {
  return said(judged({ at, looks, settings }).judgement).filter((one) => one.startsWith('stale:'));
}
const seenOnce = (at: string) => [look(BEFORE, { lastPost: post(at) })];

describe('the edge of two weeks', () => {
  test('over: 14 days to the second are still in time, one second more is not', () => {
    expect(stale(MIDNIGHT, seenOnce('2026-09-11T00:00:00+08:00'))).toEqual(['stale:warning']);
    expect(stale(MIDNIGHT, seenOnce('2026-09-10T23:59:59+08:00'))).toEqual(['stale:violation']);
  });
  test('reached: 14 days to the second are too late', () => {
    const settings = { edge: 'reached' };
    expect(stale(MIDNIGHT, seenOnce('2026-09-11T00:00:00+08:00'), settings)).toEqual(['stale:violation']);
    expect(stale(MIDNIGHT, seenOnce('2026-09-11T00:00:01+08:00'), settings)).toEqual(['stale:warning']);
  });
  test('a post known by its day counts to the end of that day', () => {
    expect(stale(MIDNIGHT, seenOnce('2026-09-10'))).toEqual(['stale:warning']);
    expect(stale(MIDNIGHT, seenOnce('2026-09-09'))).toEqual(['stale:violation']);
  });
  test('a local limit has its own number in the wording', () => {
    const { judgement } = judged({
      at: MIDNIGHT,
      looks: seenOnce('2026-09-16T23:59:59+08:00'),
      settings: { staleAfterDays: 7 },
    });
    expect(judgement.findings[0]).toMatchObject({
      wording: '监测时间点前7天内无更新',
      since: '2026-09-23T23:59:59+08:00',
    });
  });
});

describe('working days', () => {
  // 1 to 7 October 2026 are days off; 10 October, a Saturday, is worked for it.
  const settings = { staleAfterWorkingDays: 3 };
  const afterHoliday = (at: string) => stale(at, [look(at, { lastPost: post('2026-09-30T09:00:00+08:00') })], settings);

  test('days off do not count and make-up workdays do', () => {
    // 8 and 9 October are the first two working days after 30 September, 10 October is the third
    expect(afterHoliday('2026-10-10T23:59:00+08:00')).not.toContain('stale:violation');
    expect(afterHoliday('2026-10-11T00:00:01+08:00')).toEqual(['stale:violation']);
  });
  test('a year whose holidays are not known is named, and nobody is accused', () => {
    const { judgement } = judged({
      at: '2031-05-20T00:00:00+08:00',
      looks: [look('2031-05-19T23:00:00+08:00', { lastPost: post('2031-04-01') })],
      settings,
    });
    expect(said(judgement)).toContain('stale:undetermined');
    expect(judgement.undetermined.find((one) => one.rule === 'stale')?.reason).toContain('2031年');
  });
});

test('on the eve of a holiday an account is warned whose limit passes before anybody is back', () => {
  const warned = (at: string, last: string) => stale(at, [look(at, { lastPost: post(last) })]);
  // 14 days after 24 September at noon is 8 October at noon, the first day back
  expect(warned('2026-09-30T10:00:00+08:00', '2026-09-24T12:00:00+08:00')).toEqual(['stale:warning']);
  expect(warned('2026-09-30T10:00:00+08:00', '2026-09-25T12:00:00+08:00')).toEqual([]);
  expect(warned('2026-09-29T10:00:00+08:00', '2026-09-24T12:00:00+08:00')).toEqual([]);
});

describe('what is old and not proven', () => {
  const at = '2026-09-25T01:00:00+08:00';
  const tonight = '2026-09-25T00:30:00+08:00';

  test('a lower bound is only suspected', () => {
    expect(stale(at, [partialLook(tonight, { lastPost: post('2026-07-01', 'lower') })])).toEqual(['stale:suspected']);
  });
  test('our own fault accuses nobody: a failed canary leaves it undetermined', () => {
    const looks = [
      look(tonight, {
        canAssertNoUpdate: false,
        lastPost: post('2026-07-01'),
        absence: { by: [], why: 'canary-failed' },
      }),
    ];
    expect(stale(at, looks)).toEqual(['stale:undetermined']);
  });
  test('an unknown night carries the last date, until that is too old to clear the account', () => {
    const known = look('2026-09-12T01:00:00+08:00', { lastPost: post('2026-09-11T08:00:00+08:00') });
    expect(stale('2026-09-20T01:00:00+08:00', [known, blockedLook('2026-09-20T00:30:00+08:00')])).toEqual([]);
    expect(stale('2026-09-26T01:00:00+08:00', [known, blockedLook('2026-09-26T00:30:00+08:00')])).toEqual([
      'stale:undetermined',
    ]);
  });
  test('a proof of yesterday does not speak for tonight when tonight saw nothing', () => {
    const known = look('2026-09-24T01:00:00+08:00', { lastPost: post('2026-08-01') });
    expect(stale(at, [known, blockedLook(tonight)])).toEqual(['stale:undetermined']);
  });
  test('a proof that is older than the settings allow convicts nobody', () => {
    const known = look('2026-09-20T01:00:00+08:00', { lastPost: post('2026-08-01') });
    expect(stale('2026-09-25T01:00:00+08:00', [known])).toEqual(['stale:undetermined']);
  });
  test('a list that has lost the newest known post convicts only with a second source', () => {
    const history = (by: string[]) => [
      look('2026-09-01T01:00:00+08:00', { lastPost: post('2026-08-30T08:00:00+08:00') }),
      look(tonight, { lastPost: post('2026-08-10T08:00:00+08:00'), absence: { by, why: null } }),
    ];
    expect(stale(at, history(['weibo.mobile']))).toEqual(['stale:suspected']);
    expect(stale(at, history(['weibo.mobile', 'weibo.desktop']))).toEqual(['stale:violation']);
  });
  test('a list with a date in the future proves nothing', () => {
    const looks = [
      look('2026-09-10T01:00:00+08:00', { lastPost: post('2026-08-20T08:00:00+08:00') }),
      look(tonight, { lastPost: post('2026-10-03T08:00:00+08:00') }),
    ];
    expect(stale(at, looks)).toEqual(['stale:suspected']);
  });
  test('a bridge proves nothing about an account that was once seen to publish without pushing', () => {
    const source = { source: 'wechat.wechat2rss:main', outcome: 'ok' as const, view: 'mirror' };
    const silent = look(tonight, { lastPost: post('2026-08-20T08:00:00+08:00'), sources: [source] });
    const unpushed = { at: '2026-08-01T08:00:00+08:00', precision: 'second' as const, url: null, title: null };
    const earlier = partialLook('2026-09-01T01:00:00+08:00', { posts: [{ ...unpushed, pushed: false }] });
    expect(stale(at, [silent])).toEqual(['stale:violation']);
    expect(stale(at, [earlier, silent])).toEqual(['stale:suspected']);
  });
  test('a person who looked yesterday and saw nothing newer bears it out', () => {
    const confirmed = [{ lastPost: '2026-08-20', on: '2026-09-24', by: '示例办公室', until: '2026-10-24' }];
    const looks = [
      look(tonight, {
        lastPost: post('2026-08-20T08:00:00+08:00'),
        canAssertNoUpdate: false,
        absence: { by: [], why: 'unpushed' },
      }),
    ];
    expect(said(judged({ at, looks }).judgement)).toContain('stale:suspected');
    expect(said(judged({ at, looks, accounts: [account({ confirmed })] }).judgement)).toContain('stale:violation');
  });
});

describe('exceptions of a place', () => {
  const settings = {
    staleAfterWorkingDays: 7,
    exceptions: [
      { kind: 'service', staleAfterDays: 90 },
      { account: 'a1', rules: { stale: { severity: 'notice' } } },
      { unit: '示例乙市', rules: { stale: { severity: 'off' } } },
    ],
  };
  const at = '2026-09-25T01:00:00+08:00';
  const looks = [look('2026-09-25T00:30:00+08:00', { lastPost: post('2026-08-01') })];
  const findings = (more: Parameters<typeof account>[0]) =>
    judged({ at, looks, settings, accounts: [account(more)] }).judgement.findings.filter((one) => one.rule === 'stale');

  test('days of an exception replace the working days of the place', () => {
    expect(findings({ kind: 'service' })).toMatchObject([{ verdict: 'warning' }]);
  });
  test('an account may have another severity, and then does not fail by it', () => {
    expect(findings({})).toMatchObject([{ verdict: 'violation', severity: 'notice' }]);
    expect(judged({ at, looks, settings }).judgement.summary).toMatchObject({ failed: 0, passRate: '100%' });
  });
  test('a unit may turn a rule off', () => {
    expect(findings({ unit: '示例乙市' })).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { type Case, type CaseEvent, NOT_ASKED_ANY_MORE } from '../../src/model/case.ts';
import { mendedWithin } from '../../src/report/mended.ts';

const ZONE = 'Asia/Shanghai';
const QUARTER = { from: '2020-07-07', to: '2020-09-17' };
const AT = '2020-09-17T18:00:00+08:00';

function turn(kind: CaseEvent['kind'], at: string, text = ''): CaseEvent {
  return { kind, at, by: 'xuncha', text };
}

function caseWith(events: readonly CaseEvent[], more: Partial<Case> = {}): Case {
  return {
    id: 1,
    accountId: 'a',
    rule: 'stale',
    state: 'resolved',
    verdict: 'violation',
    severity: 'veto',
    wording: '监测时间点前2周内无更新',
    openedAt: '2020-07-01T00:00:00+08:00',
    lastFoundAt: '2020-07-20T00:00:00+08:00',
    dueOn: null,
    resolvedAt: null,
    facts: {},
    evidence: [],
    byHand: false,
    events,
    ...more,
  };
}

function mendedAt(...cases: readonly Case[]): string[] {
  return mendedWithin(cases, QUARTER, AT, ZONE).map((one) => one.mendedAt);
}

const found = turn('opened', '2020-07-01T02:00:00+08:00');

test('mended on the first day or at the monitoring point counts; a moment before or after does not', () => {
  const times = [
    '2020-07-06T23:59:59+08:00',
    '2020-07-07T00:00:00+08:00',
    '2020-09-17T18:00:00+08:00',
    '2020-09-17T18:00:01+08:00',
  ];
  const cases = times.map((time) => caseWith([found, turn('resolved', time)]));
  expect(mendedAt(...cases)).toEqual([times[1], times[2]]);
});

test('the day of mending is asked in the zone of the program', () => {
  // 00:30 of 7 July in Shanghai
  expect(mendedAt(caseWith([found, turn('resolved', '2020-07-06T16:30:00Z')]))).toHaveLength(1);
});

test('found says when the problem last began', () => {
  const again = turn('reopened', '2020-08-20T02:00:00+08:00');
  const one = caseWith([
    found,
    turn('resolved', '2020-07-10T02:00:00+08:00'),
    again,
    turn('resolved', '2020-09-01T02:00:00+08:00'),
  ]);
  expect(mendedWithin([one], QUARTER, AT, ZONE)).toEqual([
    { item: one, foundAt: again.at, mendedAt: '2020-09-01T02:00:00+08:00' },
  ]);
});

describe('is not mended', () => {
  test('what was found again before the monitoring point', () => {
    const again = turn('reopened', '2020-09-01T02:00:00+08:00');
    expect(mendedAt(caseWith([found, turn('resolved', '2020-08-01T02:00:00+08:00'), again]))).toEqual([]);
  });

  test('what a person dismissed', () => {
    expect(mendedAt(caseWith([found, turn('dismissed', '2020-08-01T02:00:00+08:00')]))).toEqual([]);
  });

  test('what is not asked of the account any more', () => {
    const end = turn('resolved', '2020-08-01T02:00:00+08:00', NOT_ASKED_ANY_MORE);
    expect(mendedAt(caseWith([found, end]))).toEqual([]);
  });

  test('what was only suspected', () => {
    const end = turn('resolved', '2020-08-01T02:00:00+08:00');
    expect(mendedAt(caseWith([found, end], { verdict: 'suspected' }))).toEqual([]);
  });
});

test('what is found again only after the monitoring point was mended then', () => {
  const later = turn('reopened', '2020-10-08T02:00:00+08:00');
  const one = caseWith([found, turn('resolved', '2020-08-01T02:00:00+08:00'), later], { state: 'open' });
  expect(mendedAt(one)).toEqual(['2020-08-01T02:00:00+08:00']);
});

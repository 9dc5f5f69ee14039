import { expect, test } from 'vitest';
import { wantedPictures } from '../../src/collect/pictures.ts';
import type { Account } from '../../src/model/account.ts';
import type { Case } from '../../src/model/case.ts';
import type { AccountNight } from '../../src/model/night.ts';

const caseOf = (id: number, accountId: string, verdict: Case['verdict'], openedAt: string): Case => ({
  id,
  accountId,
  rule: 'stale',
  state: 'open',
  verdict,
  severity: 'veto',
  wording: '监测时间点前2周内无更新',
  openedAt,
  lastFoundAt: openedAt,
  dueOn: null,
  resolvedAt: null,
  facts: {},
  evidence: [],
  byHand: false,
  events: [{ at: openedAt, kind: 'opened', by: 'xuncha', text: '' }],
});
const nightOf = (id: string): [string, AccountNight] => {
  const account: Account = {
    id,
    name: `示例${id}`,
    platform: 'weibo',
    unit: '示例市',
    owner: '示例局',
    state: 'running',
    closedOn: null,
    kind: 'publishing',
    handle: {},
    confirmed: [],
    ownerAliases: [],
  };
  return [id, { account, lastUpdate: null, neverPosted: false, days: null, page: `https://pages.test/${id}` }];
};

const OPENED = '2026-10-09T01:00:00+08:00';
const cases = [caseOf(1, 'a', 'suspected', OPENED), caseOf(2, 'b', 'violation', OPENED)];
const accounts = new Map([nightOf('a'), nightOf('b')]);
const ids = (...rest: [((id: string) => number | undefined)?, ((night: AccountNight) => string | null)?]) =>
  wantedPictures(cases, accounts, rest[0] ?? (() => undefined), rest[1]).map(({ accountId }) => accountId);

test('violations are pictured before suspicions', () => {
  expect(ids()).toEqual(['b', 'a']);
});

test('an account that was pictured since its problem was found is not pictured again', () => {
  const after = Date.parse('2026-10-09T02:00:00+08:00');
  const before = Date.parse('2026-10-08T02:00:00+08:00');
  expect(ids((id) => (id === 'b' ? after : before))).toEqual(['a']);
});

test('a page that shows itself to no visitor is not opened for a picture', () => {
  expect(ids(undefined, ({ account, page }) => (account.id === 'b' ? null : page))).toEqual(['a']);
});

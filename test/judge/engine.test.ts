import { describe, expect, test } from 'vitest';
import { account, blockedLook, judged, look, partialLook, post, said } from './accounts.ts';

const AT = '2026-09-25T01:00:00+08:00';
const SEEN = '2026-09-25T00:30:00+08:00';
const fresh = (accountId: string) => look(SEEN, { accountId, lastPost: post('2026-09-24T08:00:00+08:00') });
const old = (accountId: string) => look(SEEN, { accountId, lastPost: post('2026-08-01T08:00:00+08:00') });
const unproven = (accountId: string) => partialLook(SEEN, { accountId, lastPost: post('2026-08-01', 'lower') });
const blocked = (accountId: string) => ({ ...blockedLook(SEEN), accountId });
const accounts = (...ids: string[]) => ids.map((id) => account({ id, name: id, owner: `示例局${id}` }));

describe('the summary', () => {
  test('counts undetermined accounts out of the checked, and failed ones by veto and fail alone', () => {
    const { judgement } = judged({
      at: AT,
      accounts: [
        ...accounts('fresh', 'old', 'unproven', 'blocked', 'unseen'),
        account({ id: 'closed', owner: '示例局x', unit: '示例乙市', state: 'closed' }),
      ],
      looks: [fresh('fresh'), old('old'), unproven('unproven'), blocked('blocked'), fresh('closed')],
    });
    // running: five; the suspected, the blocked and the never observed one are undetermined; one of two checked fails
    expect(judgement.summary).toEqual({
      running: 5,
      checked: 2,
      failed: 1,
      undetermined: 3,
      passRate: '50.00%',
      units: [
        { name: '示例市', running: 5, checked: 2, failed: 1, share: '50.00%' },
        { name: '示例乙市', running: 0, checked: 0, failed: 0, share: '0' },
      ],
    });
  });
  test('a violation of severity notice fails nobody', () => {
    const personal = look(SEEN, {
      lastPost: post('2026-09-24T08:00:00+08:00'),
      subject: { kind: 'personal', label: '示例博主' },
    });
    const { judgement } = judged({ at: AT, looks: [personal] });
    expect(said(judgement)).toEqual(['personal-subject:violation']);
    expect(judgement.summary).toMatchObject({ failed: 0, undetermined: 0, passRate: '100%' });
  });
  test('a rule is never both found and undetermined for one account', () => {
    const { judgement } = judged({
      at: AT,
      accounts: accounts('a', 'b', 'c', 'd'),
      looks: [old('a'), unproven('b'), blocked('c')],
    });
    const found = new Set(judgement.findings.map((one) => `${one.accountId} ${one.rule}`));
    expect(judgement.undetermined.filter((one) => found.has(`${one.accountId} ${one.rule}`))).toEqual([]);
  });
});

describe('reasons for people', () => {
  test('a captcha is named with its source', () => {
    const seen = look(SEEN, {
      coverage: 'blocked',
      sources: [{ source: 'weibo.mobile', outcome: 'captcha' }],
    });
    const { judgement } = judged({ at: AT, looks: [seen] });
    expect(judgement.undetermined[0]).toEqual({
      accountId: 'a1',
      rule: 'stale',
      reason: '采集受阻：weibo.mobile：要求验证码或登录',
      question: '更新情况',
    });
  });
  test('an account that was never observed says so', () => {
    expect(judged({ at: AT, looks: [] }).judgement.undetermined[0]?.reason).toBe('还没有查看过');
  });
});

describe('the registry against reality', () => {
  const nights = ['2026-09-23T01:00:00+08:00', SEEN];

  test('the former owner of a certification is no mismatch while its alias holds', () => {
    const seen = look(SEEN, {
      lastPost: post('2026-09-24'),
      subject: { kind: 'government', label: '示例县人力资源和社会保障局' },
    });
    const until = (date: string) =>
      account({ owner: '示例县医疗保障局', ownerAliases: [{ name: '示例县人力资源和社会保障局', until: date }] });
    expect(said(judged({ at: AT, accounts: [until('2026-12-31')], looks: [seen] }).judgement)).toEqual([]);
    expect(said(judged({ at: AT, accounts: [until('2026-06-30')], looks: [seen] }).judgement)).toEqual([
      'subject-mismatch:suspected',
    ]);
  });
  test.each(['cancelled', 'migrated', 'banned', 'not-found'] as const)(
    'of two accounts of one owner, one that is %s on the platform makes no duplicate of the other',
    (status) => {
      const both = ['a', 'b'].map((id) => account({ id }));
      const gone = nights.map((at) => look(at, { accountId: 'b', status }));
      expect(said(judged({ at: AT, accounts: both, looks: [fresh('a'), fresh('b')] }).judgement, 'a')).toEqual([
        'duplicate-on-platform:violation',
      ]);
      const { judgement } = judged({ at: AT, accounts: both, looks: [fresh('a'), ...gone] });
      expect(said(judgement, 'a')).toEqual([]);
      expect(said(judgement, 'b').filter((one) => one.startsWith('duplicate'))).toEqual([]);
    },
  );
  test('a name and a certification that nobody could see again for two weeks accuse no more', () => {
    const odd = look('2026-09-10T01:00:00+08:00', {
      displayName: '示例旧名',
      subject: { kind: 'personal', label: '示例个人' },
    });
    const again = { ...odd, observedAt: '2026-09-11T01:00:00+08:00' };
    const blocked = look('2026-09-25T00:30:00+08:00', { coverage: 'blocked', displayName: null });
    const found = (at: string) =>
      said(judged({ at, looks: [odd, again, blocked] }).judgement).filter((one) => /personal|renamed/.test(one));
    expect(found('2026-09-24T23:00:00+08:00').sort()).toEqual([
      'personal-subject:violation',
      'renamed-not-filed:violation',
    ]);
    expect(found('2026-09-25T02:00:00+08:00')).toEqual([]);
  });
  test('a cancelled account is not asked for updates once it is confirmed', () => {
    const gone = nights.map((at) => look(at, { status: 'cancelled' }));
    expect(said(judged({ at: AT, looks: gone.slice(1) }).judgement)).toContain('stale:undetermined');
    expect(said(judged({ at: AT, looks: gone }).judgement)).toEqual(['cancelled-not-filed:violation']);
  });
  test('a place may ask for more nights than the rule, and a second source does not replace them', () => {
    const banned = nights.map((at) => look(at, { status: 'banned', statusBy: ['weibo.mobile', 'weibo.desktop'] }));
    const verdict = (confirmNights: number, looks: typeof banned) =>
      said(judged({ at: AT, looks, settings: { rules: { 'account-unavailable': { confirmNights } } } }).judgement).find(
        (one) => one.startsWith('account-unavailable'),
      );
    expect(verdict(1, banned.slice(1))).toBe('account-unavailable:violation');
    expect(verdict(3, banned)).toBe('account-unavailable:suspected');
  });
  test('a person who saw the menu outdoes an observed absence until the check lapses', () => {
    const silent = { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' } as const;
    const seen = look(SEEN, { lastPost: post('2026-09-24'), interaction: silent });
    const checked = (until: string) =>
      account({ confirmed: [{ interaction: { menu: 'yes' }, on: '2026-09-01', by: '示例办公室', until }] });
    const found = (until: string) => said(judged({ at: AT, accounts: [checked(until)], looks: [seen] }).judgement);
    expect(found('2026-09-25')).toEqual([]);
    expect(found('2026-09-24')).toEqual(['no-interaction:violation']);
  });
  test('four kinds that a person found missing are proof, unless one is seen to be there later', () => {
    const interaction = { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' } as const;
    const confirmed = [{ interaction, on: '2026-09-20', by: '示例办公室', until: '2026-12-31' }];
    const found = (more: object) =>
      said(
        judged({
          at: AT,
          accounts: [account({ confirmed })],
          looks: [look(SEEN, { lastPost: post('2026-09-24'), ...more })],
        }).judgement,
      );
    expect(found({})).toEqual(['no-interaction:violation']);
    expect(found({ interaction: { comments: 'yes' } })).toEqual([]);
  });
});

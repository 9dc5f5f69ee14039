import { describe, expect, test } from 'vitest';
import { closedByHand, dismissed, notified, openedByHand } from '../../src/judge/case-actions.ts';
import { advanceCases, dismissedBy, openCaseKeys, overdueRules } from '../../src/judge/cases.ts';
import { RULES } from '../../src/judge/catalogue.ts';
import { judge } from '../../src/judge/engine.ts';
import { standingByHand } from '../../src/judge/standing-by-hand.ts';
import type { Case } from '../../src/model/case.ts';
import type { Observation } from '../../src/model/observation.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import {
  account,
  blockedLook,
  fold,
  judgeSettings,
  look,
  PLATFORMS,
  partialLook,
  post,
  registry,
  ZONE,
} from './accounts.ts';

/** Judges one night of one account with the cases so far, and advances them. */
function night(at: string, looks: readonly Observation[], cases: readonly Case[], settings: unknown = {}) {
  const moment = Temporal.Instant.from(at);
  const state = fold(looks.filter((one) => Date.parse(one.observedAt) <= moment.epochMilliseconds));
  const judged = judge({
    registry: registry(account()),
    settings: judgeSettings(settings),
    zone: ZONE,
    at: moment,
    states: () => state ?? undefined,
    platforms: PLATFORMS,
    rules: RULES,
    openCases: openCaseKeys(cases),
    overdue: overdueRules(cases, moment, ZONE),
    isDismissed: dismissedBy(cases),
    byHand: standingByHand(cases, moment, new ZoneClock(ZONE)),
  });
  return { ...advanceCases({ cases, judged, zone: ZONE }), judged };
}
const actor = (at: string) => ({ at: Temporal.Instant.from(at), zone: ZONE, by: '张三' });
const kinds = (one: Case | undefined) => one?.events.map((event) => event.kind);

const OLD = post('2026-09-01T08:00:00+08:00');
const first = '2026-09-20T01:00:00+08:00';
const second = '2026-09-21T01:00:00+08:00';
const third = '2026-09-22T01:00:00+08:00';
const provenOld = (at: string) => look(at, { lastPost: OLD });

describe('the life of a case', () => {
  const opened = night(first, [provenOld(first)], []);

  test('a finding opens a case, which is news that night', () => {
    expect(opened.cases).toMatchObject([
      { id: 1, rule: 'stale', state: 'open', verdict: 'violation', openedAt: first },
    ]);
    expect(opened.changes.fresh).toHaveLength(1);
    expect(kinds(opened.cases[0])).toEqual(['opened']);
  });
  test('advancing twice with one judgement is the same as once', () => {
    const again = advanceCases({ cases: opened.cases, judged: opened.judged, zone: ZONE });
    expect(again).toEqual({ cases: opened.cases, changes: opened.changes });
    expect(again.cases[0]).toBe(opened.cases[0]);
  });
  test('found again it continues', () => {
    const next = night(second, [provenOld(first), provenOld(second)], opened.cases);
    expect(next.changes).toMatchObject({ fresh: [], resolved: [] });
    expect(next.changes.continuing).toMatchObject([{ id: 1, lastFoundAt: second }]);
    expect(kinds(next.cases[0])).toEqual(['opened']);
  });
  test('a night that cannot tell neither resolves nor forgets it', () => {
    const next = night(second, [provenOld(first), blockedLook(second)], opened.cases);
    expect(next.judged.judgement.undetermined.map((one) => one.rule)).toContain('stale');
    expect(next.changes.continuing).toMatchObject([{ id: 1, state: 'open', verdict: 'violation', lastFoundAt: first }]);
  });
  test('what was proven stays proven on a night that only suspects it', () => {
    const next = night(second, [provenOld(first), partialLook(second, { lastPost: OLD })], opened.cases);
    expect(next.changes.continuing).toMatchObject([{ verdict: 'violation' }]);
  });

  const mendedLooks = [provenOld(first), look(second, { lastPost: post('2026-09-20T10:00:00+08:00') })];
  const mended = night(second, mendedLooks, opened.cases);
  test('an update resolves it, with the evidence of that night', () => {
    expect(mended.changes.resolved).toMatchObject([{ id: 1, resolvedAt: second, evidence: [`sha256:${second}`] }]);
    expect(mended.cases[0]?.events.at(-1)?.text).toBe('已恢复更新，最后更新于2026年9月20日');
    expect(night(third, mendedLooks, mended.cases).changes.resolved).toEqual([]);
  });
  test('an update that is itself old resolves it, too: the account is warned', () => {
    const looks = [provenOld(first), look(second, { lastPost: post('2026-09-12T10:00:00+08:00') })];
    expect(night(second, looks, opened.cases).changes).toMatchObject({ resolved: [{ id: 1 }], warnings: [{}] });
  });
  test('a later breach reopens the same case, and says that it was not rectified', () => {
    const later = '2026-10-20T01:00:00+08:00';
    const again = night(
      later,
      [...mendedLooks, look(later, { lastPost: post('2026-09-20T10:00:00+08:00') })],
      mended.cases,
    );
    expect(again.changes.fresh.map((one) => [one.id, one.rule])).toEqual([
      [1, 'stale'],
      [2, 'not-rectified'],
    ]);
    expect(kinds(again.cases[0])).toEqual(['opened', 'resolved', 'reopened']);
  });
  test('a suspicion that is proven later is news again', () => {
    const suspected = night(first, [partialLook(first, { lastPost: OLD })], []);
    expect(suspected.changes.fresh).toMatchObject([{ verdict: 'suspected' }]);
    const proven = night(second, [provenOld(second)], suspected.cases);
    expect(proven.changes.fresh).toMatchObject([{ id: 1, verdict: 'violation' }]);
    expect(kinds(proven.cases[0])).toEqual(['opened', 'confirmed']);
  });
  test('a rule that the place turns off closes its cases', () => {
    const off = night(second, [provenOld(second)], opened.cases, { rules: { stale: { severity: 'off' } } });
    expect(off.changes.resolved).toMatchObject([{ id: 1 }]);
    expect(off.cases[0]?.events.at(-1)?.text).toBe('该规则对此账号不再适用');
  });
});

describe('what people do', () => {
  const opened = night(first, [provenOld(first)], []).cases;

  test('a dismissed finding stays away and fails nobody while its facts are the same', () => {
    const cases = opened.map((one) => dismissed(one, actor(first), '误报：已人工核实'));
    const next = night(second, [provenOld(second)], cases);
    expect(next.cases).toEqual(cases);
    expect(next.changes).toMatchObject({ fresh: [], continuing: [], resolved: [] });
    expect(next.judged.judgement.summary).toMatchObject({ failed: 0, undetermined: 0 });
  });
  test('it stays dismissed also where the judgement still names it', () => {
    const cases = opened.map((one) => dismissed(one, actor(first), '误报'));
    const { judged } = night(second, [provenOld(second)], []);
    expect(advanceCases({ cases, judged, zone: ZONE }).cases).toEqual(cases);
  });
  test('a finding by hand outlives the nights until a person closes it', () => {
    const finding = {
      id: 1,
      accountId: 'a1',
      problem: '强制要求群众点赞',
      severity: 'veto',
      screenshot: null,
    } as const;
    const byHand = openedByHand(finding, actor(first));
    const next = night(second, [look(second, { lastPost: post('2026-09-20') })], [byHand]);
    expect(next.cases).toEqual([byHand]);
    expect(next.judged.judgement.findings).toMatchObject([
      { rule: 'by-hand', wording: '强制要求群众点赞（人工核查）', verdict: 'violation' },
    ]);
    // news in the night after it was entered, and no news in the one after that
    const { judged } = next;
    const changes = (since: string | null) => advanceCases({ cases: [byHand], judged, zone: ZONE, since }).changes;
    expect(changes('2026-09-19T01:00:00+08:00')).toMatchObject({ fresh: [byHand], continuing: [] });
    expect(changes(first)).toMatchObject({ fresh: [], continuing: [byHand] });
    expect(next.judged.judgement.summary).toMatchObject({ failed: 1, passRate: '0' });
    expect(closedByHand(byHand, actor(second), '已整改')).toMatchObject({ state: 'resolved', resolvedAt: second });
  });
  test('other facts bring it back', () => {
    const cases = opened.map((one) => dismissed(one, actor(first), '误报'));
    const later = '2026-10-10T01:00:00+08:00';
    const next = night(later, [provenOld(first), look(later, { lastPost: post('2026-09-22T08:00:00+08:00') })], cases);
    expect(kinds(next.cases[0])).toEqual(['opened', 'dismissed', 'reopened']);
  });
  test('from the notice on the unit has ten working days, holidays not counted, and is overdue once', () => {
    // after 20 September 2026, itself a worked Sunday: 21–24 (25–27 is 中秋), 28–30, then 8, 9 and 10 October
    const told = opened.map((one) => notified(one, actor(first), 10));
    expect(told[0]?.dueOn).toBe('2026-10-10');
    expect(notified(told[0] as Case, actor(second), 10)).toBe(told[0]);
    const due = night('2026-10-10T01:00:00+08:00', [provenOld('2026-10-10T00:30:00+08:00')], told);
    expect(kinds(due.cases[0])).toEqual(['opened', 'notified']);
    const over = night('2026-10-11T01:00:00+08:00', [provenOld('2026-10-11T00:30:00+08:00')], due.cases);
    const more = night('2026-10-12T01:00:00+08:00', [provenOld('2026-10-12T00:30:00+08:00')], over.cases);
    expect(kinds(more.cases[0])).toEqual(['opened', 'notified', 'overdue']);
    expect(over.judged.judgement.findings.map((one) => one.rule)).toContain('not-rectified');
  });
});

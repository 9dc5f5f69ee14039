import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AccountFacts } from '../../src/judge/account-facts.ts';
import { RULES } from '../../src/judge/catalogue.ts';
import { siblingsOf } from '../../src/judge/registry-facts.ts';
import { defineRule, type Example, PASS, type Rule } from '../../src/model/rule.ts';
import { ZoneClock } from '../../src/time/zone-clock.ts';
import { account, fold, look, PLATFORMS, registry, ZONE } from './accounts.ts';

/** The table of rules in the order in which the contract has them: id, official wording, default severity. */
const CONTRACT = [
  ['stale', '监测时间点前2周内无更新', 'veto'],
  ['stale-long', '长期未更新（“僵尸”“睡眠”账号）', 'notice'],
  ['never-published', '无动态信息（“空壳”账号）', 'veto'],
  ['no-interaction', '未提供有效互动功能', 'veto'],
  ['personal-subject', '账号认证主体为个人', 'notice'],
  ['subject-mismatch', '认证主体与主办单位不一致', 'notice'],
  ['closed-not-cancelled', '已关停未注销', 'notice'],
  ['cancelled-not-filed', '已注销未在系统内关停', 'notice'],
  ['renamed-not-filed', '已更名未在系统内更新', 'notice'],
  ['duplicate-on-platform', '同一平台重复开设账号', 'notice'],
  ['app-not-downloadable', '移动客户端无法下载', 'veto'],
  ['app-zombie', '“僵尸APP”', 'veto'],
  ['below-local-frequency', '更新频次低于本地要求', 'deduct'],
  ['not-rectified', '整改不到位，同一问题再次出现', 'notice'],
  ['account-unavailable', '账号已被封禁、冻结或迁移', 'notice'],
  ['backdated', '信息发布日期与首次出现时间不符', 'notice'],
];

const LIMITS = {
  staleAfterDays: 14,
  staleAfterWorkingDays: null,
  edge: 'over' as const,
  staleLongAfterDays: 90,
  appZombieAfterDays: 730,
  minPostsPerWeek: null,
  warnAtDays: [7, 10, 13],
};

function verdictOf(rule: Rule, example: Example) {
  const clock = new ZoneClock(ZONE);
  const atMs = Date.parse(example.at);
  const own = account(example.account);
  const others = (example.others ?? []).map((other) => account(other));
  const limits = { ...LIMITS, ...example.limits };
  const context = {
    atMs,
    day: clock.dayOf(atMs),
    limits,
    nights: (nights: number) => nights,
    dayOf: (ms: number) => clock.dayOf(ms),
    startOfDay: (day: number) => clock.startOfDay(day),
    endOfDay: (day: number) => clock.endOfDay(day),
    iso: (ms: number) => clock.iso(ms),
  };
  const now = { atMs, day: clock.dayOf(atMs), clock, validMs: 36 * 3_600_000 };
  const facts = new AccountFacts(own, fold(example.looks.map((one) => look(one.observedAt, one))), now, {
    interactionKinds: PLATFORMS.get(own.platform)?.interactionKinds ?? [],
    siblings: siblingsOf(registry(own, ...others)).get(own.id) ?? [],
    overdue: [],
  });
  for (const earlier of RULES) {
    if (earlier.order >= rule.order) break;
    if (earlier.judge(facts, context).verdict === 'violation') facts.noteViolation(earlier.id);
  }
  return rule.judge(facts, context).verdict;
}

describe('the catalogue of rules', () => {
  test('has each rule of the contract with its official wording and severity', () => {
    const known = new Map(RULES.map((rule) => [rule.id, rule]));
    expect(CONTRACT.map(([id = '']) => [id, known.get(id)?.wording, known.get(id)?.severity])).toEqual(CONTRACT);
  });

  test('names each rule as its file is named, and gives each its own place', () => {
    const files = readdirSync(join(import.meta.dirname, '../../src/judge/rules')).map((name) => name.slice(0, -3));
    expect(RULES.map((rule) => rule.id).sort()).toEqual(files.sort());
    expect(new Set(RULES.map((rule) => rule.order)).size).toBe(RULES.length);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s says what it rests on and shows both sides',
    (_, rule) => {
      expect(rule.basis.length).toBeGreaterThan(0);
      expect(rule.explanation).toMatch(/[\u4e00-\u9fff]/);
      const verdicts = new Set(rule.examples.map((example) => example.expect));
      expect(verdicts.size).toBeGreaterThanOrEqual(2);
    },
  );

  test('a rule cannot read a fact that it has not declared', () => {
    const rule = defineRule({
      id: 'example',
      order: 1,
      wording: '',
      question: '',
      basis: [],
      severity: 'notice',
      parameters: [],
      explanation: '',
      examples: [],
      needs: ['account'],
      judge(facts) {
        // @ts-expect-error: `lastPost` is not among the needs
        return facts.lastPost === undefined ? PASS : { verdict: 'not-applicable' };
      },
    });
    expect(rule.needs).toEqual(['account']);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(rule.examples.map((example) => [example.words, example] as const))('%s', (_words, example) => {
    expect(verdictOf(rule, example)).toBe(example.expect);
  });
});

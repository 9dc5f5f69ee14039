import { expect, test } from 'vitest';
import { dismissed } from '../../src/judge/case-actions.ts';
import { judgeNight } from '../../src/judge/night.ts';
import type { Observation } from '../../src/model/observation.ts';
import { replay } from '../../src/replay/replay.ts';
import { replayText } from '../../src/replay/words.ts';
import { type Settings, settingsSchema } from '../../src/settings/schema.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { account, blockedLook, look, PLATFORMS, partialLook, post, registry, ZONE } from '../judge/accounts.ts';

const accounts = registry(account());
const adapters = [...PLATFORMS].map(([id, { interactionKinds }]) => ({ id, interactionKinds }));
const place = (judge: object = {}) => ({
  settings: settingsSchema([]).parse({ judge }) as unknown as Settings,
  registry: accounts,
  adapters,
  zone: ZONE,
});

/** A database in which these looks were made and judged, one a night, as the nightly job does. */
function nightsOf(looks: readonly Observation[], judge: object = {}) {
  const db = openDatabase(':memory:');
  const runs = new RunStore(db);
  for (const seen of looks) {
    const at = Temporal.Instant.from(seen.observedAt);
    const run = runs.night(seen.observedAt.slice(0, 10), at);
    new ObservationStore(db).add(run.id, seen);
    runs.monitored(run.id, at);
    const night = judgeNight(db, place(judge), at);
    new CaseStore(db).save(night.before, night.cases);
    runs.finish(run.id, at, night.judged.judgement.summary);
  }
  return db;
}
const provenSince = (date: string) => (at: string) => look(at, { lastPost: post(`${date}T08:00:00+08:00`) });
const old = provenSince('2026-09-08');
const NIGHTS = ['2026-09-19T01:00:00+08:00', '2026-09-20T01:00:00+08:00', '2026-09-21T01:00:00+08:00'];

test('under the rules of then nothing would change', () => {
  const looks = [...NIGHTS.map(old), blockedLook('2026-09-22T01:00:00+08:00'), old('2026-09-23T01:00:00+08:00')];
  const replayed = replay(nightsOf(looks), place(), '2026-09-19', '2026-09-23');
  expect(replayed).toMatchObject({ changed: 0 });
  expect(replayed.nights).toHaveLength(5);
  expect(replayText(replayed, new Map())).toContain('结果完全相同');
});

test('a stricter limit shows which accounts it would add, and from which night on', () => {
  // on 19 September the last update is not quite 11 days old, on the 20th not quite 12
  const replayed = replay(nightsOf(NIGHTS.map(old)), place({ staleAfterDays: 11 }), '2026-09-19', '2026-09-21');
  expect(replayed.nights.map((night) => night.added.map((one) => [one.accountId, one.rule, one.verdict]))).toEqual([
    [],
    [['a1', 'stale', 'violation']],
    [['a1', 'stale', 'violation']],
  ]);
  expect(replayed.nights.map(({ summary }) => [summary.was.failed, summary.now.failed])).toEqual([
    [0, 0],
    [0, 1],
    [0, 1],
  ]);
  expect(replayed.changed).toBe(2);
  const text = replayText(replayed, new Map([['a1', account()]]));
  expect(text).toContain('会多出　示例账号（a1）认定：监测时间点前11天内无更新');
  expect(text).toContain('与前一夜相同的差别 1 处');
});

test('a laxer limit shows what would not have been found', () => {
  const db = nightsOf(NIGHTS.map(old), { staleAfterDays: 10 });
  const replayed = replay(db, place({ staleAfterDays: 60 }), '2026-09-19', '2026-09-21');
  expect(replayed.nights.map((night) => night.dropped.map((one) => one.rule))).toEqual([
    ['stale'],
    ['stale'],
    ['stale'],
  ]);
});

test('a window that begins in the middle knows what began before it', () => {
  const aged = provenSince('2026-09-01');
  const looks = [aged('2026-09-19T01:00:00+08:00'), ...NIGHTS.slice(1).map(blockedLook)];
  const replayed = replay(nightsOf(looks), place(), '2026-09-20', '2026-09-21');
  expect(replayed.nights.map(({ date, added, dropped }) => [date, added, dropped])).toEqual([
    ['2026-09-20', [], []],
    ['2026-09-21', [], []],
  ]);
});

test('a suspicion that was proven later is compared as what it was on each night', () => {
  const aged = post('2026-09-01T08:00:00+08:00');
  const looks = [
    partialLook('2026-09-19T01:00:00+08:00', { lastPost: aged }),
    ...NIGHTS.slice(1).map(provenSince('2026-09-01')),
  ];
  expect(replay(nightsOf(looks), place(), '2026-09-19', '2026-09-21').changed).toBe(0);
});

test('what a person dismissed stays dismissed, and a replay writes nothing', () => {
  const aged = provenSince('2026-09-01');
  const db = nightsOf([aged('2026-09-19T01:00:00+08:00')]);
  const store = new CaseStore(db);
  const before = store.all();
  const actor = { at: Temporal.Instant.from('2026-09-19T10:00:00+08:00'), zone: ZONE, by: '张三' };
  store.save(
    before,
    before.map((one) => dismissed(one, actor, '误报')),
  );
  const at = Temporal.Instant.from('2026-09-20T01:00:00+08:00');
  const run = new RunStore(db).night('2026-09-20', at);
  new ObservationStore(db).add(run.id, aged('2026-09-20T01:00:00+08:00'));
  new RunStore(db).monitored(run.id, at);
  const night = judgeNight(db, place(), at);
  store.save(night.before, night.cases);
  new RunStore(db).finish(run.id, at, night.judged.judgement.summary);
  const cases = store.all();
  expect(replay(db, place(), '2026-09-20', '2026-09-20').changed).toBe(0);
  expect(store.all()).toEqual(cases);
});

test('a window without nights says so', () => {
  expect(replayText(replay(openDatabase(':memory:'), place(), '2026-09-01', '2026-09-30'), new Map())).toBe(
    '2026-09-01 至 2026-09-30 没有完成的巡查。\n',
  );
});

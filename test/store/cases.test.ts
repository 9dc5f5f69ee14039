import { expect, test } from 'vitest';
import { noted, openedByHand } from '../../src/judge/case-actions.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';

const actor = { at: Temporal.Instant.from('2026-09-25T10:00:00+08:00'), zone: 'Asia/Shanghai', by: '张三' };
const byHand = { accountId: 'a1', problem: '强制要求群众点赞', severity: 'veto', screenshot: null } as const;

test('a case comes back as it was saved, with its events in order', () => {
  const store = new CaseStore(openDatabase(':memory:'));
  const opened = openedByHand({ id: store.nextId(), ...byHand }, actor);
  store.save([], [opened]);
  const before = store.all();
  expect(before).toEqual([opened]);
  const later = noted(before[0] ?? opened, actor, '已电话核实');
  store.save(before, [later]);
  expect(store.of(1)).toEqual(later);
  expect(store.of(1)?.events.map((event) => [event.kind, event.by, event.at])).toEqual([
    ['opened', '张三', '2026-09-25T10:00:00+08:00'],
    ['noted', '张三', '2026-09-25T10:00:00+08:00'],
  ]);
});

test('saving again what was read writes nothing', () => {
  const db = openDatabase(':memory:');
  const store = new CaseStore(db);
  store.save([], [openedByHand({ id: store.nextId(), ...byHand }, actor)]);
  const read = store.all();
  const changes = db.prepare('SELECT total_changes() AS n').pluck();
  const before = changes.get();
  store.save(read, read);
  expect(changes.get()).toBe(before);
  expect(store.nextId()).toBe(2);
});

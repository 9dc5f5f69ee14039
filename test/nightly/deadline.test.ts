import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHome } from '../../src/home.ts';
import { windowMsOf } from '../../src/night-plan.ts';
import { openDatabase } from '../../src/store/database.ts';
import { PlanRecords } from '../../src/store/plan-records.ts';
import { littleOffice } from './little-office.ts';

const HOUR_MS = 3600_000;

test('the time is that until the next such hour in the program’s zone; without a deadline that of the settings', async () => {
  const { home } = await littleOffice({ weibo: 1 }, { night: { hours: 6 } });
  const at = (time: string) => openHome({ home, at: time });
  expect(windowMsOf(await at('2026-09-15T01:30:00+08:00'), '06:00')).toBe(4.5 * HOUR_MS);
  expect(windowMsOf(await at('2026-09-15T07:00:00+08:00'), '06:00')).toBe(23 * HOUR_MS);
  expect(windowMsOf(await at('2026-09-15T01:30:00+08:00'), undefined)).toBe(6 * HOUR_MS);
});

test('when the time is up the night judges and sends what it has, says what it left, and takes that first the next night', async () => {
  const { home, night, replica, office } = await littleOffice({ weibo: 30, wechat: 3 });
  // after the canary and some accounts Weibo does not answer any more
  const end = replica.troubles.make({ kind: 'hang', platform: 'weibo', afterRequests: 24 });
  const first = await night('2026-09-15T05:59:58+08:00', {}, undefined, { deadline: '06:00' });
  end();
  expect(first?.visited).toBeGreaterThanOrEqual(3);
  expect(first?.left).toBeGreaterThan(0);
  expect((first?.visited ?? 0) + (first?.left ?? 0)).toBe(33);
  expect(first?.mail.sent).toBe(1);
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const left = [...new PlanRecords(db).leftBy(1)];
  db.close();
  expect(left).toHaveLength(first?.left ?? 0);
  expect(left.every((id) => id.startsWith('weibo-'))).toBe(true);
  expect(office.taken).toHaveLength(1);
  const order: string[] = [];
  const second = await night('2026-09-16T05:00:00+08:00', {
    observed: ({ accountId }) => void (accountId.startsWith('weibo-') && order.push(accountId)),
  });
  expect(second).toMatchObject({ visited: 33, left: 0 });
  // eight are under way at once, so that the next ones may overtake the last of those that were left
  expect(order.slice(0, left.length + 8)).toEqual(expect.arrayContaining(left));
});

import { expect, test } from 'vitest';
import { CanaryLooks } from '../../src/store/canary-looks.ts';
import { openDatabase } from '../../src/store/database.ts';

const ZONE = 'Asia/Shanghai';
const at = (date: string) => Temporal.Instant.from(`${date}T01:00:00+08:00`);
const look = (date: string, hours = 2) => {
  const lookedMs = at(date).epochMilliseconds;
  return { lookedMs, newestMs: lookedMs - hours * 3_600_000 };
};

test('the first look of each of the last fourteen nights is remembered, for each source and canary apart', () => {
  const db = openDatabase(':memory:');
  const keep = (date: string, source: string, canary: string, hours?: number) =>
    new CanaryLooks(db, ZONE, at(date)).keep(source, canary, look(date, hours));
  keep('2026-10-01', 'a', '甲');
  keep('2026-10-02', 'a', '甲', 3);
  keep('2026-10-02', 'a', '甲', 9);
  keep('2026-10-02', 'b', '甲');
  keep('2026-10-02', 'a', '乙');
  const earlier = (date: string) => new CanaryLooks(db, ZONE, at(date)).earlier('a', '甲');
  // a night does not hold itself against itself
  expect(earlier('2026-10-02')).toEqual([look('2026-10-01')]);
  expect(earlier('2026-10-15')).toEqual([look('2026-10-01'), look('2026-10-02', 3)]);
  expect(earlier('2026-10-16')).toEqual([look('2026-10-02', 3)]);
  expect(earlier('2026-10-17')).toEqual([]);
  db.close();
});

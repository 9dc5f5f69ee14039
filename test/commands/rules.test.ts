import { expect, test } from 'vitest';
import { xuncha } from './program.ts';

test('without a name all rules are listed, with a name one is explained, and a wrong name is told', async () => {
  const all = await xuncha('rules', '--json');
  const { rules } = JSON.parse(all.stdout) as { rules: { id: string; wording: string }[] };
  expect(rules).toHaveLength(16);
  expect(rules[0]).toMatchObject({ id: 'stale', wording: '监测时间点前2周内无更新' });
  const one = await xuncha('rules', 'stale');
  expect(one.stdout).toContain('国办秘函〔2019〕19号');
  expect(one.stdout).toContain('judge.staleAfterDays');
  const none = await xuncha('rules', 'stael');
  expect(none.status).toBe(2);
  expect(none.stderr).toContain('stael');
});
